import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { fromSystemError } from '../../core/errors.ts';
import { syncDirectory } from '../../core/files.ts';
import type { BackupHeader } from './backup-format.ts';
import { versionOf } from './migrate.ts';
import { checkDatabase, isWholeBackup, unpackBackup } from './restore.ts';
import { openStore, type Store, schoolStoreError } from './store.ts';

export const backupEnding = '.soro-backup';

export interface Backup {
  readonly name: string;
  readonly sizeBytes: number;
  readonly createdAt: number;
}

/**
 * Writes a backup while the server keeps working: a consistent copy, checked (integrity and references), compressed, read
 * back and compared before it gets its name. Finished or absent.
 * @throws MachineError without space or permission, CorruptArtefactError when the database is damaged.
 */
export async function writeBackup(store: Store, target: string, now: number): Promise<Backup> {
  const draft = `${target}.draft`;
  const copy = `${target}.copy`;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await rm(copy, { force: true });
    await copyDatabase(store, copy);
    const schemaVersion = checkCopy(copy);
    const { size: sizeBytes } = await stat(copy);
    const header: BackupHeader = {
      format: 'soro-backup-1',
      schemaVersion,
      createdAt: now,
      sizeBytes,
      sha256: await hashFile(copy),
    };
    await compress(copy, draft, header);
    await unpackBackup(draft, copy);
    await rename(draft, target);
    await syncDirectory(dirname(target));
    return { name: basename(target), sizeBytes: (await stat(target)).size, createdAt: now };
  } catch (error) {
    throw fromSystemError(schoolStoreError(error, target), target);
  } finally {
    for (const path of [draft, copy, `${copy}-wal`, `${copy}-shm`]) await rm(path, { force: true });
  }
}

/** The name of a backup that is made now: sorts by time. */
export function backupName(now: number): string {
  return `school-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}${backupEnding}`;
}

/** The backups of a folder, the latest first. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => name.endsWith(backupEnding))
      .map(async (name) => {
        const { size, mtimeMs } = await stat(join(folder, name));
        return { name, sizeBytes: size, createdAt: Math.round(mtimeMs) };
      }),
  );
  return found.sort((one, other) => (one.name < other.name ? 1 : -1));
}

/** Backups that were read to their end, by path, size and time of the last change. */
const readWhole = new Map<string, boolean>();

/**
 * The backups of a folder, the latest first, each with whether its content is what it says. A file is read to its
 * end once; then its size and time are remembered.
 */
export async function listVerifiedBackups(
  folder: string,
): Promise<(Backup & { readonly verified: boolean })[]> {
  const verified: (Backup & { readonly verified: boolean })[] = [];
  for (const backup of await listBackups(folder)) {
    const file = join(folder, backup.name);
    const key = `${file} ${backup.sizeBytes} ${backup.createdAt}`;
    const known = readWhole.get(key) ?? (await isWholeBackup(file));
    readWhole.set(key, known);
    verified.push({ ...backup, verified: known });
  }
  return verified;
}

/**
 * Copies what is committed at this moment. From a connection of its own, which holds one reading of the file: steps
 * over the server's connection fail when they meet one of its transactions, and hold it up. A database in memory has
 * no other connection.
 */
async function copyDatabase(store: Store, to: string): Promise<void> {
  const pages = { rate: 2000 };
  if (store.file === ':memory:') {
    await backup(store.database, to, pages);
    return;
  }
  const source = new DatabaseSync(store.file, { readOnly: true, timeout: 5000 });
  try {
    source.exec('BEGIN; SELECT 1 FROM sqlite_schema');
    await backup(source, to, pages);
  } finally {
    source.close();
  }
}

function checkCopy(path: string): number {
  const copy = openStore(path);
  try {
    checkDatabase(copy);
    // One file without a log beside it.
    copy.database.exec('PRAGMA journal_mode = DELETE');
    return versionOf(copy);
  } finally {
    copy.close();
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function compress(from: string, to: string, header: BackupHeader): Promise<void> {
  const handle = await open(to, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(header)}\n`);
    await pipeline(createReadStream(from), createZstdCompress(), async (source) => {
      for await (const chunk of source as AsyncIterable<Buffer>) await handle.writeFile(chunk);
    });
    await handle.sync();
  } finally {
    await handle.close();
  }
}
