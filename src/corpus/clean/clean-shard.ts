import { z } from 'zod';
import { canonicalJson, sha256 } from '../../core/artefact/fingerprint.ts';
import { throwIfInterrupted } from '../../core/errors.ts';
import type { RunShard } from '../../core/executor.ts';
import { parseWith } from '../../core/schema.ts';
import { type DocumentRecord, readDocumentShard } from '../../documents/index.ts';
import { type CorpusSettings, corpusSettings } from '../settings.ts';
import { type CleanedRow, cleanedColumns } from '../tables/cleaned-table.ts';
import { ColumnBuilder, writeColumns } from '../tables/columns-file.ts';
import { writeTables } from '../tables/parquet-tables.ts';
import { passagesOf } from '../tables/passages.ts';
import { stepCountsSchema } from './counters.ts';
import { Line, type Passage } from './line.ts';
import { loadMeasures } from './measures.ts';
import { StepDocument } from './step-document.ts';
import { createSteps } from './steps.ts';

const cleanInputSchema = z.strictObject({
  /** The shard of document records to read. */
  from: z.string(),
  cleaned: z.string(),
  passages: z.string(),
  temporaryFolder: z.string(),
  settings: corpusSettings,
});

export type CleanInput = z.infer<typeof cleanInputSchema>;

/** What a cleaned shard holds. */
export const cleanOutputSchema = z.strictObject({
  documents: z.int(),
  /** Documents that passed. */
  candidates: z.int(),
  /** Lines and paragraphs of the candidates that are long enough to be compared. */
  passages: z.int(),
  /** Counters of the document steps by source. */
  counts: z.record(z.string(), z.array(stepCountsSchema)),
});

export type CleanOutput = z.infer<typeof cleanOutputSchema>;

/** Leads the documents of one shard through the steps of the recipe. */
export const runShard: RunShard = async (input, { signal }) => {
  const {
    from,
    cleaned,
    passages: passagesFile,
    temporaryFolder,
    settings,
  } = parseWith(cleanInputSchema, input);
  const line = new Line(await createSteps(settings.steps, settings), await loadMeasures());
  const passages = new PassageColumns(settings);
  let documents = 0;
  const fill = async (append: { cleaned: (row: CleanedRow) => void }) => {
    for await (const record of readDocumentShard(from, { signal })) {
      throwIfInterrupted(signal);
      const document = new StepDocument(record, registerOf(record, settings));
      const row = toRow(record, documents, document, line.pass(document));
      append.cleaned(row);
      if (row.stage === '') passages.add(row.text);
      documents += 1;
    }
  };
  await writeTables({ cleaned: { columns: cleanedColumns, file: cleaned } }, temporaryFolder, fill, signal);
  return {
    documents,
    candidates: passages.documents,
    passages: await passages.write(passagesFile),
    counts: line.counts,
  };
};

/** The register of a document: by its source in the settings, else as its metadata says, else its kind. */
function registerOf({ source, metadata }: DocumentRecord, { registers }: CorpusSettings): string {
  return registers[source.name] ?? (typeof metadata.register === 'string' ? metadata.register : source.kind);
}

function toRow(record: DocumentRecord, place: number, document: StepDocument, passage: Passage): CleanedRow {
  const { source, text } = document;
  const { step = '', reason = '', value = '' } = passage.rejected ?? {};
  return {
    place,
    original_id: record.id,
    id: passage.changedBy.length === 0 && text === record.text ? record.id : sha256(text),
    text,
    source_name: source.name,
    source_address: source.address,
    source_licence: source.licence,
    retrieved: source.retrieved,
    kind: source.kind,
    page_starts: document.pageStarts,
    metadata: canonicalJson(document.metadata),
    register: document.register,
    original_characters: record.text.length,
    changed_by: passage.changedBy,
    measures: canonicalJson(passage.measures),
    stage: step,
    reason,
    value,
  };
}

/** Collects the hashes of the passages that are compared across documents. */
export class PassageColumns {
  readonly #minimumLetters: number | undefined;
  readonly #columns = [new ColumnBuilder(), new ColumnBuilder(), new ColumnBuilder(), new ColumnBuilder()];
  documents = 0;

  constructor({ repeatedPassages }: Pick<CorpusSettings, 'repeatedPassages'>) {
    this.#minimumLetters = repeatedPassages === false ? undefined : repeatedPassages.minimumLetters;
  }

  add(text: string): void {
    const document = this.documents;
    this.documents += 1;
    if (this.#minimumLetters === undefined) return;
    for (const [ordinal, { high, low }] of passagesOf(text, this.#minimumLetters).entries()) {
      for (const [index, number] of [high, low, document, ordinal].entries())
        this.#columns[index]?.push(number);
    }
  }

  /** Writes the file (hash in two halves, document, number of the passage) and returns its length. */
  async write(file: string): Promise<number> {
    const columns = this.#columns.map((column) => column.finish());
    await writeColumns(file, columns);
    return columns[0]?.length ?? 0;
  }
}
