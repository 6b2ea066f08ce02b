import { access, constants, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { SoroError } from '../../core/errors.ts';
import { exists, freeBytesAt } from '../../core/files.ts';
import { listBackups } from '../database/backup.ts';
import { schemaVersion, versionOf } from '../database/migrate.ts';
import { checkDatabase } from '../database/restore.ts';
import { openStore } from '../database/store.ts';
import type { DataFolder } from './data-folder.ts';

/** One thing of a school's server that was looked at. */
export interface Diagnosis {
  readonly subject: string;
  readonly state: 'good' | 'missing' | 'optional';
  readonly detail: string;
  readonly remedy?: string;
}

const neededBytes = 500e6;
/** A backup that is older is worth telling: a server writes one a day. */
export const oldBackupMs = 8 * 24 * 60 * 60_000;
/** Before this was written no clock can be right. */
const earliestMs = Date.UTC(2026, 0, 1);

/** Looks at the folder, the disk, the database, its backups, the clock and the port of a school's server. */
export async function diagnoseSchool(folder: DataFolder, port: number, now: number): Promise<Diagnosis[]> {
  return [
    checkClock(now),
    await checkFolder(folder),
    await checkDisk(folder),
    await checkData(folder),
    await checkBackups(folder, now),
    await checkPort(port),
  ];
}

function checkClock(now: number): Diagnosis {
  const detail = new Date(now).toLocaleString();
  if (now > earliestMs) return { subject: 'Clock', state: 'good', detail };
  const remedy = 'set it (`timedatectl set-time`), or replace the battery of the machine';
  return { subject: 'Clock', state: 'missing', detail: `${detail}: cannot be`, remedy };
}

async function checkFolder({ path }: DataFolder): Promise<Diagnosis> {
  const subject = 'School data';
  if (!(await exists(path))) {
    return {
      subject,
      state: 'optional',
      detail: `${path}: not there yet`,
      remedy: 'the first start makes it',
    };
  }
  const writable = await access(path, constants.W_OK | constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!writable) {
    const remedy = `sudo chown -R USER ${path}, with the user who runs Soro`;
    return { subject, state: 'missing', detail: `${path}: cannot be written by this user`, remedy };
  }
  const isOpen = ((await stat(path)).mode & 0o077) !== 0;
  if (isOpen) {
    return { subject, state: 'optional', detail: `${path}: others may look in`, remedy: `chmod 700 ${path}` };
  }
  return { subject, state: 'good', detail: path };
}

async function checkDisk({ path }: DataFolder): Promise<Diagnosis> {
  const place = (await exists(path)) ? path : dirname(path);
  const freeBytes = await freeBytesAt((await exists(place)) ? place : '/');
  const detail = `${(freeBytes / 1e9).toFixed(1)} GB free for the school`;
  if (freeBytes >= neededBytes) return { subject: 'Room', state: 'good', detail };
  return { subject: 'Room', state: 'missing', detail, remedy: 'free 1 GB (`df -h`; old files in backups/)' };
}

async function checkData({ database }: DataFolder): Promise<Diagnosis> {
  const subject = 'Database';
  if (!(await exists(database))) return { subject, state: 'optional', detail: 'none yet' };
  if ((await stat(database)).size === 0) {
    return {
      subject,
      state: 'missing',
      detail: 'empty: its content was lost',
      remedy: 'soro restore BACKUP',
    };
  }
  try {
    const store = openStore(database);
    try {
      checkDatabase(store);
      const version = versionOf(store);
      if (version > schemaVersion) {
        return {
          subject,
          state: 'missing',
          detail: `of a later Soro (${version})`,
          remedy: 'use that Soro, or a backup',
        };
      }
      return { subject, state: 'good', detail: `whole, version ${version}` };
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof SoroError)) throw error;
    return { subject, state: 'missing', detail: error.message, remedy: error.remedy };
  }
}

async function checkBackups({ backups, database }: DataFolder, now: number): Promise<Diagnosis> {
  const subject = 'Backups';
  const [latest] = await listBackups(backups);
  if (!latest) {
    const state = (await exists(database)) ? 'optional' : 'good';
    return { subject, state, detail: 'none', remedy: 'soro backup' };
  }
  const detail = `the latest of ${new Date(latest.createdAt).toLocaleString()}`;
  if (now - latest.createdAt < oldBackupMs) return { subject, state: 'good', detail };
  return { subject, state: 'optional', detail, remedy: 'soro backup (a server that runs writes one a day)' };
}

async function checkPort(port: number): Promise<Diagnosis> {
  const subject = 'Port';
  const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException | undefined>();
  const probe = createServer();
  probe.once('error', resolve);
  probe.listen(port, '0.0.0.0', () => resolve(undefined));
  const error = await promise;
  probe.close();
  if (!error) return { subject, state: 'good', detail: `${port} is free` };
  if (error.code === 'EADDRINUSE') {
    const detail = `${port} is in use: by Soro, if it runs`;
    return { subject, state: 'optional', detail, remedy: `ss -ltnp 'sport = :${port}' says by what` };
  }
  const remedy = 'a port below 1024 needs the service (`soro install --service`) or root';
  return { subject, state: 'missing', detail: `${port}: ${error.message}`, remedy };
}
