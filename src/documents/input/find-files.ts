import { glob, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import { BadInputError, fromSystemError, throwIfInterrupted } from '../../core/errors.ts';
import type { ReadReject } from '../reader.ts';
import { readerFor } from '../readers.ts';
import { sourcesName } from '../sources.ts';
import { type Place, placeIn, placeOf } from './place.ts';

/** A file to read, or something in its place that cannot be. */
export interface FoundFile {
  readonly path: string;
  /** The bytes of the path in base64, where they are no UTF-8: then `path` is only for people. */
  readonly rawPath?: string;
  /** Path relative to the folder that all found files share, with `/`; unique. */
  readonly name: string;
  /** The folder up to which a sources.yaml is looked for. */
  readonly root: string;
  readonly sizeBytes: number;
  /** When it was last written, in milliseconds since 1970: whether it has changed since. */
  readonly modifiedMs: number;
  /** Why it cannot be read at all: a link to nowhere, a link in a circle. */
  readonly problem?: ReadReject;
}

type Unnamed = Omit<FoundFile, 'name'>;

const about = /^(readme|licen[cs]e|notice|copying|changelog)\b/i;

/**
 * The files that a list of files, folders (everything below them, links followed) and globs names, sorted
 * by path. Hidden files, sources.yaml, READMEs and licences are left out of folders. A link that leads in a
 * circle or nowhere is found with its problem; the rest is found all the same.
 * @throws BadInputError when an entry names nothing, or names a file of a kind that cannot be read.
 */
export async function findFiles(from: readonly string[], signal: AbortSignal): Promise<FoundFile[]> {
  const found = new Map<string, Unnamed>();
  for (const entry of from) {
    throwIfInterrupted(signal);
    for (const file of await expand(entry)) {
      const key = file.rawPath ?? file.path;
      if (!found.has(key)) found.set(key, file);
    }
  }
  const files = [...found.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  const shared = sharedFolder(files.map(({ path }) => path));
  return files.map((file) => ({ ...file, name: relative(shared, file.path).split(sep).join('/') }));
}

async function expand(entry: string): Promise<Unnamed[]> {
  const place = await placeOf(entry);
  const found = await stat(place.raw ?? entry).catch((error: unknown) => {
    if (/[*?[{]/.test(entry)) return undefined;
    throw fromSystemError(error, entry);
  });
  if (found?.isDirectory()) {
    const files: Unnamed[] = [];
    await walk(place, { root: place.path, above: [], files });
    if (files.length === 0) throw namesNothing(entry, 'The folder holds no files to read.');
    return files;
  }
  if (found) {
    if (!readerFor(entry)) {
      throw new BadInputError({
        message: `Files of this kind (${basename(entry)}) cannot be read.`,
        file: entry,
        remedy:
          'Convert it to PDF, HTML, DOCX, ODT, EPUB, plain text (.txt), JSON lines (.jsonl) or Parquet.',
      });
    }
    return [{ ...named(place), root: dirname(place.path), ...describe(found) }];
  }
  return expandGlob(entry);
}

async function expandGlob(entry: string): Promise<Unnamed[]> {
  const base = entry.slice(0, entry.search(/[*?[{]/));
  const root = base.endsWith(sep) ? base.slice(0, -1) : dirname(base);
  const files: Unnamed[] = [];
  for await (const path of glob(entry)) {
    if (!isContent(relative(root, path))) continue;
    const file = await lookAt(await placeOf(path), root);
    if (file !== 'folder') files.push(file);
  }
  if (files.length === 0) throw namesNothing(entry, 'No file fits this pattern.');
  return files;
}

interface Walk {
  readonly root: string;
  /** The real paths of the folders that lead here. */
  readonly above: readonly string[];
  readonly files: Unnamed[];
}

async function walk(folder: Place, { root, above, files }: Walk): Promise<void> {
  const unread = (reason: ReadReject['reason'], error: unknown) =>
    files.push({
      ...named(folder),
      root,
      sizeBytes: 0,
      modifiedMs: 0,
      problem: { reason, value: codeOf(error) },
    });
  const own = folder.raw ?? folder.path;
  const real = await realpath(own).catch((error: unknown) => void unread('unreadable-file', error));
  if (real === undefined) return;
  if (above.includes(real)) {
    unread('symlink-loop', `leads back to ${basename(real)}`);
    return;
  }
  const names = await readdir(own, { encoding: 'buffer' }).catch(
    (error: unknown) => void unread('unreadable-file', error),
  );
  const places = names
    ?.map((name) => placeIn(folder, name))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  for (const place of places ?? []) {
    if (!isContent(basename(place.path))) continue;
    const file = await lookAt(place, root);
    if (file === 'folder') await walk(place, { root, above: [...above, real], files });
    else files.push(file);
  }
}

async function lookAt(place: Place, root: string): Promise<Unnamed | 'folder'> {
  try {
    const found = await stat(place.raw ?? place.path);
    if (found.isDirectory()) return 'folder';
    const problem: ReadReject = { reason: 'unreadable-file', value: 'a pipe, socket or device' };
    return { ...named(place), root, ...describe(found), ...(found.isFile() ? {} : { problem }) };
  } catch (error) {
    // ELOOP: a chain of links that leads back to itself.
    const reason = codeOf(error) === 'ELOOP' ? 'symlink-loop' : 'unreadable-file';
    return { ...named(place), root, sizeBytes: 0, modifiedMs: 0, problem: { reason, value: codeOf(error) } };
  }
}

function named({ path, raw }: Place): { readonly path: string; readonly rawPath?: string } {
  return raw ? { path, rawPath: raw.toString('base64') } : { path };
}

function describe({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }) {
  return { sizeBytes: size, modifiedMs: mtimeMs };
}

/** The system's short name of an error: ENOENT, EACCES. */
export function codeOf(error: unknown): string {
  if (typeof error === 'string') return error;
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function isContent(path: string): boolean {
  const parts = path.split(/[/\\]/);
  const name = parts.at(-1) ?? '';
  return !parts.some((part) => part.startsWith('.')) && name !== sourcesName && !about.test(name);
}

function namesNothing(entry: string, message: string): BadInputError {
  return new BadInputError({ message, file: entry, remedy: 'Correct the entry of "from".' });
}

function sharedFolder(paths: readonly string[]): string {
  let shared = dirname(paths[0] ?? '.');
  while (!paths.every((path) => path.startsWith(shared.endsWith(sep) ? shared : shared + sep))) {
    if (shared === dirname(shared)) break;
    shared = dirname(shared);
  }
  return shared;
}
