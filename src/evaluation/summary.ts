import { join } from 'node:path';
import { z } from 'zod';
import { readText } from '../core/files.ts';
import { artefactKinds } from '../core/manifest.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { breakdownKeys } from './breakdown.ts';
import { estimateSchema } from './statistics.ts';
import { metrics } from './task.ts';

export const summaryName = 'summary.json';

/** What is measured: lower bits per character is better, higher accuracy is better. */
export const measures = ['bits-per-character', ...metrics] as const;

/** `summary.json` of a report. */
export const summarySchema = z.strictObject({
  formatVersion: z.literal(1),
  seed: z.int(),
  contextTokens: z.int(),
  /** Draws of each bootstrap, and the share of them inside an interval. */
  resamples: z.int(),
  confidence: z.number(),
  models: z.array(
    z.strictObject({
      /** The role of the input: `before`, `after`. */
      label: z.string(),
      kind: z.enum(artefactKinds),
      name: z.string(),
      fingerprint: z.string(),
    }),
  ),
  texts: z.array(
    z.strictObject({
      name: z.string(),
      documents: z.int(),
      /** Unicode code points measured. */
      characters: z.int(),
      /** Documents of which only the start was measured. */
      cutDocuments: z.int(),
    }),
  ),
  tasks: z.array(
    z.strictObject({
      id: z.string(),
      version: z.int(),
      title: z.string(),
      metric: z.enum(metrics),
      licence: z.string(),
      source: z.string(),
      /** Hash of prompt and items, and the commit of the hub's data set: what exactly was asked. */
      contentHash: z.string(),
      commit: z.string().nullable(),
      items: z.int(),
      /** Rows of the source that are no items, by reason. */
      leftOut: z.record(z.string(), z.int()),
      randomBaseline: z.number(),
      majorityBaseline: z.number(),
    }),
  ),
  /** Bits of all documents by their characters; the interval resamples documents. */
  bitsPerCharacter: z.array(
    z.strictObject({
      model: z.string(),
      text: z.string(),
      ...estimateSchema.shape,
      bits: z.number(),
      tokens: z.int(),
    }),
  ),
  accuracy: z.array(
    z.strictObject({
      model: z.string(),
      task: z.string(),
      metric: z.enum(metrics),
      ...estimateSchema.shape,
      /** Items whose question did not fit into the context whole. */
      truncatedItems: z.int(),
    }),
  ),
  /** The headline figure of each subject, grade, section or rule that a task's items name. */
  breakdown: z.array(
    z.strictObject({
      model: z.string(),
      task: z.string(),
      by: z.enum(breakdownKeys),
      group: z.string(),
      items: z.int(),
      ...estimateSchema.shape,
    }),
  ),
  /** `after` − `before` over the same documents or items; the interval resamples pairs. */
  differences: z.array(
    z.strictObject({
      before: z.string(),
      after: z.string(),
      measure: z.enum(measures),
      /** Name of the text or task. */
      on: z.string(),
      ...estimateSchema.shape,
    }),
  ),
});

export type Summary = z.output<typeof summarySchema>;

/**
 * Reads the summary of a report artefact.
 * @throws BadInputError when there is none, CorruptArtefactError when it does not fit.
 */
export async function readSummary(reportDirectory: string): Promise<Summary> {
  const file = join(reportDirectory, summaryName);
  const source = { file, family: 'corrupt', remedy: 'Build the report again.' } as const;
  return parseWith(summarySchema, parseJson(await readText(file), source), source);
}
