import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exists } from '../../core/files.ts';
import { dataFolder, migrate, openStore, restoreBackup, writeBackup } from '../../school/index.ts';
import { soroCommand } from '../slots/soro-command.ts';

export interface RehearsalOptions {
  readonly signal: AbortSignal;
  /** Added to `serve`; the tests serve a model of their own. */
  readonly serveFlags?: readonly string[] | undefined;
}

/** The first start compiles, assembles the model and prepares it: minutes on a small machine. */
const startMs = 10 * 60_000;
const answerMs = 3 * 60_000;

/**
 * Starts a release on the loopback address beside the server, with a copy of the school's database: it must open and migrate
 * the copy, serve, and answer; and the software that runs now must still be able to open the migrated copy, or going back
 * would lose data. The school's own data is only read.
 */
export async function rehearseSoftware(
  folder: string,
  data: string,
  { signal, serveFlags = [] }: RehearsalOptions,
): Promise<{ readonly passed: boolean; readonly reason: string }> {
  const copy = await mkdtemp(join(tmpdir(), 'soro-rehearsal-'));
  try {
    await copySchool(data, copy);
    const flags = ['--host', '127.0.0.1', '--port', '0', '--no-announce', '--data', copy, ...serveFlags];
    const fault = await serveOnce(folder, copy, flags, signal);
    if (fault !== undefined) return { passed: false, reason: fault };
    const store = openStore(dataFolder(copy).database);
    try {
      migrate(store);
    } finally {
      store.close();
    }
    return { passed: true, reason: '' };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function copySchool(data: string, copy: string): Promise<void> {
  const { database } = dataFolder(data);
  if (!(await exists(database))) return;
  const backup = join(copy, 'rehearsal.soro-backup');
  const store = openStore(database);
  try {
    await writeBackup(store, backup, Date.now());
  } finally {
    store.close();
  }
  await restoreBackup(backup, dataFolder(copy).database);
}

/** Undefined when all went well. */
async function serveOnce(
  folder: string,
  data: string,
  flags: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const child = spawn(...soroCommand(folder, ['serve', ...flags]), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SORO_DATA: data },
  });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const limit = AbortSignal.any([signal, AbortSignal.timeout(startMs)]);
  try {
    const address = await Promise.race([
      addressOf(child.stdout, limit),
      once(child, 'exit').then(([code]) => ({ ended: String(code) })),
    ]);
    if (typeof address !== 'string')
      return address === undefined
        ? 'It does not serve in time.'
        : `It ends with ${address.ended} in the place of serving: ${said.slice(-3).join(' / ')}`;
    return await askOnce(address, signal);
  } finally {
    child.kill('SIGTERM');
    const gone = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await gone;
    clearTimeout(timer);
  }
}

async function addressOf(output: NodeJS.ReadableStream, signal: AbortSignal): Promise<string | undefined> {
  try {
    for await (const line of createInterface({ input: output, signal })) {
      const found = /https?:\/\/[\d.:]+/u.exec(String(line));
      if (found) return found[0];
    }
  } catch {
    // The time is over.
  }
  return undefined;
}

async function askOnce(address: string, signal: AbortSignal): Promise<string | undefined> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
  try {
    const page = await fetch(`${address}/`, { signal: limit });
    if (!page.ok) return `The page answers ${page.status}.`;
    const state = await fetch(`${address}/api/session`, { signal: limit });
    if (state.status >= 500) return `The accounts answer ${state.status}.`;
    return undefined;
  } catch (error) {
    return `It serves and does not answer: ${error instanceof Error ? error.message : error}`;
  }
}
