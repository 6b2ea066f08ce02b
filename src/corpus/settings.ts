import { z } from 'zod';
import { standardSteps, stepSettings } from './clean/steps.ts';

/** How much of one source or register a corpus takes. */
const portion = z.strictObject({
  /** Largest share of the corpus' characters. */
  share: z.number().gt(0).max(1).default(1),
  /** How often a document counts: 2 repeats each, 0.5 takes half of them. */
  weight: z.number().min(0).max(100).default(1),
});

/** Settings of the corpus stage. */
export const corpusSettings = z.strictObject({
  /** The steps that every document goes through, in order. */
  steps: z
    .array(stepSettings)
    .prefault([...standardSteps])
    .describe('the steps every document goes through, in order: names, or objects as in a recipe'),
  /** Benchmark files and folders (.jsonl, .txt, .tsv): the step `decontamination` removes their items. */
  benchmarks: z
    .array(z.string().min(1))
    .default([])
    .describe('files and folders whose items must not be trained on'),
  /** Lines and paragraphs that are in many documents are kept in the first one only; false: kept. */
  repeatedPassages: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Letters and digits that a line or paragraph must have at least to be looked at. */
        minimumLetters: z.int().min(1).default(60),
        /** In how many documents a passage may stand. */
        maximumDocuments: z.int().min(1).default(5),
        /** A document that is left with fewer characters than this is left out. */
        minimumCharacters: z.int().min(0).default(100),
      }),
    ])
    .prefault({})
    .describe('lines that are in many documents stay in the first only; false: in all'),
  /** Documents of the same text, and nearly the same text, of which one is kept. */
  duplicates: z
    .strictObject({
      /** Also near-duplicates, by MinHash; FineWeb2's bands, rows and words (similarity about 0.72). */
      near: z.boolean().default(true),
      bands: z.int().min(1).max(64).default(14),
      rows: z.int().min(1).max(32).default(8),
      /** Words in a shingle. The key is part of fingerprints, so it keeps its name. */
      words: z.int().min(1).max(20).default(5),
      /** Which document of a group stays: the longest (the smallest id among equals) or the first. */
      keep: z.enum(['longest', 'first']).default('longest'),
    })
    .prefault({})
    .describe('for example "{near: false}" or "{bands: 20, keep: first}"'),
  /** Source name → register (religious, news, school, …); else the document's own, else its kind. */
  registers: z
    .record(z.string(), z.string())
    .default({})
    .describe('register of a source, for example "{BBC Tajik: news}"'),
  /** Shares and weights by source name and by register. */
  mixture: z
    .strictObject({
      sources: z.record(z.string(), portion).default({}),
      registers: z.record(z.string(), portion).default({}),
    })
    .prefault({})
    .describe('shares and weights, for example "{registers: {religious: {share: 0.15}}}"'),
  /** Share of the documents set aside to measure with, never to train on; chosen by the hash of the text. */
  heldOutShare: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.05)
    .describe('share of the documents set aside to measure with, never to train on'),
});

export type CorpusSettings = z.output<typeof corpusSettings>;
