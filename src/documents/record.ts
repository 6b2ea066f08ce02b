import { z } from 'zod';

/** Where a text came from and under what terms. */
export const sourceSchema = z.strictObject({
  name: z.string().min(1),
  address: z.string(),
  licence: z.string().min(1),
  /** ISO date, or empty when unknown. */
  retrieved: z.union([z.iso.date(), z.literal('')]),
  /** What it is: web, pdf, text, curriculum, … */
  kind: z.string().min(1),
});

export type Source = z.infer<typeof sourceSchema>;

/** One document of a documents (or corpus) artefact; a row of its Parquet shards. */
export interface DocumentRecord {
  /** SHA-256 of the text, hexadecimal. */
  readonly id: string;
  readonly text: string;
  readonly source: Source;
  /** UTF-16 offsets into the text at which its pages start; empty when it has no pages. */
  readonly pageStarts: readonly number[];
  /**
   * Facts about the reading: file, title, encoding, how the text was found. `sections` lists the headings
   * as JSON text, see {@link sectionsSchema}.
   */
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

/** Something left out, with the step that left it out and why; a row of the rejects shards. */
export interface RejectRecord {
  readonly id: string;
  readonly sourceName: string;
  readonly sourceAddress: string;
  /** The step that rejected it: `read`, `language`, `length`, … */
  readonly stage: string;
  /** A short name, the same for every reject of its sort: `empty-file`, `not-tgk_Cyrl`. */
  readonly reason: string;
  /** What was measured or found: a number, a file, a language. */
  readonly value: string;
  /** The text left out; empty when none could be read. */
  readonly text: string;
}

export const metadataSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/**
 * `metadata.sections`: the headings of a document in order. The page (counted from 1) stays true when the
 * text is changed later; the offset (UTF-16 units) holds for the text of this very record.
 */
export const sectionsSchema = z.array(
  z.strictObject({
    offset: z.int(),
    page: z.int(),
    /** 1 for a chapter or part, 2 for a numbered section or lesson, 3 for a heading without a number. */
    level: z.int().min(1).max(3),
    heading: z.string(),
  }),
);
