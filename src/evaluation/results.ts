import { z } from 'zod';

/** Why an item has no answer: counted as wrong, and counted. */
export const failures = ['time-out', 'no-connection', 'refused', 'nonsense', 'no-choice-named'] as const;
export type Failure = (typeof failures)[number];

/** One document measured under one model. */
const textResultSchema = z.strictObject({
  kind: z.literal('text'),
  model: z.string(),
  /** `held-out`, `held-out REGISTER` or the name of a text file in the settings. */
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
  /** Choice of the highest log-probability, or the one that an answer names; −1 where there is none. */
  chosen: z.int(),
  /** The same per character and per UTF-8 byte of the choice; equal to `chosen` where answers were written. */
  chosenByCharacters: z.int(),
  chosenByBytes: z.int(),
  /** Of each choice; empty where answers were written. */
  logProbabilities: z.array(z.number()),
  /** The choice of the highest log-probability where a letter task is asked with the other alphabet. */
  chosenByOtherLetters: z.int().optional(),
  /** What was written. */
  written: z.string().optional(),
  /** Tokens left out of the start of the prompt because they did not fit into the context. */
  truncatedTokens: z.int(),
  failure: z.enum(failures).optional(),
});

/** One item answered in free text. */
const answerResultSchema = z.strictObject({
  kind: z.literal('answer'),
  model: z.string(),
  task: z.string(),
  item: z.string(),
  written: z.string(),
  /** From 0 to 1, and why. */
  score: z.number(),
  reason: z.string(),
  /** Counts that make one figure when summed over items (chrF++). */
  sums: z.array(z.number()).optional(),
  /** Rules that only a judge can tell; they count in no score. */
  unjudged: z.int().optional(),
  /** Rules that a judge has told; they count. */
  judged: z.int().optional(),
  /** Whether the question was a user's turn of the model's chat template, or plain text. */
  asTurn: z.boolean().default(false),
  /** The answer was still going on when it had to end. */
  cut: z.boolean(),
  truncatedTokens: z.int(),
  failure: z.enum(failures).optional(),
});

/** A line of `items.jsonl`. */
export const itemResultSchema = z.discriminatedUnion('kind', [
  textResultSchema,
  choiceResultSchema,
  answerResultSchema,
]);

export type TextResult = z.output<typeof textResultSchema>;
export type ChoiceResult = z.output<typeof choiceResultSchema>;
export type AnswerResult = z.output<typeof answerResultSchema>;
export type ItemResult = z.output<typeof itemResultSchema>;

/** Figures are kept to a millionth, far below what a model's arithmetic is worth. */
export function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
