import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { soroVersion } from '../../core/version.ts';
import type { Updates } from '../contract/index.ts';
import { versionOf } from '../database/migrate.ts';
import { readFact } from '../facts.ts';
import type { SchoolServices } from '../services.ts';

/** What the administrator's page shows of the machine. */
export async function systemState({ school, runner, addresses, startedAt, machine }: SchoolServices) {
  const { store, engine, time } = school;
  const { bavail, blocks, bsize } = await statfs(dirname(store.file));
  const live = runner.list();
  const { ready, places, restarts, residentBytes, running, waiting } = engine.state();
  const lastBackupAt = readFact(store, 'last-backup-at');
  return {
    version: soroVersion,
    startedAt,
    now: school.clock(),
    model: engine.model,
    engine: { ready, places, restarts, residentBytes, running: running.length, waiting: waiting.length },
    disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize },
    database: {
      sizeBytes: (await sizeOf(store.file)) + (await sizeOf(`${store.file}-wal`)),
      schemaVersion: versionOf(store),
      conversations: count('conversations'),
      messages: count('messages'),
      people: count('people'),
    },
    memory: { rssBytes: process.memoryUsage.rss() },
    addresses: addresses(),
    clock: {
      trusted: time.trusted,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      offsetMinutes: -new Date(school.clock()).getTimezoneOffset(),
    },
    lastBackupAt: lastBackupAt === undefined ? null : Number(lastBackupAt),
    answers: {
      waiting: live.filter(({ state }) => state === 'waiting').length,
      writing: live.filter(({ state }) => state === 'writing').length,
    },
    // What is wrong with updates is said on their own page.
    update: machine ? await machine.updates().then(softwareUpdate, () => null) : null,
  };

  function count(table: 'conversations' | 'messages' | 'people'): number {
    return store.one<{ count: number }>(`SELECT count(*) AS count FROM ${table}`).count;
  }
}

/** What is known of a later Soro. */
function softwareUpdate({ tracks, job }: Updates) {
  const track = tracks.find(({ kind }) => kind === 'software');
  if (!track) return null;
  const { trial, candidate, refused, next } = track;
  if (trial ?? candidate) return { version: (trial ?? candidate)?.title ?? '', state: 'ready' } as const;
  if (next.offer === null) return null;
  const isFetching = job?.what === 'update' && job.state === 'running' && next.action === 'fetch';
  const state = isFetching
    ? 'downloading'
    : refused !== null && next.action === 'wait'
      ? 'failed'
      : 'available';
  return { version: next.offer.title, state } as const;
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
