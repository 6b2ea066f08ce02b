import { z } from 'zod';
import { modelTypes, tensorTypes } from './types.ts';

/** The one line that the parent writes to the child. */
export const requestSchema = z.strictObject({
  source: z.string(),
  target: z.string(),
  type: z.enum(modelTypes),
  tokenEmbeddingType: z.enum(tensorTypes).optional(),
  outputType: z.enum(tensorTypes).optional(),
  threads: z.int().positive(),
  allowRequantise: z.boolean(),
});

export type QuantiseRequest = z.infer<typeof requestSchema>;

/** The one line that the child answers with: the library's return code, or why it was not called. */
export const answerSchema = z.union([
  z.strictObject({ returnCode: z.int(), version: z.string() }),
  z.strictObject({
    error: z.strictObject({
      family: z.string(),
      details: z.strictObject({
        message: z.string(),
        file: z.string().optional(),
        place: z.string().optional(),
        remedy: z.string(),
      }),
      stack: z.string().optional(),
    }),
  }),
]);

export type QuantiseAnswer = z.infer<typeof answerSchema>;
