import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { MachineError } from '../errors.ts';

/** Who holds a lock: on shared storage it may be a process of another machine. */
const holderSchema = z.strictObject({
  host: z.string(),
  pid: z.int(),
  started: z.string(),
  /** The holder touches the file again and again; one of an earlier version does not. */
  beats: z.literal(true).optional(),
});

type Holder = z.output<typeof holderSchema>;

export interface LockOptions {
  /** How long a process that was just killed may take to be gone. Default 5 s. */
  readonly patienceMs?: number;
  /**
   * A holder on another machine (or in another container) is dead when it has not touched the file for so long. Default
   * a minute: work that keeps the event loop busy for longer than that would be taken for dead.
   */
  readonly silentMs?: number;
}

const pollMs = 100;
const beatMs = 2000;

/**
 * Takes a lock file for this process. One that a dead process left is taken over: of this machine at once, of another
 * host name when it has been silent long enough, watched by this process's own clock.
 * @param what what is locked, for the error.
 * @returns the function that releases it.
 * @throws MachineError when another process holds it.
 */
export async function takeLock(
  file: string,
  what: string,
  { patienceMs = 5000, silentMs = 60_000 }: LockOptions = {},
): Promise<() => Promise<void>> {
  const end = Date.now() + patienceMs;
  const self: Holder = {
    host: hostname(),
    pid: process.pid,
    started: await startOf(process.pid),
    beats: true,
  };
  const watch = new SilenceWatch(file, silentMs);
  for (;;) {
    const taken = await writeFile(file, JSON.stringify(self), { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (taken) return keepBeating(file);
    const holder = await readHolder(file);
    const isLate = Date.now() >= end;
    const silence = holder?.beats && holder.host !== self.host ? await watch.look() : 'unknown';
    // Unreadable: just being written, or left by a crash in the middle of that.
    if (holder ? silence === 'dead' || (await hasEnded(holder)) : isLate) await rm(file, { force: true });
    else if (holder && isLate && silence !== 'silent') throw heldByAnother(holder, file, what);
    else await delay(pollMs);
  }
}

/** Shows others that the holder is alive, until the lock is released. */
function keepBeating(file: string): () => Promise<void> {
  const timer = setInterval(() => {
    const now = new Date();
    // Without the file there is nothing to show; a full disk does not matter.
    utimes(file, now, now).catch(() => {});
  }, beatMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return rm(file, { force: true });
  };
}

/** Watches whether a holder elsewhere touches its file; clocks of other machines are not believed. */
class SilenceWatch {
  readonly #file: string;
  readonly #silentMs: number;
  #touchedAt: number | undefined;
  #since = 0;

  constructor(file: string, silentMs: number) {
    this.#file = file;
    this.#silentMs = silentMs;
  }

  /** `silent`: not touched since the first look, and not yet for long enough to be dead. */
  async look(): Promise<'alive' | 'silent' | 'dead'> {
    const touchedAt = (await stat(this.#file).catch(() => undefined))?.mtimeMs;
    if (this.#touchedAt !== touchedAt) {
      const isFirst = this.#touchedAt === undefined;
      this.#touchedAt = touchedAt;
      this.#since = performance.now();
      return isFirst ? 'silent' : 'alive';
    }
    return performance.now() - this.#since >= this.#silentMs ? 'dead' : 'silent';
  }
}

/** Undefined when the file is gone or not whole. */
async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function hasEnded({ host, pid, started }: Holder): Promise<boolean> {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  // The number may be another process's by now, above all after a restart of the machine.
  return (await startOf(pid)) !== started;
}

/** When a process began, in the kernel's own count; empty for one that has ended, and where there is no /proc. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // After the command's name, which may hold anything: field 3 is the state, field 22 the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? '' : (fields[19] ?? '');
}

function heldByAnother({ host, pid }: Holder, file: string, what: string): MachineError {
  const isHere = host === hostname();
  return new MachineError({
    message: `Another process (${isHere ? pid : `${pid} on ${host}`}) is writing this artefact.`,
    file: what,
    remedy: isHere
      ? 'Wait until it has finished, or stop it.'
      : `Wait until it has finished, or stop it there; if it has died, delete ${file}.`,
  });
}
