import { z } from 'zod';
import { trainingSettingsSchema } from '../../training/index.ts';

const grids = z.enum(['q4_0', 'q4_1', 'q8_0']);
const rate = z.number().positive().max(1);

/** Settings of a quantisation-aware recovery; the trainer reads them as those of a training. */
export const recoverySettingsSchema = z.strictObject({
  type: grids
    .default('q4_0')
    .describe('what the matrices will be quantised to, without importances: the student computes with it'),
  embeddingType: grids.default('q4_0').describe('the same for the token embedding, which is the head too'),
  replayShare: trainingSettingsSchema.shape.replayShare.describe(
    'share of the sequences that come from the input replay: a second kind of text',
  ),
  steps: z.int().positive().default(200).describe('optimiser steps'),
  sequenceLength: z.int().min(16).max(32_768).default(256).describe('tokens of one packed sequence'),
  batchSize: z.int().positive().default(4).describe('sequences in memory at once'),
  accumulation: z.int().positive().default(1).describe('batches whose gradients make one step'),
  learningRate: rate.default(3e-5).describe('peak rate of everything but the embedding'),
  embeddingLearningRate: rate.default(3e-5).describe('peak rate of the embedding'),
  warmupSteps: z.int().nonnegative().default(10).describe('steps over which the rates rise from zero'),
  finalRateFraction: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .describe('share of the peak rate at the last step'),
  gradientClipping: z.number().positive().default(1).describe('largest norm of the gradients of a step'),
  seed: z.int().nonnegative().max(0xffff_ffff).default(1).describe('determines the order of the documents'),
  precision: z.enum(['auto', 'bfloat16', 'float32']).default('auto').describe('of the arithmetic'),
  device: z.enum(['auto', 'cpu', 'cuda']).default('auto').describe('auto takes a GPU when there is one'),
  threads: z.int().nonnegative().max(1024).default(0).describe('on a CPU; 0: one a core'),
  compile: trainingSettingsSchema.shape.compile,
  checkpointEverySteps: z.int().positive().default(50).describe('a killed run loses at most this many steps'),
});

export type RecoverySettings = z.output<typeof recoverySettingsSchema>;
