import { randomBytes } from 'node:crypto';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SoroError, throwIfInterrupted } from '../../core/errors.ts';
import { type Cursor, fileStart } from '../compression/piece.ts';
import { fetchRemoteFile } from '../hub/remote-file.ts';
import { type ReadOutcome, readerFailure } from '../reader.ts';
import { readerFor } from '../readers.ts';
import { checkedOutcome } from './checked-outcome.ts';
import { codeOf } from './find-files.ts';
import { ChangedFileError, checkUnchanged, isUnreadable, pathOf, type ShardFile } from './shard-files.ts';

/** A place in a list of files. */
export interface ReadPosition {
  readonly file: number;
  readonly cursor: Cursor;
}

/** An outcome with its file, and where reading can continue behind it when it can. */
export interface FileOutcome {
  readonly file: ShardFile;
  readonly outcome: ReadOutcome;
  readonly next: ReadPosition | undefined;
}

export interface FilesToRead {
  readonly files: readonly ShardFile[];
  /** Names of the files that have changed while they were read. */
  readonly changed: ReadonlySet<string>;
  readonly textField: string;
  readonly temporaryFolder: string;
}

/** Where reading a file (or its part) begins. */
export function startOf(file: ShardFile | undefined): Cursor {
  const from = file?.part?.from ?? 0;
  return from === 0 ? fileStart : { at: from, skip: 0 };
}

/**
 * What a list of files holds, from a place on. A file that cannot be read is a reject, and reading continues
 * with the next one.
 * @throws ChangedFileError when a file is not (or no longer) what it was when it was hashed.
 */
export async function* readFilesFrom(
  start: ReadPosition,
  shard: FilesToRead,
  signal: AbortSignal,
): AsyncGenerator<FileOutcome, void, undefined> {
  for (let index = start.file; index < shard.files.length; index += 1) {
    throwIfInterrupted(signal);
    const file = shard.files[index];
    if (!file) return;
    const cursor = index === start.file ? start.cursor : startOf(file);
    let last: FileOutcome | undefined;
    // One behind, so that the last outcome of a file leads to the next file.
    for await (const outcome of outcomesOf(file, cursor, shard, signal)) {
      if (last) yield last;
      last = { file, outcome, next: outcome.next && { file: index, cursor: outcome.next } };
    }
    if (last) yield { ...last, next: { file: index + 1, cursor: startOf(shard.files[index + 1]) } };
  }
}

async function* outcomesOf(
  file: ShardFile,
  from: Cursor,
  { changed, textField, temporaryFolder }: FilesToRead,
  signal: AbortSignal,
): AsyncGenerator<ReadOutcome, void, undefined> {
  const reader = readerFor(file.name);
  if (file.problem) yield file.problem;
  else if (changed.has(file.name)) yield { reason: 'changed-while-read', value: file.name };
  else if (!reader || !file.source) yield { reason: 'unsupported-format', value: file.name };
  else {
    let fetched: string | undefined;
    try {
      await checkUnchanged(file, signal);
      if (file.remote) fetched = await fetchRemoteFile(file.remote, temporaryFolder, signal);
      else if (file.rawPath !== undefined) fetched = await linkTo(file, temporaryFolder);
      const to = file.part?.to ?? Number.POSITIVE_INFINITY;
      for await (const outcome of reader.read(fetched ?? file.path, signal, { from, to, textField })) {
        yield checkedOutcome(outcome, reader.extensions);
      }
      await checkUnchanged(file, signal);
      if (fetched) await rm(fetched, { force: true });
    } catch (error) {
      throwIfInterrupted(signal);
      if (error instanceof SoroError || error instanceof ChangedFileError) throw error;
      if (isUnreadable(error)) yield { reason: 'unreadable-file', value: codeOf(error) };
      else yield readerFailure(error);
    }
  }
}

/** A link with a plain name to a file whose name is no UTF-8: libraries and programs take names as text only. */
async function linkTo(file: ShardFile, temporaryFolder: string): Promise<string> {
  const link = join(
    temporaryFolder,
    `${file.sha256.slice(0, 16)}-${randomBytes(4).toString('hex')}${extensionsOf(file.name)}`,
  );
  await mkdir(temporaryFolder, { recursive: true });
  await symlink(pathOf(file), link);
  return link;
}

/** All endings of a name, such as `.jsonl.gz`. */
function extensionsOf(name: string): string {
  return basename(name).match(/(\.[a-z0-9]{1,8}){1,3}$/i)?.[0] ?? '';
}
