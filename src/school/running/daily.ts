import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatError } from '../../core/errors.ts';
import { backupName, listBackups, writeBackup } from '../database/backup.ts';
import { readFact, writeFact } from '../facts.ts';
import type { School } from '../school.ts';
import { sweep } from './retention.ts';

const dayMs = 24 * 60 * 60_000;
const prefix = 'daily-';
const keptBackups = 7;

/**
 * What is done every few minutes: deletes what is too old, and writes a backup a day (seven are kept) once there is
 * something to keep. Nothing here stops the server: failures are told.
 */
export async function tendSchool(school: School, backupFolder: string, passedMs: number): Promise<void> {
  try {
    sweep(school, passedMs);
    // What was erased leaves the log beside the database, too.
    school.store.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    await backUpDaily(school, backupFolder);
  } catch (error) {
    school.warn(formatError(error));
  }
}

async function backUpDaily(school: School, folder: string): Promise<void> {
  const { store } = school;
  const now = school.clock();
  const last = Number(readFact(store, 'last-backup-at') ?? 0);
  const isEmpty = store.get('SELECT 1 FROM messages LIMIT 1') === undefined;
  if (isEmpty || Math.abs(now - last) < dayMs) return;
  await writeBackup(store, join(folder, prefix + backupName(now)), now);
  writeFact(store, 'last-backup-at', String(now));
  const old = (await listBackups(folder)).filter(({ name }) => name.startsWith(prefix)).slice(keptBackups);
  for (const { name } of old) await rm(join(folder, name));
}
