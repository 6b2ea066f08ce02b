import { z } from 'zod';

const count = z.int().positive();

/** What the measuring child can be asked for. */
export const inferenceRequestSchema = z.discriminatedUnion('job', [
  z.strictObject({
    job: z.literal('importance'),
    model: z.string(),
    texts: z.array(z.string()),
    /** Tokens of one piece of the joined texts. */
    chunkTokens: count,
    mostTokens: count,
    threads: count,
  }),
  z.strictObject({
    job: z.literal('compare'),
    reference: z.string(),
    candidates: z.array(z.string()),
    texts: z.array(z.string()),
    contextTokens: count,
    threads: count,
  }),
  z.strictObject({
    job: z.literal('speed'),
    model: z.string(),
    contextTokens: count,
    promptTokens: count,
    generatedTokens: count,
    threads: count,
  }),
]);

export type InferenceRequest = z.output<typeof inferenceRequestSchema>;

/** Sums over the predicted tokens of one text. */
export const textComparisonSchema = z.strictObject({
  /** Tokens that were predicted: all but `<bos>`. */
  tokens: z.int().nonnegative(),
  /** Characters of what these tokens stand for. */
  characters: z.int().nonnegative(),
  /** Sum of the Kullback–Leibler divergences, in nats. */
  divergence: z.number().nonnegative(),
  largestDivergence: z.number().nonnegative(),
  /** Positions where reference and candidate hold the same token for the likeliest. */
  agreements: z.int().nonnegative(),
  referenceNats: z.number(),
  candidateNats: z.number(),
});

export type TextComparison = z.output<typeof textComparisonSchema>;

export const speedSchema = z.strictObject({
  prefillTokensPerSecond: z.number().positive(),
  generationTokensPerSecond: z.number().positive(),
  /** Resident memory that model and context added to the process, after a prompt and its answer. */
  memoryBytes: z.int().positive(),
});

export type Speed = z.output<typeof speedSchema>;

export const inferenceAnswerSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('importance'),
    tensor: z.string(),
    sums: z.array(z.number()),
    tokens: count,
    chunks: count,
  }),
  z.strictObject({
    type: z.literal('text'),
    candidate: z.int().nonnegative(),
    text: z.int().nonnegative(),
    result: textComparisonSchema,
  }),
  z.strictObject({ type: z.literal('progress'), done: z.int().nonnegative(), total: count }),
  z.strictObject({ type: z.literal('speed'), result: speedSchema }),
  z.strictObject({ type: z.literal('done') }),
]);

export type InferenceAnswer = z.output<typeof inferenceAnswerSchema>;
