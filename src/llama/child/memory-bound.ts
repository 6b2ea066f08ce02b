import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { promisify } from 'node:util';

/** How the memory of a child is bounded from outside. */
export interface MemoryBound {
  /** Most resident memory. */
  readonly bytes: number;
  /** The kernel refuses memory beyond this, where it can be told to; the watch sees `bytes` pass first. */
  readonly hardBytes?: number | undefined;
}

/** Stacks of threads and the like, which count for the kernel's limit and not as resident. */
const slackBytes = 2 ** 29;
/** Memory can grow by 600 MB a second. */
const procEveryMs = 100;
const programEveryMs = 2000;
const prlimit = '/usr/bin/prlimit';

/** A bound for a child that needs `expectedBytes`: never more than the machine can give. */
export function boundFor(expectedBytes: number): MemoryBound {
  const bytes = Math.min(Math.ceil(expectedBytes), machineBound().bytes);
  return { bytes, hardBytes: bytes + slackBytes };
}

/** Nine tenths of this machine's memory, or of its container's: beyond it everything else would stand still. */
export function machineBound(): MemoryBound {
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return { bytes: Math.floor(bytes * 0.9) };
}

/** The command line that starts a program under the kernel's limit of its data (`RLIMIT_DATA`), where that can be. */
export function boundedCommand(
  program: string,
  parameters: readonly string[],
  { hardBytes }: MemoryBound,
): readonly [program: string, parameters: readonly string[]] {
  if (hardBytes === undefined || process.platform !== 'linux' || !existsSync(prlimit))
    return [program, parameters];
  return [prlimit, [`--data=${hardBytes}`, '--', program, ...parameters]];
}

/** Watches how much memory a process has. */
export class MemoryWatch {
  /** The last reading; 0 before the first. */
  residentBytes = 0;
  readonly #timer: NodeJS.Timeout;

  /** Calls `onOver` once, when a reading is above the bound. */
  constructor(processId: number, bound: MemoryBound, onOver: () => void) {
    const look = async () => {
      this.residentBytes = (await residentBytesOf(processId)) ?? this.residentBytes;
      if (this.residentBytes <= bound.bytes) return;
      this.stop();
      onOver();
    };
    const everyMs = process.platform === 'linux' ? procEveryMs : programEveryMs;
    this.#timer = setInterval(() => void look(), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Resident memory of a process; undefined when it has ended or the system does not tell. */
export async function residentBytesOf(processId: number): Promise<number | undefined> {
  try {
    if (process.platform === 'linux') {
      const found = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${processId}/status`, 'ascii'));
      return found ? Number(found[1]) * 1024 : undefined;
    }
    if (process.platform === 'win32') {
      const { stdout } = await promisify(execFile)('tasklist', [
        '/FI',
        `PID eq ${processId}`,
        '/FO',
        'CSV',
        '/NH',
      ]);
      // "node.exe","1234","Console","1","51,234 K": the separators are the country's.
      const kibibytes = stdout.split('","').at(-1)?.replaceAll(/\D/gu, '');
      return kibibytes ? Number(kibibytes) * 1024 : undefined;
    }
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(processId)]);
    return Number(stdout.trim()) * 1024;
  } catch {
    return undefined;
  }
}
