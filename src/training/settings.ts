import { z } from 'zod';

const projections = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'] as const;

const loraSchema = z.strictObject({
  rank: z.int().min(1).max(1024).default(16),
  /** Adapters are multiplied by alpha / rank. */
  alpha: z.number().positive().default(32),
  targets: z
    .array(z.enum(projections))
    .min(1)
    .default([...projections]),
  /** Whether the embeddings learn beside the adapters. */
  embeddings: z.boolean().default(false),
});

/** A rule for settings that hold both. */
export const muonIsForMatrices = {
  check: ({ lora, optimiser }: { lora?: unknown; optimiser?: string | undefined }) =>
    lora === undefined || optimiser !== 'muon',
  error: {
    path: ['optimiser'],
    message: 'Muon is for whole matrices: leave either "lora" or "optimiser: muon" out.',
  },
};

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
    optimiser: z
      .enum(['adamw', 'muon'])
      .optional()
      .describe(
        'adamw; muon takes equal steps in every direction of a matrix of the body (the rest stays with adamw): forgets less, holds 4 bytes a parameter less, costs more a step, so wants many tokens in one',
      ),
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
    teacherWeight: z
      .number()
      .positive()
      .optional()
      .describe('what a replayed token counts when it learns from the input teacher instead of the text; 1'),
    checkpointEverySteps: z
      .int()
      .positive()
      .default(100)
      .describe('a killed run loses at most this many steps'),
    asynchronousCheckpoints: z
      .boolean()
      .default(true)
      .describe('written beside the training, from a copy in memory (12 bytes a parameter)'),
    spikeFactor: z
      .number()
      .nonnegative()
      .default(10)
      .describe(
        'a loss or gradient norm this many deviations above the median of the last 64 steps stops the run and names the documents; 0 never',
      ),
    lora: loraSchema
      .optional()
      .describe(
        'low-rank adapters instead of all weights, merged on saving: {rank: 16, alpha: 32, targets: [q_proj, …], embeddings: false}; wants a rate about ten times as high',
      ),
    embeddingsOnlySteps: z
      .int()
      .positive()
      .optional()
      .describe('first steps in which only the embeddings learn; the body then warms up'),
    neftuneAlpha: z
      .number()
      .positive()
      .optional()
      .describe('noise on the embeddings while tuning (NEFTune); 5 is usual'),
    gradientCheckpointing: z
      .boolean()
      .default(false)
      .describe('computes layers twice instead of keeping them: a fraction of the memory, a third more time'),
    processes: z
      .int()
      .positive()
      .max(64)
      .default(1)
      .describe(
        'processes that share weights and work (FSDP2): one a GPU; batchSize is that of all together',
      ),
    peakTeraflops: z
      .number()
      .positive()
      .optional()
      .describe('what one device can do, for MFU; measured at the start when not given'),
    probes: z
      .record(z.string().min(1), z.string())
      .default({})
      .describe('name → plain text file whose bits per character are followed while training'),
    probeEverySteps: z.int().positive().default(100).describe('steps between two measurements of the probes'),
    probeCharacters: z.int().positive().default(4000).describe('characters of each probe'),
  })
  .refine((settings) => (settings.steps === undefined) !== (settings.epochs === undefined), {
    path: ['steps'],
    message: 'Give either "steps" or "epochs".',
  })
  .refine(({ batchSize, processes }) => batchSize % processes === 0, {
    path: ['batchSize'],
    message: 'The batch must be a multiple of "processes".',
  })
  .refine(({ lora, embeddingsOnlySteps }) => lora === undefined || embeddingsOnlySteps === undefined, {
    path: ['embeddingsOnlySteps'],
    message: 'With "lora" the body never learns; set lora.embeddings instead.',
  })
  .refine(muonIsForMatrices.check, muonIsForMatrices.error);

/** Checked settings of pretraining and tuning. */
export type TrainingSettings = z.output<typeof trainingSettingsSchema>;

/** Settings that say where, how fast and what is watched, not what comes out (up to rounding). */
export const incidentalTrainingSettings = [
  'device',
  'threads',
  'checkpointEverySteps',
  'asynchronousCheckpoints',
  'spikeFactor',
  'gradientCheckpointing',
  'compile',
  'processes',
  'peakTeraflops',
  'probes',
  'probeEverySteps',
  'probeCharacters',
];
