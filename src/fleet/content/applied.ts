import { z } from 'zod';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';
import { exists, readText, writeFileAtomically } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';

/** What a track of content has put into the school. */
const appliedSchema = z.strictObject({
  format: z.literal('soro-content-1'),
  /** Null: nothing of it is in use. */
  release: sha256Schema.nullable(),
  /** Books that the track has brought, by id in the library: the release that did. */
  books: z.record(z.string(), sha256Schema),
  /** Exercises that the track has written, by id: the version in the school's bank. */
  items: z.record(z.string(), z.int().min(1)),
});

export type Applied = z.output<typeof appliedSchema>;

/** Writes down what has been put in so far. */
export type Keep = (applied: Applied) => Promise<void>;

export function keepIn(file: string): Keep {
  return (applied) => writeFileAtomically(file, `${JSON.stringify(applied, undefined, 1)}\n`);
}

/** What a track has put in; nothing where it never did. */
export async function readApplied(file: string): Promise<Applied> {
  if (!(await exists(file))) return { format: 'soro-content-1', release: null, books: {}, items: {} };
  const source = {
    file,
    family: 'corrupt',
    remedy: 'Remove this file: the content is put in again.',
  } as const;
  return parseWith(appliedSchema, parseJson(await readText(file), source), source);
}
