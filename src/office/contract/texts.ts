import { z } from 'zod';
import { givenText } from './shared.ts';

export const checkRequest = z.strictObject({ text: givenText });

export const slipKinds = [
  'letter',
  'spelling',
  'apart',
  'repeated',
  'mark',
  'capital',
  'izofat',
  'agreement',
] as const;
export const styleKinds = ['long-sentence', 'calque', 'repetition'] as const;

export const checkReply = z.strictObject({
  corrected: z.string(),
  changes: z.array(
    z.strictObject({
      offset: z.int().min(0),
      before: z.string(),
      after: z.string(),
      kind: z.enum(slipKinds),
      reason: z.string(),
    }),
  ),
  /** Of style: shown, never done by itself. */
  suggestions: z.array(
    z.strictObject({
      offset: z.int().min(0),
      before: z.string(),
      /** What could stand instead, where that is known. */
      after: z.string().nullable(),
      kind: z.enum(styleKinds),
      reason: z.string(),
    }),
  ),
});

export const languages = ['tg', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];

export const translationRequest = z.strictObject({
  text: z.string().min(1).max(5000),
  from: z.enum(languages),
  to: z.enum(languages),
  /** The whole text, by a model that can; where there is none the request is refused. */
  whole: z.boolean().default(false),
  /** How terms must be said in the whole text. */
  glossary: z
    .array(z.strictObject({ source: z.string().min(1).max(200), target: z.string().min(1).max(200) }))
    .max(200)
    .default([]),
});

export const translationReply = z.strictObject({
  /** How it came about: a sentence of the memory, word by word, a model, or nothing that helps. */
  kind: z.enum(['sentence', 'words', 'model', 'none']),
  text: z.string(),
  /** Word by word: what the word book has for each, nothing where it has none. */
  words: z.array(z.strictObject({ word: z.string(), others: z.array(z.string()) })),
  /** Words that the word book does not have. */
  unknown: z.array(z.string()),
  /** What a person must look at in a model's text: figures and terms that did not come through. */
  faults: z.array(z.string()),
  /** Sentences of the memory that are like the one given; `likeness` 0–1. */
  similar: z.array(z.strictObject({ source: z.string(), target: z.string(), likeness: z.number() })),
  /** Whether this server has a model that translates whole texts. */
  canWhole: z.boolean(),
});

/** The whole word book: a page can keep it for when there is no server. */
export const wordBookReply = z.strictObject({
  words: z.array(
    z.strictObject({
      word: z.string(),
      meanings: z.array(z.string()),
      ru: z.array(z.string()),
      en: z.array(z.string()),
    }),
  ),
});

export const scripts = ['Cyrl', 'Latn', 'Arab'] as const;
export type Script = (typeof scripts)[number];

export const transliterationRequest = z.strictObject({
  text: z.string().min(1).max(20_000),
  from: z.enum(scripts),
  to: z.enum(scripts),
  /** How Latin letters are used: as people type, ISO 9:1995, BGN/PCGN 1994. */
  latin: z.enum(['chat', 'iso9', 'bgn']).default('chat'),
});

export const transliterationReply = z.strictObject({ text: z.string() });
