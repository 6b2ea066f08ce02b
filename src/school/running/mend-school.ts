import { chmod, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../../core/files.ts';
import { backupName, listBackups, writeBackup } from '../database/backup.ts';
import { schemaVersion, versionOf } from '../database/migrate.ts';
import { checkDatabase } from '../database/restore.ts';
import { openStore } from '../database/store.ts';
import type { DataFolder } from './data-folder.ts';
import { oldBackupMs } from './diagnose.ts';

/**
 * Puts right what can be put right without losing anything: makes the data folder, closes it to others, writes a backup
 * where the last one is old. What it did, a line each. A damaged database is left for `soro restore`: only a person can
 * say which backup is the right one.
 */
export async function mendSchool(folder: DataFolder, now: number): Promise<string[]> {
  const done: string[] = [];
  if (!(await exists(folder.path))) {
    await mkdir(folder.path, { recursive: true, mode: 0o700 });
    done.push(`made ${folder.path}`);
  } else if (await isOpenToOthers(folder.path)) {
    await chmod(folder.path, 0o700);
    done.push(`closed ${folder.path} to other users`);
  }
  const backup = await backUp(folder, now);
  if (backup !== undefined) done.push(`wrote the backup ${backup}`);
  return done;
}

async function isOpenToOthers(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  return ((await stat(path)).mode & 0o077) !== 0;
}

async function backUp({ database, backups }: DataFolder, now: number): Promise<string | undefined> {
  if (!(await exists(database))) return undefined;
  const [latest] = await listBackups(backups);
  if (latest && now - latest.createdAt < oldBackupMs) return undefined;
  const store = openStore(database);
  try {
    checkDatabase(store);
    if (versionOf(store) > schemaVersion) return undefined;
    const { name } = await writeBackup(store, join(backups, backupName(now)), now);
    return name;
  } finally {
    store.close();
  }
}
