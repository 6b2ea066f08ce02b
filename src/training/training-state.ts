import { join } from 'node:path';
import { z } from 'zod';
import { readText } from '../core/files.ts';
import { readJsonLinesFile } from '../core/json-lines.ts';
import { parseJson, parseWith } from '../core/schema.ts';

/** `soro.json` of a trained checkpoint: how far its training went. */
export const trainingStateSchema = z.strictObject({
  stage: z.enum(['pretraining', 'tuning']),
  step: z.int(),
  /** Tokens seen, padding left out. */
  tokens: z.int(),
  parameters: z.int(),
  firstLoss: z.number(),
  /** Mean of the last tenth of the steps, nats a counted token. */
  lastLoss: z.number(),
});

export type TrainingState = z.output<typeof trainingStateSchema>;

const lossSchema = z.strictObject({ step: z.int(), loss: z.number() });

/** One line of `losses.jsonl`. */
export type LossRecord = z.output<typeof lossSchema>;

/**
 * Reads `soro.json` of a trained checkpoint.
 * @throws BadInputError when there is none, CorruptArtefactError when it does not fit.
 */
export async function readTrainingState(directory: string): Promise<TrainingState> {
  const file = join(directory, 'soro.json');
  const source = { file, family: 'corrupt' } as const;
  return parseWith(trainingStateSchema, parseJson(await readText(file), source), source);
}

/** Reads `losses.jsonl` of a trained checkpoint: one record a step, in order. */
export async function readLosses(directory: string): Promise<LossRecord[]> {
  return Array.fromAsync(readJsonLinesFile(join(directory, 'losses.jsonl'), lossSchema));
}
