import { sha256 } from '../../core/artefact/fingerprint.ts';
import { CorruptArtefactError } from '../../core/errors.ts';
import { type Files, writeWhole } from '../files/files.ts';
import { Collection } from './collection.ts';

/** Writes a collection as bytes and reads it again. */
export interface Encoding {
  /** Ending of the file's name. */
  readonly ending: string;
  encode(collection: Collection): Promise<Uint8Array>;
  decode(bytes: Uint8Array): Promise<Collection>;
}

const namePattern = /^(?<count>\d{8})-(?<hash>[0-9a-f]{64})\./u;
const copies = ['collection', 'collection-copy'] as const;

/**
 * Where a hub keeps its collection: one file that is written whole, twice, each with its SHA-256 in its name. Receipts go
 * out only after both are there, so that no single fault of a disk loses what a school has been told to forget.
 */
export class CollectionStore {
  readonly #files: Files;
  readonly #root: string;
  readonly #encoding: Encoding;

  constructor(files: Files, root: string, encoding: Encoding) {
    this.#files = files;
    this.#root = root;
    this.#encoding = encoding;
  }

  /** The newest that is whole; an empty one where there is none. @throws CorruptArtefactError when all are damaged. */
  async read(): Promise<Collection> {
    const newest = await this.#newest();
    return newest ? this.#encoding.decode(newest.bytes) : Collection.of([], []);
  }

  /** Path of the newest whole file, for DuckDB. */
  async file(): Promise<string | undefined> {
    return (await this.#newest())?.path;
  }

  /** When this returns both copies hold the collection, and nothing of an older one is left. */
  async write(collection: Collection): Promise<void> {
    const bytes = await this.#encoding.encode(collection);
    const count = ((await this.#newest().catch(() => undefined))?.count ?? (await this.#highest())) + 1;
    const name = `${String(count).padStart(8, '0')}-${sha256(bytes)}.${this.#encoding.ending}`;
    for (const copy of copies) await writeWhole(this.#files, `${this.#root}/${copy}/${name}`, bytes);
    for (const copy of copies) {
      for (const other of await this.#files.list(`${this.#root}/${copy}`))
        if (other !== name) await this.#files.remove(`${this.#root}/${copy}/${other}`);
    }
  }

  async #newest() {
    const found = (await this.#list()).sort((one, other) => other.count - one.count);
    for (const { path, count, hash } of found) {
      const bytes = await this.#files.read(path);
      if (bytes && sha256(bytes) === hash) return { path, count, bytes };
    }
    // The second copy is written last: without one nobody has been told that anything was received.
    if (!found.some(({ path }) => path.startsWith(`${this.#root}/${copies[1]}/`))) return undefined;
    throw new CorruptArtefactError({
      message: 'Both copies of what was collected are damaged.',
      file: this.#root,
      remedy: 'Restore the folder from a backup of the hub. Schools keep what was not acknowledged.',
    });
  }

  async #highest(): Promise<number> {
    return Math.max(0, ...(await this.#list()).map(({ count }) => count));
  }

  async #list() {
    const found: { path: string; count: number; hash: string }[] = [];
    for (const copy of copies) {
      for (const name of await this.#files.list(`${this.#root}/${copy}`)) {
        const groups = namePattern.exec(name)?.groups;
        if (groups?.hash && groups.count && name.endsWith(this.#encoding.ending))
          found.push({
            path: `${this.#root}/${copy}/${name}`,
            count: Number(groups.count),
            hash: groups.hash,
          });
      }
    }
    return found;
  }
}
