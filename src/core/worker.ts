import { parentPort } from 'node:worker_threads';
import { serialiseError } from './errors.ts';
import type { RunShard, ShardCall } from './executor.ts';
import type { WorkerAnswer } from './local-executor.ts';

// The thread side of the local executor. Aborting ends the thread, so the signal given here never fires.
const signal = new AbortController().signal;

parentPort?.on('message', async (call: ShardCall) => {
  let answer: WorkerAnswer;
  try {
    const { runShard } = (await import(call.module)) as { runShard: RunShard };
    answer = { output: await runShard(call.input, { signal }) };
  } catch (error) {
    answer = { error: serialiseError(error) };
  }
  parentPort?.postMessage(answer);
});
