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
  /** Words that the word book does not have. */
  unknown: z.array(z.string()),
  /** What a person must look at in a model's text: figures and terms that did not come through. */
  faults: z.array(z.string()),
  /** Sentences of the memory that are like the one given; `likeness` 0–1. */
  similar: z.array(z.strictObject({ source: z.string(), target: z.string(), likeness: z.number() })),
});
