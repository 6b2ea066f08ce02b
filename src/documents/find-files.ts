import { glob, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { BadInputError, fromSystemError, throwIfInterrupted } from '../core/errors.ts';
import { listFiles } from '../core/files.ts';
import { readerFor } from './readers.ts';
import { sourcesName } from './sources.ts';

/** A file to read. */
export interface FoundFile {
  readonly path: string;
  /** Path relative to the folder that all found files share, with `/`; unique. */
  readonly name: string;
  /** The folder up to which a sources.yaml is looked for. */
  readonly root: string;
  readonly sizeBytes: number;
}

const about = /^(readme|licen[cs]e|notice|copying|changelog)\b/i;

/**
 * The files that a list of files, folders (everything below them) and globs names, sorted by path.
 * Hidden files, sources.yaml, READMEs and licences are left out of folders.
 * @throws BadInputError when an entry names nothing, or names a file of a kind that cannot be read.
 */
export async function findFiles(from: readonly string[], signal: AbortSignal): Promise<FoundFile[]> {
  const roots = new Map<string, string>();
  for (const entry of from) {
    throwIfInterrupted(signal);
    for (const { path, root } of await expand(entry)) if (!roots.has(path)) roots.set(path, root);
  }
  const paths = [...roots.keys()].sort();
  const shared = sharedFolder(paths);
  return Promise.all(
    paths.map(async (path) => ({
      path,
      name: relative(shared, path).split(sep).join('/'),
      root: roots.get(path) ?? dirname(path),
      sizeBytes: (await stat(path)).size,
    })),
  );
}

async function expand(entry: string): Promise<{ path: string; root: string }[]> {
  const found = await stat(entry).catch((error: unknown) => {
    if (/[*?[{]/.test(entry)) return undefined;
    throw fromSystemError(error, entry);
  });
  if (found?.isDirectory()) {
    const paths = (await listFiles(entry)).filter(isContent).map((name) => join(entry, name));
    if (paths.length === 0) throw namesNothing(entry, 'The folder holds no files to read.');
    return paths.map((path) => ({ path, root: entry }));
  }
  if (found) {
    if (!readerFor(entry)) {
      throw new BadInputError({
        message: `Files of this kind (${basename(entry)}) cannot be read.`,
        file: entry,
        remedy: 'Convert it to PDF, HTML, plain text (.txt) or JSON lines (.jsonl).',
      });
    }
    return [{ path: entry, root: dirname(entry) }];
  }
  const base = entry.slice(0, entry.search(/[*?[{]/));
  const root = base.endsWith(sep) ? base.slice(0, -1) : dirname(base);
  const files: string[] = [];
  for await (const path of glob(entry)) {
    if ((await stat(path)).isFile() && isContent(relative(root, path))) files.push(path);
  }
  if (files.length === 0) throw namesNothing(entry, 'No file fits this pattern.');
  return files.map((path) => ({ path, root }));
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
