import { z } from 'zod';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { CorruptArtefactError, throwIfInterrupted } from '../../core/errors.ts';
import type { RunShard } from '../../core/executor.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { readRows } from '../../documents/index.ts';
import { PassageColumns } from '../clean/clean-shard.ts';
import { insertPassages } from '../clean/remove-passages.ts';
import { corpusSettings } from '../settings.ts';
import { type CleanedRow, cleanedColumns, columnSchemas } from '../tables/cleaned-table.ts';
import { corpusWideSteps } from '../tables/corpus-tables.ts';
import { writeTables } from '../tables/parquet-tables.ts';

const restoreInputSchema = z.strictObject({
  /** A finished corpus shard. */
  documents: z.string(),
  rejects: z.string(),
  ledger: z.string(),
  /** Sources whose documents are left behind. */
  withdrawn: z.array(z.string()),
  cleaned: z.string(),
  passages: z.string(),
  temporaryFolder: z.string(),
  repeatedPassages: corpusSettings.shape.repeatedPassages,
});

export type RestoreInput = z.infer<typeof restoreInputSchema>;

export const restoreOutputSchema = z.strictObject({ candidates: z.int(), passages: z.int() });

const { text, integer, texts, integers } = columnSchemas;

const ledgerSchema = z.object({
  place: integer,
  original_id: text,
  id: text,
  source_name: text,
  original_characters: integer,
  changed_by: texts,
  removed_passages: text,
  measures: text,
  outcome: text,
  reason: text,
  value: text,
});

const textSchema = z.object({
  place: integer,
  text,
  source_name: text,
  source_address: text,
  source_licence: text,
  retrieved: text,
  kind: text,
  page_starts: integers,
  metadata: text,
  register: text,
});

const removedSchema = z.strictObject({
  passages: z.array(z.strictObject({ at: z.int(), text: z.string() })),
  pageStarts: z.array(z.int()),
});

type LedgerRow = z.output<typeof ledgerSchema>;
type TextRow = z.output<typeof textSchema>;

/** Makes the cleaned documents of a corpus shard again, as they were before they met the others. */
export const runShard: RunShard = async (input, { signal }) => {
  const { cleaned, temporaryFolder, ...from } = parseWith(restoreInputSchema, input);
  const passages = new PassageColumns(from);
  const fill = async (append: { cleaned: (row: CleanedRow) => void }) => {
    const kept = new Rows(from.documents, signal, 'copy_number = 1');
    const rejected = new Rows(from.rejects, signal);
    const columns = Object.keys(ledgerSchema.shape).join(', ');
    for await (const entry of readRows(from.ledger, { schema: ledgerSchema, columns, signal })) {
      throwIfInterrupted(signal);
      const row = await (entry.outcome === 'kept' ? kept : rejected).at(entry.place);
      if (from.withdrawn.includes(entry.source_name)) continue;
      const restored = restore(entry, row, from.ledger);
      append.cleaned(restored);
      if (restored.stage === '') passages.add(restored.text);
    }
  };
  await writeTables({ cleaned: { columns: cleanedColumns, file: cleaned } }, temporaryFolder, fill, signal);
  return { candidates: passages.documents, passages: await passages.write(from.passages) };
};

function restore(entry: LedgerRow, row: TextRow, file: string): CleanedRow {
  const isCandidate = entry.outcome === 'kept' || corpusWideSteps.some((step) => step === entry.outcome);
  const whole = withRemovedPassages(entry, row, file);
  return {
    ...row,
    ...whole,
    original_id: entry.original_id,
    original_characters: entry.original_characters,
    measures: entry.measures,
    stage: isCandidate ? '' : entry.outcome,
    reason: isCandidate ? '' : entry.reason,
    value: isCandidate ? '' : entry.value,
  };
}

function withRemovedPassages(entry: LedgerRow, row: TextRow, file: string) {
  const { id, changed_by } = entry;
  if (entry.removed_passages === '') return { id, changed_by };
  const source = { file, family: 'corrupt', remedy } as const;
  const removed = parseWith(removedSchema, parseJson(entry.removed_passages, source), source);
  const whole = insertPassages(row.text, removed.passages);
  return {
    text: whole,
    id: sha256(whole),
    page_starts: removed.pageStarts,
    changed_by: changed_by.filter((step) => step !== 'repeated-passages'),
  };
}

const remedy = 'Build the corpus again from its documents.';

/** The rows of a shard in order, asked for by their places. */
class Rows {
  readonly #file: string;
  readonly #rows: AsyncGenerator<TextRow>;

  constructor(file: string, signal: AbortSignal, where?: string) {
    this.#file = file;
    const columns = Object.keys(textSchema.shape).join(', ');
    this.#rows = readRows(file, { schema: textSchema, columns, where, signal });
  }

  async at(place: number): Promise<TextRow> {
    const { value } = await this.#rows.next();
    if (value?.place === place) return value;
    throw new CorruptArtefactError({
      message: 'The shard and its ledger do not fit together.',
      file: this.#file,
      place: `document ${place}`,
      remedy,
    });
  }
}
