import { cpus } from 'node:os';

/** Threads for the model beside programs that keep `othersBusy` cores busy: one core at least is theirs. */
export function threadsBeside(othersBusy: number, cores: number, most: number): number {
  return Math.max(1, Math.min(most, cores - Math.max(1, Math.round(othersBusy))));
}

interface Reading {
  readonly atMs: number;
  /** Busy milliseconds of all cores together. */
  readonly busyMs: number;
  readonly ownMs: number;
}

const everyMs = 2000;

/**
 * Follows how busy the machine is. ggml's threads wait for each other in a loop: one that shares its core with
 * another program makes all of them slow, so fewer are faster.
 */
export class LoadWatch {
  readonly #most: number;
  #threads: number;
  #last: Reading;

  constructor(most: number) {
    this.#most = most;
    this.#threads = most;
    this.#last = read();
  }

  /** Looks every two seconds, calls `set` when the number should change. */
  follow(set: (threads: number) => void): void {
    if (this.#most === 1 || performance.now() - this.#last.atMs < everyMs) return;
    const now = read();
    const passedMs = now.atMs - this.#last.atMs;
    const othersMs = now.busyMs - this.#last.busyMs - (now.ownMs - this.#last.ownMs);
    this.#last = now;
    const threads = threadsBeside(othersMs / passedMs, cpus().length, this.#most);
    if (threads !== this.#threads) set(threads);
    this.#threads = threads;
  }
}

function read(): Reading {
  const { user, system } = process.cpuUsage();
  const busyMs = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { atMs: performance.now(), busyMs, ownMs: (user + system) / 1000 };
}
