import { z } from 'zod';

/** Settings of pretraining and tuning, as in recipes; every default is here. */
export const trainingSettingsSchema = z
  .strictObject({
    /** Optimiser steps; give either `steps` or `epochs`. */
    steps: z.int().positive().optional(),
    /** Passes over the documents; may be a fraction. */
    epochs: z.number().positive().optional(),
    /** Tokens of one packed sequence. */
    sequenceLength: z.int().min(16).max(32_768).default(512),
    /** Sequences in memory at once. */
    batchSize: z.int().positive().default(4),
    /** Batches whose gradients make one step. */
    accumulation: z.int().positive().default(1),
    /** Peak rate of everything but the embeddings. */
    learningRate: z.number().positive().max(1).default(1.5e-4),
    /** Peak rate of the embeddings; twice the body's by default, for new tokens have to move. */
    embeddingLearningRate: z.number().positive().max(1).default(3e-4),
    /** Steps over which the rates rise from zero. */
    warmupSteps: z.int().nonnegative().default(20),
    /** After warm-up: `cosine` falls at once, `wsd` stays and falls linearly at the end, `constant` stays. */
    schedule: z.enum(['cosine', 'wsd', 'constant']).default('cosine'),
    /** Share of the steps in which `wsd` falls. */
    decayFraction: z.number().min(0).max(1).default(0.2),
    /** Share of the peak rate that is left at the last step. */
    finalRateFraction: z.number().min(0).max(1).default(0.1),
    /** Weight decay of matrices; norms and embeddings have none. */
    weightDecay: z.number().nonnegative().default(0.01),
    /** Largest norm of the gradients of a step. */
    gradientClipping: z.number().positive().default(1),
    /** Determines the order of the documents. */
    seed: z.int().nonnegative().default(1),
    /** Of the arithmetic; weights are float32 either way. */
    precision: z.enum(['bfloat16', 'float32']).default('bfloat16'),
    /** Of the weights in the finished checkpoint. */
    savePrecision: z.enum(['bfloat16', 'float32']).default('bfloat16'),
    /** `auto` takes a GPU when there is one. */
    device: z.enum(['auto', 'cpu', 'cuda']).default('auto'),
    /** Threads on a CPU; 0: one a core. Equal runs give equal bits only with equal threads. */
    threads: z.int().nonnegative().max(1024).default(0),
    /** How many steps a `kill -9` may cost. */
    checkpointEverySteps: z.int().positive().default(100),
  })
  .refine((settings) => (settings.steps === undefined) !== (settings.epochs === undefined), {
    path: ['steps'],
    message: 'Give either "steps" or "epochs".',
  });

/** Checked settings of pretraining and tuning. */
export type TrainingSettings = z.output<typeof trainingSettingsSchema>;

/** Settings that say where and how fast, not what. */
export const incidentalTrainingSettings = ['device', 'threads', 'checkpointEverySteps'] as const;
