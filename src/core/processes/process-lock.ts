import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { MachineError } from '../errors.ts';

/** Who holds a lock: on shared storage it may be a process of another machine. */
const holderSchema = z.strictObject({ host: z.string(), pid: z.int(), started: z.string() });

type Holder = z.output<typeof holderSchema>;

/** How long a process that was just killed may take to be gone. */
const defaultPatienceMs = 5000;
const pollMs = 100;

/**
 * Takes a lock file for this process; one that a dead process of this machine left is taken over.
 * @param what what is locked, for the error.
 * @returns the function that releases it.
 * @throws MachineError when another process holds it.
 */
export async function takeLock(
  file: string,
  what: string,
  patienceMs = defaultPatienceMs,
): Promise<() => Promise<void>> {
  const end = Date.now() + patienceMs;
  const self: Holder = { host: hostname(), pid: process.pid, started: await startOf(process.pid) };
  for (;;) {
    const taken = await writeFile(file, JSON.stringify(self), { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (taken) return () => rm(file, { force: true });
    const holder = await readHolder(file);
    const isLate = Date.now() >= end;
    // Unreadable: just being written, or left by a crash in the middle of that.
    if (holder ? await hasEnded(holder) : isLate) await rm(file, { force: true });
    else if (holder && isLate) throw heldByAnother(holder, file, what);
    else await delay(pollMs);
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
