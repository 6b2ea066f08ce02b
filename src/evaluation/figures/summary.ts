import { join } from 'node:path';
import { z } from 'zod';
import { readText } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { scorings } from '../models/examinee.ts';
import { failures } from '../results.ts';
import { textMetrics } from '../tasks/format/description.ts';
import { choiceMeasures } from './figures.ts';
import { estimateSchema } from './statistics/bootstrap.ts';

export const summaryName = 'summary.json';

/** What is measured: lower bits per character is better, higher accuracy and scores are better. */
export const measures = ['bits-per-character', ...choiceMeasures, ...textMetrics] as const;

/** Properties of items by which accuracy is told apart. */
export const breakdownKeys = ['subject', 'grade', 'section', 'rule'] as const;

const estimate = estimateSchema.shape;
const share = z.number();

/** `summary.json` of a report. */
export const summarySchema = z.strictObject({
  formatVersion: z.literal(3),
  seed: z.int(),
  contextTokens: z.int(),
  /** Draws of each bootstrap, and the share of them inside an interval. */
  resamples: z.int(),
  confidence: z.number(),
  models: z.array(
    z.strictObject({
      /** The role of the input: `before`, `after`. */
      label: z.string(),
      /** An artefact, a GGUF file, or a model behind an API. */
      kind: z.enum(['checkpoint', 'model', 'file', 'endpoint']),
      name: z.string(),
      fingerprint: z.string(),
      /** What computed, and how it was asked. */
      engine: z.string(),
      scoring: z.enum(scorings),
      chatTemplate: z.boolean(),
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
      domain: z.string(),
      language: z.string(),
      /** The headline figure. */
      metric: z.enum(measures),
      /** Letters of a task that asks for them. */
      letters: z.enum(['tajik', 'latin']).nullable(),
      licence: z.string(),
      source: z.string(),
      /** Hash of prompt and items, and the commit of the hub's data set: what exactly was asked. */
      contentHash: z.string(),
      commit: z.string().nullable(),
      items: z.int(),
      /** Rows of the source that are no items, by reason. */
      leftOut: z.record(z.string(), z.int()),
      /** Null where answers are free text: nothing can be guessed. */
      randomBaseline: share.nullable(),
      majorityBaseline: share.nullable(),
      /** What this many items can show, computed before any answer. */
      detectable: z.strictObject({ aboveGuessing: share, betweenModels: share }).nullable(),
      /** Whether the models' figures differ by more than chance, after correction for all comparisons. */
      tellsApart: z.enum(['models', 'from-guessing', 'nothing']),
    }),
  ),
  /** Bits of all documents by their characters; the interval resamples documents. */
  bitsPerCharacter: z.array(
    z.strictObject({ model: z.string(), text: z.string(), ...estimate, bits: z.number(), tokens: z.int() }),
  ),
  accuracy: z.array(
    z.strictObject({
      model: z.string(),
      task: z.string(),
      metric: z.enum(choiceMeasures),
      ...estimate,
      /** Items whose prompt did not fit into the context whole. */
      truncatedItems: z.int(),
      /** Items without a usable answer; they count as wrong. */
      failures: z.partialRecord(z.enum(failures), z.int()),
    }),
  ),
  /** Answers in free text: a mean score of 0 to 1, or chrF++ of 0 to 100. */
  scores: z.array(
    z.strictObject({
      model: z.string(),
      task: z.string(),
      metric: z.enum(textMetrics),
      ...estimate,
      truncatedItems: z.int(),
      /** Items that were put as a user's turn of the model's chat template; the others as plain text. */
      turns: z.int(),
      /** Answers that were still going on at their largest length. */
      cutAnswers: z.int(),
      /** Rules that only a judge can tell, left out of the score. */
      unjudged: z.int(),
      /** Rules that a judge has told. */
      judged: z.int().default(0),
      failures: z.partialRecord(z.enum(failures), z.int()),
    }),
  ),
  /** How often models name each position of the choices, beside how often it is right. */
  positions: z.array(
    z.strictObject({
      model: z.string(),
      task: z.string(),
      answers: z.array(z.int()),
      chosen: z.array(z.int()),
      distance: share,
    }),
  ),
  /** Tasks of a domain, each with equal weight. */
  domains: z.array(
    z.strictObject({ model: z.string(), domain: z.string(), tasks: z.int(), items: z.int(), ...estimate }),
  ),
  /** The headline figure of each subject, grade, section or rule that a task's items name. */
  breakdown: z.array(
    z.strictObject({
      model: z.string(),
      task: z.string(),
      by: z.enum(breakdownKeys),
      group: z.string(),
      items: z.int(),
      ...estimate,
    }),
  ),
  /** Accuracy above guessing: exact binomial, one-sided; corrected (Holm) for all models and tasks. */
  aboveGuessing: z.array(
    z.strictObject({ model: z.string(), task: z.string(), pValue: z.number(), corrected: z.number() }),
  ),
  /**
   * `after` − `before` over the same documents or items, every pair of models; the interval resamples pairs.
   * p-values: McNemar's exact test of right and wrong, else random signs; corrected (Holm) for all headline
   * figures, null of others.
   */
  differences: z.array(
    z.strictObject({
      before: z.string(),
      after: z.string(),
      measure: z.enum(measures),
      /** Name of the text or task. */
      on: z.string(),
      ...estimate,
      pValue: z.number(),
      corrected: z.number().nullable(),
    }),
  ),
  /** Items that more than one task asks. */
  duplicates: z.array(
    z.strictObject({
      items: z.array(z.strictObject({ task: z.string(), item: z.string() })),
      sameGroup: z.boolean(),
    }),
  ),
  /** Items that are in the corpus; null where no corpus was given. */
  contamination: z
    .strictObject({
      documents: z.int(),
      tasks: z.array(z.strictObject({ task: z.string(), items: z.array(z.string()), tooShort: z.int() })),
    })
    .nullable(),
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
