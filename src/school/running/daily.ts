import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { formatError } from '../../core/errors.ts';
import { type Backup, backupName, listBackups, writeBackup } from '../database/backup.ts';
import { isWholeBackup } from '../database/restore.ts';
import type { Store } from '../database/store.ts';
import { readFact, writeFact } from '../facts.ts';
import type { School } from '../school.ts';
import { sweep } from './retention.ts';
import { countRunning } from './serving-days.ts';

const dayMs = 24 * 60 * 60_000;
const dailyPrefix = 'daily-';
/** Of a daily backup that is never deleted by itself. */
const keptPrefix = 'kept-';
const keptBackups = 7;

/**
 * What is done every few minutes: deletes what is too old, and writes a backup a day (seven are kept) once there is
 * something to keep. Nothing here stops the server: failures are told.
 */
export async function tendSchool(school: School, backupFolder: string, passedMs: number): Promise<void> {
  try {
    sweep(school, passedMs);
    await countRunning(school.store, school.clock(), { passedMs, clockTrusted: school.time.trusted });
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
  const isEmpty = store.get('SELECT 1 FROM messages UNION ALL SELECT 1 FROM item LIMIT 1') === undefined;
  if (isEmpty || Math.abs(now - last) < dayMs) return;
  const content = contentOf(store);
  const before = readFact(store, 'last-backup-content');
  const [latest] = await dailyBackups(folder);
  // Nothing was changed: one more of the same would push out one that is different.
  if (latest && before === content.mark && (await isWholeBackup(join(folder, latest.name)))) {
    writeFact(store, 'last-backup-at', String(now));
    return;
  }
  // Another school's, or much more than is there now: kept apart, so that it is not pushed out in a week.
  if (latest && (last === 0 || content.messages * 2 < messagesIn(before ?? '0'))) {
    await rename(join(folder, latest.name), join(folder, latest.name.replace(dailyPrefix, keptPrefix)));
    school.warn(`The backup ${latest.name} holds what is no longer there; it is kept as ${keptPrefix}…`);
  }
  await writeBackup(store, join(folder, dailyPrefix + backupName(now)), now);
  writeFact(store, 'last-backup-at', String(now));
  writeFact(store, 'last-backup-content', content.mark);
  const old = (await dailyBackups(folder)).slice(keptBackups);
  for (const { name } of old) await rm(join(folder, name));
}

async function dailyBackups(folder: string): Promise<Backup[]> {
  return (await listBackups(folder)).filter(({ name }) => name.startsWith(dailyPrefix));
}

/**
 * What the school has, in few numbers: two backups with the same mark hold the same, but for when somebody was last seen.
 */
function contentOf(store: Store): { readonly mark: string; readonly messages: number } {
  const tables = [
    'messages',
    'conversations',
    'people',
    'classes',
    'corrections',
    'marks',
    'practice_answers',
    'tests',
    'sheet_answers',
    'api_keys',
    'audit',
  ];
  const counts = tables.map((table) => {
    const { count, last } = store.one<{ count: number; last: number | null }>(
      `SELECT count(*) AS count, max(rowid) AS last FROM ${table}`,
    );
    return `${count}/${last ?? 0}`;
  });
  const texts = store.one<{ size: number }>('SELECT coalesce(sum(length(text)), 0) AS size FROM messages');
  const messages = Number(counts[0]?.split('/', 1)[0]);
  return { messages, mark: [...counts, texts.size].join(' ') };
}

function messagesIn(mark: string): number {
  return Number(mark.split('/', 1)[0]);
}
