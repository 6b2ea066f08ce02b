import { z } from 'zod';
import { readRows } from '../../documents/index.ts';
import type { RowOf } from './parquet-tables.ts';

/**
 * A document after its own steps and before the others of the corpus are looked at: what passed (stage
 * '') and what was left out, in the order of the input.
 */
export const cleanedColumns = {
  /** Number of the document in its input shard. */
  place: 'integer',
  /** Id of the text as it came, and as the steps left it. */
  original_id: 'text',
  id: 'text',
  text: 'text',
  source_name: 'text',
  source_address: 'text',
  source_licence: 'text',
  retrieved: 'text',
  kind: 'text',
  page_starts: 'integers',
  metadata: 'text',
  register: 'text',
  /** UTF-16 units of the text as it came. */
  original_characters: 'integer',
  /** The steps that changed the text. */
  changed_by: 'texts',
  /** JSON: what the measures of the report found in the text. */
  measures: 'text',
  /** The step that left the document out, why, and what it measured; empty for one that passed. */
  stage: 'text',
  reason: 'text',
  value: 'text',
} as const;

export type CleanedRow = RowOf<typeof cleanedColumns>;

const list = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item) }).transform(({ items }) => items);

/** How the values of each sort of column come out of the database. */
export const columnSchemas = {
  text: z.string(),
  integer: z.int(),
  texts: list(z.string()),
  integers: list(z.int()),
} as const;

const cleanedSchema = z.object({
  place: columnSchemas.integer,
  original_id: columnSchemas.text,
  id: columnSchemas.text,
  text: columnSchemas.text,
  source_name: columnSchemas.text,
  source_address: columnSchemas.text,
  source_licence: columnSchemas.text,
  retrieved: columnSchemas.text,
  kind: columnSchemas.text,
  page_starts: columnSchemas.integers,
  metadata: columnSchemas.text,
  register: columnSchemas.text,
  original_characters: columnSchemas.integer,
  changed_by: columnSchemas.texts,
  measures: columnSchemas.text,
  stage: columnSchemas.text,
  reason: columnSchemas.text,
  value: columnSchemas.text,
});

/** Streams a cleaned shard in order. */
export function readCleaned(file: string, signal: AbortSignal): AsyncGenerator<CleanedRow> {
  const columns = Object.keys(cleanedColumns).join(', ');
  return readRows(file, { schema: cleanedSchema, columns, signal });
}

const candidateSchema = z.object({
  text: z.string(),
  source_name: z.string(),
  register: z.string(),
});

/** Streams the documents of a cleaned shard that passed their own steps: text, source and register. */
export function readCandidates(
  file: string,
  signal: AbortSignal,
): AsyncGenerator<z.output<typeof candidateSchema>> {
  const columns = 'text, source_name, register';
  return readRows(file, { schema: candidateSchema, columns, where: "stage = ''", signal });
}
