// What a shard costs beside its own work: worker threads against a Ray cluster of this machine (peer: Ray's own
// empty Python task, submitted in the same way).
import { spawnSync } from 'node:child_process';
import type { Executor } from '../../src/core/executor.ts';
import { pythonPath } from '../../src/core/processes/python.ts';
import { createLocalExecutor } from '../../src/core/shards/local-executor.ts';
import { connectRay } from '../../src/core/shards/ray-executor.ts';
import { canStartRay, startRayCluster } from '../../tests/support/ray-cluster.ts';

const calls = 500;
const rounds = 5;
const workers = 2;
const never = new AbortController().signal;
const empty = `data:text/javascript,${encodeURIComponent('export const runShard = async (input) => input;')}`;
const emptyTask = `
import ray, sys, time
ray.init(address=sys.argv[1], log_to_driver=False, logging_level="ERROR")
task = ray.remote(num_cpus=1)(lambda value: value)
ray.get([task.remote(0) for _ in range(20)])
rounds = []
for _ in range(${rounds}):
    started = time.perf_counter()
    ray.get([task.remote(value) for value in range(${calls})])
    rounds.append((time.perf_counter() - started) / ${calls} * 1000)
print(sorted(rounds)[${rounds} // 2])
`;

/** Milliseconds of the first call (it starts the worker), and a call in the median round. */
async function measure(executor: Executor): Promise<{ firstMs: number; callMs: number }> {
  const run = (input: number) => executor.run({ module: empty, input }, never);
  const firstMs = await time(() => run(0));
  await Promise.all(Array.from({ length: 20 }, (_, input) => run(input)));
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(await time(() => Promise.all(Array.from({ length: calls }, (_, input) => run(input)))));
  }
  const median = times.sort((left, right) => left - right)[Math.floor(rounds / 2)] ?? 0;
  return { firstMs, callMs: median / calls };
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function report(name: string, firstMs: number | undefined, callMs: number): void {
  const first = firstMs === undefined ? '' : firstMs.toFixed(0);
  process.stdout.write(`${name.padEnd(34)} ${first.padStart(14)} ${callMs.toFixed(2).padStart(14)}\n`);
}

process.stdout.write(`${''.padEnd(34)} first call, ms  each call, ms\n`);
const threads = createLocalExecutor(workers);
const local = await measure(threads);
await threads.close();
report(`${workers} worker threads`, local.firstMs, local.callMs);
if (canStartRay()) {
  const cluster = await startRayCluster();
  try {
    const connectedMs = await time(async () => {
      const ray = await connectRay({ address: cluster.address, concurrency: workers, signal: never });
      const { firstMs, callMs } = await measure(ray);
      report(`Ray, ${workers} processors, Node kept`, firstMs, callMs);
      await ray.close();
    });
    const { stdout } = spawnSync(pythonPath(), ['-c', emptyTask, cluster.address], { encoding: 'utf8' });
    report("Ray's empty Python task", undefined, Number(stdout));
    process.stdout.write(`the whole on Ray, with connecting: ${(connectedMs / 1000).toFixed(1)} s\n`);
  } finally {
    await cluster.stop();
  }
}
