import { parentPort } from 'node:worker_threads';
import { InterruptedError } from '../errors.ts';
import type { RunShard, ShardCall } from '../executor.ts';
import { serialiseError } from '../processes/serialised-error.ts';
import type { WorkerAnswer } from './local-executor.ts';

// The thread side of the local executor: one call at a time, and `'abort'` while one is running.
let controller = new AbortController();

parentPort?.on('message', async (message: ShardCall | 'abort') => {
  if (message === 'abort') {
    controller.abort(new InterruptedError());
    return;
  }
  controller = new AbortController();
  let answer: WorkerAnswer;
  try {
    const { runShard } = (await import(message.module)) as { runShard: RunShard };
    answer = { output: await runShard(message.input, { signal: controller.signal }) };
  } catch (error) {
    answer = { error: serialiseError(error) };
  }
  parentPort?.postMessage(answer);
});
