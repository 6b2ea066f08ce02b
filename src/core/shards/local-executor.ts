import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { InterruptedError } from '../errors.ts';
import type { Executor, ShardCall } from '../executor.ts';
import type { Json } from '../json.ts';
import { reviveError, type SerialisedError } from '../processes/serialised-error.ts';

/** Message from a worker thread: the answer to the one call it was given. */
export type WorkerAnswer = { readonly output: Json } | { readonly error: SerialisedError };

/** How long an aborted call has to stop by itself before its thread is ended. */
const graceMs = 2000;

interface Job {
  readonly call: ShardCall;
  readonly signal: AbortSignal;
  readonly resolve: (output: Json) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A pool of worker threads on this machine. A thread keeps its modules between calls; a thread that
 * dies fails only its own call and is replaced.
 */
export function createLocalExecutor(concurrency: number = availableParallelism()): Executor {
  const idle: Worker[] = [];
  const all = new Set<Worker>();
  const queue: Job[] = [];

  function startWorker(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    worker.unref();
    all.add(worker);
    return worker;
  }

  function pump(): void {
    while (queue.length > 0 && (idle.length > 0 || all.size < concurrency)) {
      const job = queue.shift();
      if (job) perform(job, idle.pop() ?? startWorker());
    }
  }

  function perform(job: Job, worker: Worker): void {
    let ending: NodeJS.Timeout | undefined;
    const settle = (answer: () => void, keep: boolean) => {
      clearTimeout(ending);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      job.signal.removeEventListener('abort', onAbort);
      worker.unref();
      if (keep) idle.push(worker);
      else {
        all.delete(worker);
        void worker.terminate();
      }
      answer();
      pump();
    };
    const onMessage = (answer: WorkerAnswer) =>
      settle(() => {
        if ('output' in answer) job.resolve(answer.output);
        else job.reject(job.signal.aborted ? new InterruptedError() : reviveError(answer.error));
      }, true);
    const onError = (error: unknown) => settle(() => job.reject(error), false);
    const onExit = (code: number) =>
      settle(() => job.reject(new Error(`A worker thread ended with code ${code}.`)), false);
    const onAbort = () => {
      // A thread ended inside a native library can take the process with it, so it may stop by itself first.
      worker.postMessage('abort');
      ending = setTimeout(() => settle(() => job.reject(new InterruptedError()), false), graceMs);
    };

    if (job.signal.aborted) {
      settle(() => job.reject(new InterruptedError()), true);
      return;
    }
    job.signal.addEventListener('abort', onAbort, { once: true });
    worker.ref();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job.call);
  }

  return {
    name: 'local',
    concurrency,
    run: (call, signal) =>
      new Promise<Json>((resolve, reject) => {
        queue.push({ call, signal, resolve, reject });
        pump();
      }),
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
      all.clear();
      idle.length = 0;
    },
  };
}
