import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashFile } from '../../core/artefact/fingerprint.ts';
import { BadInputError, fromSystemError, throwIfInterrupted } from '../../core/errors.ts';
import { exists } from '../../core/files.ts';
import { quotePath, withDatabase, writeParquet } from '../../documents/index.ts';
import { renderCard, renderLicences } from './card.ts';
import { columnsOf, rowOf } from './columns.ts';
import { croissant, type PublishedTable } from './croissant.ts';
import { type OwnTask, readOwnTask } from './read-own-items.ts';

const title = 'Tajik benchmarks of Soro';
const about =
  'Benchmarks of the Tajik language for language models: linguistic competence made from dictionaries, licensed texts and rules, and use of an assistant by rubrics. Made and read by an assistant model; no Tajik native has checked the items.';

export interface ExportOptions {
  /** Folders of tasks. */
  readonly tasks: readonly string[];
  /** The folder of the data set; it must not exist. */
  readonly target: string;
  /** Day of publication, YYYY-MM-DD. */
  readonly published: string;
  readonly signal: AbortSignal;
}

/**
 * Writes tasks as a Hugging Face data set: a Parquet file a task, the card, croissant.json, licences, and each task's
 * own README and task.yaml. The folder is finished or absent; equal tasks give equal files.
 * @throws BadInputError when the target exists, or a task's items are not its own.
 */
export async function exportTasks(options: ExportOptions): Promise<readonly PublishedTable[]> {
  const { tasks, target, published, signal } = options;
  if (await exists(target)) {
    throw new BadInputError({
      message: 'The folder exists already.',
      file: target,
      remedy: 'Name another folder, or remove this one.',
    });
  }
  const own: OwnTask[] = [];
  for (const folder of tasks) own.push(await readOwnTask(folder, signal));
  own.sort((one, other) => (one.description.id < other.description.id ? -1 : 1));
  const draft = `${target}.draft`;
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(join(draft, 'data'), { recursive: true });
    const tables: PublishedTable[] = [];
    for (const task of own) tables.push(await writeTable(draft, task, signal));
    await writeFile(join(draft, 'README.md'), renderCard(title, about, tables));
    await writeFile(join(draft, 'LICENCES.md'), renderLicences(tables));
    const described = croissant('tajik-benchmarks', about, tables, published);
    await writeFile(join(draft, 'croissant.json'), `${JSON.stringify(described, null, 2)}\n`);
    await mkdir(dirname(target), { recursive: true });
    await rename(draft, target);
    return tables;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw fromSystemError(error, target);
  }
}

async function writeTable(
  draft: string,
  { folder, description, items }: OwnTask,
  signal: AbortSignal,
): Promise<PublishedTable> {
  throwIfInterrupted(signal);
  const { id } = description;
  const path = `data/${id}.parquet`;
  const columns = columnsOf(items);
  const rows = join(draft, `${id}.jsonl`);
  await writeFile(rows, items.map((item) => `${JSON.stringify(rowOf(item))}\n`).join(''));
  const types = columns.map(({ name, type }) => `'${name}': '${type}'`).join(', ');
  const query = `SELECT * FROM read_json(${quotePath(rows)}, format = 'newline_delimited', columns = {${types}})`;
  await withDatabase(draft, (database) => writeParquet(database, query, join(draft, path), draft), signal);
  await rm(rows);
  const notes = join(draft, 'tasks', id);
  await mkdir(notes, { recursive: true });
  for (const file of ['README.md', 'task.yaml']) await copyFile(join(folder, file), join(notes, file));
  return {
    description,
    columns,
    items: items.length,
    path,
    sha256: await hashFile(join(draft, path), signal),
    sizeBytes: (await stat(join(draft, path))).size,
  };
}
