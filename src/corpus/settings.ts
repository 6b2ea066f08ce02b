import { z } from 'zod';
import { languages } from '../language/index.ts';

const share = z.number().min(0).max(1);

/** Settings of the corpus stage; every limit is inclusive. */
export const corpusSettings = z.strictObject({
  /** Languages that are kept. */
  languages: z.array(z.enum(languages)).min(1).default(['tajik']),
  /** Shorter texts are left out, in UTF-16 units after normalisation. */
  minimumCharacters: z.int().min(1).default(100),
  /** Longer texts are left out: a single document must not weigh as much as a library. */
  maximumCharacters: z.int().min(1).default(5_000_000),
  /** Largest share of a text that repeats itself; defaults of Rae et al. 2021 (Gopher), table A1. */
  maximumRepetition: z
    .strictObject({
      /** Lines that stand before already, share of the lines. */
      lines: share.default(0.3),
      /** Paragraphs that stand before already, share of the paragraphs. */
      paragraphs: share.default(0.3),
      /** The most frequent phrase of two (three, four) words, share of the letters in words. */
      twoWords: share.default(0.2),
      threeWords: share.default(0.18),
      fourWords: share.default(0.16),
    })
    .prefault({}),
  /** Share of the documents set aside to measure with, never to train on; chosen by the hash of the text. */
  heldOutShare: z.number().min(0).max(0.5).default(0.05),
});

export type CorpusSettings = z.output<typeof corpusSettings>;
