import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { formatError } from '../../core/errors.ts';
import { releaseInUse } from '../decide/track.ts';
import type { Updates } from './updates.ts';

export interface Supervision {
  readonly updates: Updates;
  /** The folder of the software that the machine came with: never replaced, and what runs when nothing else does. */
  readonly factory: string;
  /** Starts the server of a folder. */
  readonly serve: (folder: string) => ChildProcess;
  /** Starts one step of updating with the software of a folder, and says how long the server has run since the last. */
  readonly step: (folder: string, servedMs: number) => ChildProcess;
  readonly stepEveryMs: number;
  readonly signal: AbortSignal;
  readonly log: (line: string) => void;
}

const softwareTrack = 'software/soro';
const shortestPauseMs = 1000;
const longestPauseMs = 60_000;
/** As long as the server takes to end its answers. */
const stopMs = 30_000;

/**
 * Keeps a school's server running from the slot that is in use: counts each start of a release on trial before it is made,
 * starts it, and starts it again when it ends or when a step of updating has switched. This is the part that is never
 * updated by a pack, so it does as little as it can.
 */
export async function supervise(supervision: Supervision): Promise<void> {
  const { updates, signal, log } = supervision;
  let pauseMs = shortestPauseMs;
  await updates.begin().catch((error: unknown) => log(formatError(error)));
  while (!signal.aborted) {
    const folder = await folderToServe(supervision);
    const began = performance.now();
    log(`Starting ${folder}`);
    const server = supervision.serve(folder);
    const ended = once(server, 'exit');
    const over = new AbortController();
    const why = await Promise.race([
      ended.then(() => 'ended' as const),
      untilSwitched(supervision, folder, AbortSignal.any([signal, over.signal])),
      once(signal, 'abort').then(() => 'stopped' as const),
    ]);
    over.abort();
    if (why !== 'ended') await stop(server, ended);
    if (why === 'stopped') return;
    if (why === 'switched') {
      pauseMs = shortestPauseMs;
      continue;
    }
    log(`The server has ended (${server.exitCode ?? server.signalCode}).`);
    pauseMs =
      performance.now() - began > longestPauseMs ? shortestPauseMs : Math.min(longestPauseMs, pauseMs * 2);
    await delay(pauseMs, undefined, { signal }).catch(() => {});
  }
}

/** Counts the start; when the state of the updates cannot be read, what the machine came with serves. */
async function folderToServe(supervision: Supervision): Promise<string> {
  try {
    await supervision.updates.countStart();
    return await folderInUse(supervision);
  } catch (error) {
    supervision.log(formatError(error));
    return supervision.factory;
  }
}

async function folderInUse({ updates, factory }: Supervision): Promise<string> {
  const { tracks } = await updates.state();
  const track = tracks[softwareTrack];
  const installed = track && releaseInUse(track);
  return installed ? updates.places.release(installed.release) : factory;
}

/** Updates again and again until another folder is the one to serve from. */
async function untilSwitched(
  supervision: Supervision,
  folder: string,
  signal: AbortSignal,
): Promise<'switched'> {
  const { stepEveryMs, log } = supervision;
  let last = performance.now();
  for (;;) {
    await delay(stepEveryMs, undefined, { signal }).catch(() => {});
    // Whoever waits for the signal continues by that.
    if (signal.aborted) return new Promise(() => {});
    const now = performance.now();
    const step = supervision.step(folder, Math.round(now - last));
    last = now;
    const [code] = await once(step, 'exit');
    if (code !== 0) log(`A step of updating ended with ${code}; the next one goes on.`);
    const next = await folderInUse(supervision).catch(() => folder);
    if (next !== folder) return 'switched';
  }
}

async function stop(server: ChildProcess, ended: Promise<unknown>): Promise<void> {
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), stopMs);
  await ended;
  clearTimeout(timer);
}
