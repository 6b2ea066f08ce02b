import { z } from 'zod';
import { modelTypes, tensorTypes } from './types.ts';

/** One file to be written. */
export const fileRequestSchema = z.strictObject({
  source: z.string(),
  target: z.string(),
  type: z.enum(modelTypes),
  tokenEmbeddingType: z.enum(tensorTypes).optional(),
  outputType: z.enum(tensorTypes).optional(),
  /** Name of a tensor (`blk.0.ffn_up.weight`) → its type; the others take what the mixture says. */
  tensorTypes: z.record(z.string(), z.enum(tensorTypes)),
  /** A file of importances, see importance-file.ts. */
  importance: z.string().optional(),
  threads: z.int().positive(),
  allowRequantise: z.boolean(),
});

export type QuantiseRequest = z.infer<typeof fileRequestSchema>;

/** What the child answers when a file has been tried: the library's return code. */
export const answerSchema = z.strictObject({ returnCode: z.int(), version: z.string() });
