import { join } from 'node:path';
import { z } from 'zod';
import { CorruptArtefactError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';

const id = z.int().nonnegative();

const rowsSchema = z.strictObject({
  /** Tokens of the checkpoint's own vocabulary, in which all ids below are. */
  sourceVocabularySize: z.int().positive(),
  /** New id → old id, ascending. */
  kept: z.array(id),
  /** The tokens after the kept ones: how the old vocabulary writes each. */
  added: z.array(z.strictObject({ text: z.string().min(1), parts: z.array(id).min(1) })),
});

/** Where the embedding of every token of a vocabulary artefact comes from. */
export type EmbeddingRows = z.output<typeof rowsSchema>;

/** The file's name in a vocabulary artefact. */
export const embeddingRowsName = 'embedding-rows.json';

/** The text of the file; equal rows give equal text. */
export function formatEmbeddingRows(rows: EmbeddingRows): string {
  return `${JSON.stringify(rows)}\n`;
}

/**
 * Reads the map of old to new ids of a vocabulary artefact.
 * @throws BadInputError when it is absent, CorruptArtefactError when its ids do not fit.
 */
export async function readEmbeddingRows(directory: string): Promise<EmbeddingRows> {
  const file = join(directory, embeddingRowsName);
  const source = { file, family: 'corrupt', remedy: 'Build the vocabulary again.' } as const;
  const rows = parseWith(rowsSchema, parseJson(await readText(file), source), source);
  const fail = (message: string, place: string) => new CorruptArtefactError({ ...source, message, place });
  let previous = -1;
  for (const [index, old] of rows.kept.entries()) {
    if (old <= previous) throw fail('The old ids are not ascending.', `kept.${index}`);
    previous = old;
  }
  if (previous >= rows.sourceVocabularySize) throw fail('An old id is too large.', 'kept');
  for (const [index, { parts }] of rows.added.entries()) {
    if (parts.some((part) => part >= rows.sourceVocabularySize)) {
      throw fail('A part is not in the old vocabulary.', `added.${index}.parts`);
    }
  }
  return rows;
}
