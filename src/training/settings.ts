import { z } from 'zod';

/** Settings of pretraining and tuning, as in recipes; every default is here. */
export const trainingSettingsSchema = z
  .strictObject({
    steps: z.int().positive().optional().describe('optimiser steps; give either steps or epochs'),
    epochs: z.number().positive().optional().describe('passes over the documents; may be a fraction'),
    sequenceLength: z.int().min(16).max(32_768).default(512).describe('tokens of one packed sequence'),
    batchSize: z.int().positive().default(4).describe('sequences in memory at once'),
    accumulation: z.int().positive().default(1).describe('batches whose gradients make one step'),
    learningRate: z
      .number()
      .positive()
      .max(1)
      .default(1.5e-4)
      .describe('peak rate of everything but the embeddings'),
    embeddingLearningRate: z.number().positive().max(1).default(3e-4).describe('peak rate of the embeddings'),
    warmupSteps: z.int().nonnegative().default(20).describe('steps over which the rates rise from zero'),
    schedule: z
      .enum(['cosine', 'wsd', 'constant'])
      .default('cosine')
      .describe('after the warm-up: cosine falls at once, wsd stays and falls linearly at the end'),
    decayFraction: z.number().min(0).max(1).default(0.2).describe('share of the steps in which wsd falls'),
    finalRateFraction: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('share of the peak rate left at the last step'),
    weightDecay: z
      .number()
      .nonnegative()
      .default(0.01)
      .describe('of matrices; norms and embeddings have none'),
    gradientClipping: z.number().positive().default(1).describe('largest norm of the gradients of a step'),
    seed: z.int().nonnegative().max(0xffff_ffff).default(1).describe('determines the order of the documents'),
    precision: z
      .enum(['auto', 'bfloat16', 'float32'])
      .default('auto')
      .describe(
        'of the arithmetic: auto takes bfloat16 where the hardware has it; weights are float32 either way',
      ),
    savePrecision: z
      .enum(['bfloat16', 'float32'])
      .default('bfloat16')
      .describe('of the weights in the finished checkpoint'),
    device: z.enum(['auto', 'cpu', 'cuda']).default('auto').describe('auto takes a GPU when there is one'),
    threads: z
      .int()
      .nonnegative()
      .max(1024)
      .default(0)
      .describe('on a CPU; 0: one a core; equal runs give equal bits only with equal threads'),
    compile: z
      .boolean()
      .default(false)
      .describe('torch.compile: minutes at the start, then faster where bfloat16 is; needs a C++ compiler'),
    replayShare: z
      .number()
      .min(0)
      .max(0.9)
      .default(0)
      .describe('share of the sequences that come from the input replay: what is not to be forgotten'),
    checkpointEverySteps: z
      .int()
      .positive()
      .default(100)
      .describe('a killed run loses at most this many steps'),
  })
  .refine((settings) => (settings.steps === undefined) !== (settings.epochs === undefined), {
    path: ['steps'],
    message: 'Give either "steps" or "epochs".',
  });

/** Checked settings of pretraining and tuning. */
export type TrainingSettings = z.output<typeof trainingSettingsSchema>;

/** Settings that say where and how fast, not what. */
export const incidentalTrainingSettings = ['device', 'threads', 'compile', 'checkpointEverySteps'];
