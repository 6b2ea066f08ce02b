import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { backup as copyDatabase } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { CorruptArtefactError, fromSystemError } from '../../core/errors.ts';
import { exists } from '../../core/files.ts';
import { takeLock } from '../../core/processes/process-lock.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type BackupHeader, backupHeaderSchema, mostHeaderBytes } from './backup-format.ts';
import { lockName } from './lock-name.ts';
import { migrate } from './migrate.ts';
import { openStore, type Store, schoolStoreError } from './store.ts';

const damagedRemedy = 'Stop Soro and run `soro restore` with the latest backup.';

/** Pages a step: readers see the old database or the new one, nothing between. */
const allAtOnce = 2 ** 31 - 1;

export interface RestoredBackup extends BackupHeader {
  /** Where the files of a database that could not be opened lie now; undefined where there were none. */
  readonly damagedFolder: string | undefined;
}

/**
 * Puts a backup in the place of the school's database, through SQLite's own locks: a server that runs continues with
 * the restored data. The backup is unpacked, compared with its checksum, checked and brought to the present
 * schema before anything is touched. A database that is damaged is moved to `backups/` beside it first.
 * @throws CorruptArtefactError when the backup is damaged or of a later Soro; nothing is changed then. MachineError when
 * the database is damaged and a server still holds it.
 */
export async function restoreBackup(file: string, databaseFile: string): Promise<RestoredBackup> {
  const copy = `${databaseFile}.restoring`;
  let damagedFolder: string | undefined;
  try {
    await mkdir(dirname(databaseFile), { recursive: true, mode: 0o700 });
    const header = await unpackBackup(file, copy);
    const restored = openStore(copy);
    try {
      migrate(restored);
      checkDatabase(restored);
      damagedFolder = (await isDamaged(databaseFile)) ? await moveDamaged(databaseFile) : undefined;
      // Opened here first: made with the right permissions, and a wrong owner is told before anything is written.
      openStore(databaseFile).close();
      await copyDatabase(restored.database, databaseFile, { rate: allAtOnce });
    } finally {
      restored.close();
    }
    const result = openStore(databaseFile);
    try {
      checkDatabase(result);
    } finally {
      result.close();
    }
    return { ...header, damagedFolder };
  } catch (error) {
    throw fromSystemError(schoolStoreError(error, file), file);
  } finally {
    for (const path of [copy, `${copy}-wal`, `${copy}-shm`]) await rm(path, { force: true });
  }
}

/** Whether a database is there that cannot be opened, is empty, or has pages that cannot be read. */
export async function isDamaged(databaseFile: string): Promise<boolean> {
  const found = await stat(databaseFile).catch(() => undefined);
  if (!found) return false;
  if (found.size === 0) return true;
  try {
    const store = openStore(databaseFile);
    try {
      checkQuickly(store);
    } finally {
      store.close();
    }
    return false;
  } catch (error) {
    if (error instanceof CorruptArtefactError) return true;
    throw error;
  }
}

/**
 * Moves a damaged database with its log to a folder of its own in `backups/`: somebody may still read something from it.
 * A server that holds it would continue with the moved file, so none may run.
 */
async function moveDamaged(databaseFile: string): Promise<string> {
  const folder = dirname(databaseFile);
  const release = await takeLock(join(folder, lockName), 'The data of the school');
  try {
    const moved = join(
      folder,
      'backups',
      `damaged-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`,
    );
    await mkdir(moved, { recursive: true, mode: 0o700 });
    for (const ending of ['', '-wal', '-shm']) {
      const from = `${databaseFile}${ending}`;
      if (await exists(from)) await rename(from, join(moved, `${basename(databaseFile)}${ending}`));
    }
    return moved;
  } finally {
    await release();
  }
}

/**
 * Looks at every page of a database, but not whether indexes and references agree with the rows: about half the time of
 * `checkDatabase` (0.2 s for 100 MB), for each start.
 * @throws CorruptArtefactError that quotes the first thing that is wrong.
 */
export function checkQuickly(store: Store): void {
  const found = store.get<{ quick_check: string }>('PRAGMA quick_check(1)');
  if (found?.quick_check === 'ok') return;
  throw new CorruptArtefactError({
    message: `The database is damaged: ${found?.quick_check}.`,
    file: store.file,
    remedy: damagedRemedy,
  });
}

/**
 * Unpacks a backup into a database file and compares it with the size and checksum it names.
 * @throws CorruptArtefactError when it is no backup, cut off or changed.
 */
export async function unpackBackup(file: string, target: string): Promise<BackupHeader> {
  const sink = await open(target, 'w', 0o600);
  try {
    const header = await readBackup(file, (chunk) => sink.writeFile(chunk));
    await sink.sync();
    return header;
  } finally {
    await sink.close();
  }
}

/** Whether a backup can be unpacked and holds what its first line says; nothing is written. */
export async function isWholeBackup(file: string): Promise<boolean> {
  try {
    await readBackup(file, async () => {});
    return true;
  } catch (error) {
    if (error instanceof CorruptArtefactError) return false;
    throw error;
  }
}

async function readBackup(file: string, take: (chunk: Buffer) => Promise<void>): Promise<BackupHeader> {
  const { header, length } = await readHeader(file);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    await pipeline(createReadStream(file, { start: length }), createZstdDecompress(), async (source) => {
      for await (const chunk of source as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length;
        // What is longer than it says is refused before it fills the disk.
        if (sizeBytes > header.sizeBytes) break;
        hash.update(chunk);
        await take(chunk);
      }
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ZSTD'))
      throw damaged(file, error);
    if (error instanceof Error && /zstd|unexpected end/iu.test(error.message)) throw damaged(file, error);
    throw error;
  }
  if (sizeBytes !== header.sizeBytes || hash.digest('hex') !== header.sha256) throw damaged(file);
  return header;
}

/**
 * Looks at every page, index and reference of a database.
 * @throws CorruptArtefactError that quotes the first thing that is wrong.
 */
export function checkDatabase(store: Store): void {
  const integrity = store.get<{ integrity_check: string }>('PRAGMA integrity_check(1)');
  const reference = store.get<{ table: string; parent: string }>('PRAGMA foreign_key_check');
  if (integrity?.integrity_check === 'ok' && !reference) return;
  throw new CorruptArtefactError({
    message: reference
      ? `The database is damaged: a row of ${reference.table} lost its ${reference.parent}.`
      : `The database is damaged: ${integrity?.integrity_check}.`,
    file: store.file,
    remedy: damagedRemedy,
  });
}

async function readHeader(file: string): Promise<{ readonly header: BackupHeader; readonly length: number }> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostHeaderBytes), 0, mostHeaderBytes, 0);
    const end = buffer.subarray(0, bytesRead).indexOf('\n');
    const source = { family: 'corrupt', file, remedy: 'Name a file that `soro backup` wrote.' } as const;
    const text = buffer.subarray(0, Math.max(0, end)).toString('utf8');
    return { header: parseWith(backupHeaderSchema, parseJson(text, source), source), length: end + 1 };
  } finally {
    await handle.close();
  }
}

function damaged(file: string, cause?: unknown): CorruptArtefactError {
  return new CorruptArtefactError({
    message: 'The backup is damaged: its content is not what its first line says.',
    file,
    remedy: 'Take an earlier backup; and look at the disk or stick it lay on.',
    cause,
  });
}
