import { join } from 'node:path';
import type { z } from 'zod';
import { hashFile, sha256 } from '../../../core/artefact/fingerprint.ts';
import { sharedFolder } from '../../../core/configuration.ts';
import { countUpEntry } from '../../../core/count-up.ts';
import { BadInputError } from '../../../core/errors.ts';
import { readText } from '../../../core/files.ts';
import { parseWith } from '../../../core/schema.ts';
import { hubCommit } from '../../../documents/index.ts';
import { parseItems, type TaskItem, type TextItem } from '../format/item.ts';
import type { ItemSource, RowsSource } from '../format/source-schema.ts';
import { parseTaskAddress } from '../robustness/task-address.ts';
import { keepDistinct, type PlacedItem } from './distinct.ts';
import { mapRow } from './map-row.ts';
import { type Row, readHubTable, readSharedTable, type Table } from './read-rows.ts';
import { shuffleChoices } from './shuffle-choices.ts';

/** Items of a source. */
export interface SourceItems<Item> {
  readonly found: readonly PlacedItem<Item>[];
  /** Name of the source for messages. */
  readonly name: string;
  /** The commit of a hub's data set. */
  readonly commit: string | undefined;
  readonly leftOut: Readonly<Record<string, number>>;
}

export interface SourceOptions {
  /** The task's folder. */
  readonly folder: string;
  /** The licence that the task states; a data set's card need not say one. */
  readonly licence: string;
  readonly signal: AbortSignal;
}

/** Reads the items of a source, each checked against the schema. @throws BadInputError naming the place. */
export async function readSourceItems<Item extends TaskItem | TextItem>(
  source: ItemSource,
  schema: z.ZodType<Item>,
  { folder, licence, signal }: SourceOptions,
): Promise<SourceItems<Item>> {
  if ('file' in source) {
    const name = join(folder, source.file);
    const found = parseItems(await readText(name), name, schema);
    return { found, name, commit: undefined, leftOut: {} };
  }
  if ('parallel' in source) return readParallel(source, schema, licence, signal);
  const isHub = 'hub' in source;
  const name = isHub ? source.hub : source.shared;
  const table = isHub
    ? await readHubTable(source.hub, licence, signal)
    : await readSharedTable(source.shared, signal);
  const { placed, leftOut } = mapRows(table, source, schema);
  const distinct = keepDistinct(placed);
  return {
    found: distinct.kept,
    name,
    commit: isHub ? table.version : undefined,
    leftOut: { ...leftOut, ...distinct.leftOut },
  };
}

/** What the content of a source is known by, without reading it: a hash, or the commit of a revision. */
export async function sourceVersion(
  source: ItemSource,
  /** Of the task, of whatever variant. */
  address: string,
  signal: AbortSignal,
): Promise<string> {
  const { folder } = parseTaskAddress(address);
  if ('file' in source) return hashFile(join(folder, source.file), signal);
  if ('parallel' in source) {
    const { question, reference } = source.parallel;
    const versions = [await versionOf(question, signal), await versionOf(reference, signal)];
    return sha256(versions.join());
  }
  return versionOf('hub' in source ? source.hub : source.shared, signal);
}

async function versionOf(address: string, signal: AbortSignal): Promise<string> {
  return address.startsWith('hub:')
    ? hubCommit(address, signal)
    : hashFile(join(sharedFolder(), address), signal);
}

function mapRows<Item extends TaskItem | TextItem>(
  { rows }: Table,
  source: RowsSource,
  schema: z.ZodType<Item>,
): { placed: PlacedItem<Item>[]; leftOut: Record<string, number> } {
  const leftOut: Record<string, number> = {};
  const placed: PlacedItem<Item>[] = [];
  for (const [index, { row, place }] of rows.entries()) {
    if (!isWanted(row, source.where)) continue;
    const mapped = mapRow(row, source.columns, index + 1, place);
    if ('leftOut' in mapped) {
      const reason = String(mapped.leftOut);
      countUpEntry(leftOut, reason);
      continue;
    }
    const item = parseWith(schema, mapped, { file: place });
    const { shuffleSeed } = source;
    const isShuffled = 'choices' in item && shuffleSeed !== undefined;
    placed.push({ item: isShuffled ? { ...item, ...shuffleChoices(item, shuffleSeed) } : item, place });
  }
  return { placed, leftOut };
}

function isWanted(row: Row, where: RowsSource['where'] = {}): boolean {
  return Object.entries(where).every(([column, value]) => String(row[column] ?? '') === value);
}

async function readParallel<Item extends TaskItem | TextItem>(
  { parallel, column = 'text' }: Extract<ItemSource, { parallel: unknown }>,
  schema: z.ZodType<Item>,
  licence: string,
  signal: AbortSignal,
): Promise<SourceItems<Item>> {
  const read = (address: string) =>
    address.startsWith('hub:') ? readHubTable(address, licence, signal) : readSharedTable(address, signal);
  const [questions, references] = [await read(parallel.question), await read(parallel.reference)];
  if (questions.rows.length !== references.rows.length) {
    throw new BadInputError({
      message: `${questions.rows.length} lines are to be translated, ${references.rows.length} are translations.`,
      file: parallel.question,
      place: parallel.reference,
      remedy: 'Name two files that belong together line by line.',
    });
  }
  const leftOut: Record<string, number> = {};
  const found = questions.rows.flatMap(({ row, place }, index) => {
    const mapped = mapRow(
      { question: row[column], reference: references.rows[index]?.row[column] },
      { question: 'question', reference: 'reference' },
      index + 1,
      place,
    );
    if (!('leftOut' in mapped)) return { item: parseWith(schema, mapped, { file: place }), place };
    countUpEntry(leftOut, String(mapped.leftOut));
    return [];
  });
  const isHub = parallel.question.startsWith('hub:');
  const commit = isHub ? `${questions.version}, ${references.version}` : undefined;
  return { found, name: parallel.question, commit, leftOut };
}
