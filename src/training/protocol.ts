import { z } from 'zod';
import { errorEventSchema } from '../core/processes/python-process.ts';
import type { TrainingSettings } from './settings.ts';

/**
 * The messages between Soro and the trainer (trainer/soro_trainer/messages/protocol.py is its mirror): JSON
 * lines, one `job` on stdin, events on stdout. A `stop` on stdin, SIGTERM or a closed stdin asks for a
 * checkpoint and a clean end.
 */
export interface JobMessage {
  readonly type: 'job';
  /** Folder of the checkpoint to start from. */
  readonly base: string;
  /** Folder of the tokens artefact. */
  readonly tokens: string;
  /** Folder of a tokens artefact of which `replayShare` of the sequences come. */
  readonly replay: string | null;
  /**
   * Folder of a checkpoint whose predictions what is replayed (without replay, or with fakeQuantisation:
   * everything) is compared with; null: with the text itself.
   */
  readonly teacher: string | null;
  /** Folder that gets `model.safetensors` and `losses.jsonl`. */
  readonly output: string;
  /** Folder of training checkpoints. */
  readonly resume: string;
  readonly settings: JobSettings;
}

/** Types that the forward and backward pass computes with; the names are those of llama.cpp. */
export interface FakeQuantisation {
  readonly matrices: string;
  readonly embedding: string;
}

/** The trainer has no defaults of its own: it gets every setting, null where there is none. */
export type JobSettings = ReturnType<typeof jobSettings>;

/** Settings as the trainer reads them: what a recipe left out has the value that leaves it out of the arithmetic. */
export function jobSettings(settings: TrainingSettings, fakeQuantisation: FakeQuantisation | null = null) {
  return {
    ...settings,
    steps: settings.steps ?? null,
    epochs: settings.epochs ?? null,
    optimiser: settings.optimiser ?? 'adamw',
    teacherWeight: settings.teacherWeight ?? 1,
    lora: settings.lora ?? null,
    embeddingsOnlySteps: settings.embeddingsOnlySteps ?? 0,
    neftuneAlpha: settings.neftuneAlpha ?? 0,
    peakTeraflops: settings.peakTeraflops ?? null,
    fakeQuantisation,
  };
}

/** Asks for a checkpoint and a clean end. */
export interface StopMessage {
  readonly type: 'stop';
}

/** Weights and tokens are loaded. */
const readySchema = z.strictObject({
  type: z.literal('ready'),
  /** Of python, torch, transformers. */
  versions: z.record(z.string(), z.string()),
  device: z.string(),
  /** Of the arithmetic. */
  precision: z.enum(['bfloat16', 'float32']),
  parameters: z.int(),
  /** Steps of the whole run. */
  steps: z.int(),
  documents: z.int(),
  /** Dialogues longer than a sequence (their end is left out) and documents that were split. */
  cutDocuments: z.int(),
  /** Documents without a token to learn from. */
  skippedDocuments: z.int(),
  resumedFromStep: z.int(),
  processes: z.int(),
  /** Parameters that learn: fewer than all with adapters. */
  trainedParameters: z.int(),
  /** Floating-point operations a second of all processes together: measured, or as the settings say. */
  peakFlops: z.number(),
  /** Floating-point operations that a token needs, forward and backward. */
  flopsPerToken: z.number(),
});

/** Documents of a sequence do not see each other; the change of loss in nats. */
const selfTestSchema = z.strictObject({ type: z.literal('self-test'), maxLossChange: z.number() });

const stepSchema = z.strictObject({
  type: z.literal('step'),
  step: z.int(),
  /** Nats a counted token. */
  loss: z.number(),
  /** Tokens seen since the first step, padding left out. */
  tokens: z.int(),
  tokensPerSecond: z.number(),
  learningRate: z.number(),
  gradientNorm: z.number(),
  /** Model FLOPs utilisation: flopsPerToken × tokensPerSecond / peakFlops. */
  mfu: z.number(),
});

const probeSchema = z.strictObject({
  type: z.literal('probe'),
  step: z.int(),
  /** Name of the text in the settings. */
  text: z.string(),
  bitsPerCharacter: z.number(),
});

const checkpointSchema = z.strictObject({
  type: z.literal('checkpoint'),
  step: z.int(),
  path: z.string(),
  durationSeconds: z.number(),
});

const finishedSchema = z.strictObject({
  type: z.literal('finished'),
  status: z.enum(['complete', 'stopped']),
  step: z.int(),
  tokens: z.int(),
  /** Passes over the documents that were completed. */
  epoch: z.int(),
});

/** Every event of the trainer. */
export const eventSchema = z.discriminatedUnion('type', [
  readySchema,
  selfTestSchema,
  stepSchema,
  probeSchema,
  checkpointSchema,
  finishedSchema,
  errorEventSchema,
]);

export type TrainerEvent = z.output<typeof eventSchema>;
export type ReadyEvent = z.output<typeof readySchema>;
export type StepEvent = z.output<typeof stepSchema>;
export type ProbeEvent = z.output<typeof probeSchema>;
export type FinishedEvent = z.output<typeof finishedSchema>;
