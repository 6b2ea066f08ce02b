import { z } from 'zod';
import { paperFormat } from './shared.ts';

export const tones = ['polite', 'plain'] as const;
export type Tone = (typeof tones)[number];

const slot = z.strictObject({ key: z.string(), label: z.string() });

export const lettersReply = z.strictObject({
  letters: z.array(z.strictObject({ id: z.string(), title: z.string(), slots: z.array(slot) })),
});

export const draftRequest = z.strictObject({
  /** A letter of the list; without it the request says which. */
  letter: z.string().max(60).optional(),
  /** What is asked for: «Барои омӯзгор ариза нависед». */
  request: z.string().max(1000).optional(),
  /** What the person wants to say. */
  words: z.string().min(1).max(10_000),
  tone: z.enum(tones).default('polite'),
  /** What the person wrote into blanks, by key. */
  values: z.record(z.string().max(60), z.string().max(1000)).default({}),
});

export const draftReply = z.strictObject({
  letter: z.string(),
  title: z.string(),
  text: z.string(),
  /** Every slot of the letter in this tone, and what stands in it. */
  slots: z.array(slot.extend({ value: z.string().nullable() })),
  /** Blanks that are left: the letter is a draft until there are none. */
  missing: z.array(slot),
  isComplete: z.boolean(),
});

export const letterPaperRequest = draftRequest.extend({ format: paperFormat });
