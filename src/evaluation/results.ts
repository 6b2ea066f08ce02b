import { z } from 'zod';

/** One document measured under one model. */
const textResultSchema = z.strictObject({
  kind: z.literal('text'),
  model: z.string(),
  /** `held-out` or the name of a text file in the settings. */
  text: z.string(),
  document: z.string(),
  characters: z.int(),
  tokens: z.int(),
  bits: z.number(),
});

/** One multiple-choice item answered by one model. */
const choiceResultSchema = z.strictObject({
  kind: z.literal('choice'),
  model: z.string(),
  task: z.string(),
  item: z.string(),
  answer: z.int(),
  chosen: z.int(),
  chosenByCharacters: z.int(),
  logProbabilities: z.array(z.number()),
  truncatedTokens: z.int(),
});

/** A line of `items.jsonl`. */
export const itemResultSchema = z.discriminatedUnion('kind', [textResultSchema, choiceResultSchema]);

export type TextResult = z.output<typeof textResultSchema>;
export type ChoiceResult = z.output<typeof choiceResultSchema>;
export type ItemResult = z.output<typeof itemResultSchema>;

/** Figures are kept to a millionth, far below what a model's arithmetic is worth. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
