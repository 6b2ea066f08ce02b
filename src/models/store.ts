import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { rememberChecksum } from '../core/artefact/checked-file.ts';
import { sha256Schema } from '../core/artefact/fingerprint.ts';
import { BadInputError, CorruptArtefactError, fromSystemError, SoroError } from '../core/errors.ts';
import { exists, listFiles, readText, syncDirectory, writeFileAtomically } from '../core/files.ts';
import { takeLock } from '../core/processes/process-lock.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { modelNameSchema } from './catalogue/catalogue.ts';

/** What is kept of an installed model, beside its file. */
const recordSchema = z.strictObject({
  name: modelNameSchema,
  title: z.string().min(1),
  /** Of the file; pinned when it was installed. */
  sha256: sha256Schema,
  sizeBytes: z.int().positive(),
  /** `hub:owner/name@commit/file`, or the name of the file it was imported from. */
  source: z.string().min(1),
  licence: z.strictObject({ title: z.string().min(1), acceptedAt: z.iso.datetime() }),
});

export type InstalledModel = z.output<typeof recordSchema>;

/** A folder of installed models that cannot be used. */
export interface DamagedModel {
  readonly name: string;
  readonly fault: string;
}

const draftPattern = /^(?<name>.+)\.(?<key>[0-9a-f]{12}|import)\.draft$/u;

/** The models of a data folder: `models/NAME/model.gguf` and `record.json`; what is not finished ends in `.draft`. */
export class ModelStore {
  readonly folder: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'models');
  }

  fileOf(name: string): string {
    return join(this.folder, name, 'model.gguf');
  }

  /** The folder in which a model is made ready. The key keeps what another file has left apart. */
  draftOf(name: string, key: string): string {
    return join(this.folder, `${name}.${key}.draft`);
  }

  /** @throws BadInputError when it is not installed, CorruptArtefactError when its record or file is damaged. */
  async read(name: string): Promise<InstalledModel> {
    if (!modelNameSchema.safeParse(name).success || !(await exists(join(this.folder, name)))) {
      throw new BadInputError({
        message: `There is no installed model "${name}".`,
        remedy: '`soro model list` shows what is installed and what can be fetched.',
      });
    }
    const remedy = `Remove it (\`soro model remove ${name}\`) and fetch or import it again.`;
    const file = join(this.folder, name, 'record.json');
    const source = { file, family: 'corrupt', remedy } as const;
    if (!(await exists(file)))
      throw new CorruptArtefactError({ message: 'The record of the model is missing.', file, remedy });
    const record = parseWith(recordSchema, parseJson(await readText(file), source), source);
    const found = await stat(this.fileOf(name)).catch(() => undefined);
    if (record.name === name && found?.size === record.sizeBytes) return record;
    throw new CorruptArtefactError({
      message: found
        ? 'The model is not as it was when it was installed.'
        : 'The file of the model is missing.',
      file: this.fileOf(name),
      remedy,
    });
  }

  /** Every installed model, by name. */
  async list(): Promise<(InstalledModel | DamagedModel)[]> {
    const names = (await this.#entries()).filter((name) => modelNameSchema.safeParse(name).success);
    return Promise.all(
      names.map(async (name) => {
        try {
          return await this.read(name);
        } catch (error) {
          if (!(error instanceof SoroError)) throw error;
          return { name, fault: error.message };
        }
      }),
    );
  }

  /** Names and bytes of downloads that were not finished. */
  async unfinished(): Promise<{ readonly name: string; readonly bytes: number }[]> {
    const drafts = (await this.#entries()).map((entry) => ({
      entry,
      name: draftPattern.exec(entry)?.groups?.name,
    }));
    const sized = drafts.map(async ({ entry, name }) =>
      name === undefined ? [] : [{ name, bytes: await sizeOfFolder(join(this.folder, entry)) }],
    );
    return (await Promise.all(sized)).flat();
  }

  /** Gives a finished draft its place. Its file's bytes must have been checked. */
  async install(draft: string, record: InstalledModel): Promise<void> {
    try {
      await writeFileAtomically(join(draft, 'record.json'), `${JSON.stringify(record, undefined, 2)}\n`);
      await syncDirectory(draft);
      await rename(draft, join(this.folder, record.name));
      await syncDirectory(this.folder);
    } catch (error) {
      throw fromSystemError(error, draft);
    }
    await rememberChecksum(this.fileOf(record.name), record.sha256);
  }

  /** Removes a model and whatever of it is unfinished. Returns the bytes that became free. */
  async remove(name: string): Promise<number> {
    const entries = (await this.#entries()).filter(
      (entry) => entry === name || draftPattern.exec(entry)?.groups?.name === name,
    );
    return this.#removeEntries(entries);
  }

  /** Removes drafts of a model that are not the one to continue with. */
  async removeOtherDrafts(name: string, keep: string): Promise<void> {
    const entries = await this.#entries();
    await this.#removeEntries(
      entries.filter(
        (entry) => draftPattern.exec(entry)?.groups?.name === name && join(this.folder, entry) !== keep,
      ),
    );
  }

  /** Only one process changes the models at a time. Returns what releases them. */
  async lock(): Promise<() => Promise<void>> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      return await takeLock(join(this.folder, '.lock'), 'The models of the school');
    } catch (error) {
      throw fromSystemError(error, this.folder);
    }
  }

  async #entries(): Promise<string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw fromSystemError(error, this.folder);
    });
    return entries
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  }

  async #removeEntries(entries: readonly string[]): Promise<number> {
    let freedBytes = 0;
    for (const entry of entries) {
      const path = join(this.folder, entry);
      freedBytes += await sizeOfFolder(path);
      await rm(path, { recursive: true, force: true }).catch((error: unknown) => {
        throw fromSystemError(error, path);
      });
    }
    return freedBytes;
  }
}

async function sizeOfFolder(folder: string): Promise<number> {
  const sizes = (await listFiles(folder)).map(async (file) => (await stat(join(folder, file))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
