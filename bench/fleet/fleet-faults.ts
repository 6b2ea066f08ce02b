// Schools whose power fails, whose disks flip bits and fill up, whose sticks cross, whose clocks are wrong, and who meet metadata of
// thieves: `npm run bench fleet-faults`. Real decisions, signatures and file code over a disk that loses what was not
// synced. SORO_BENCH_RUNS and SORO_BENCH_SEED say how many runs and where they begin (default: 10,000 from 0).
import { makeWorld, runSchool } from '../../src/fleet/testing/school-run.ts';

const runs = Number(process.env.SORO_BENCH_RUNS ?? 10_000);
const from = Number(process.env.SORO_BENCH_SEED ?? 0);
const sums: Record<string, number> = {};
const world = await makeWorld(1);
const began = performance.now();
for (let seed = from; seed < from + runs; seed += 1) {
  const { faults, ...counts } = await runSchool(world, seed);
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  for (const fault of faults) console.log(`seed ${seed}: ${fault}`);
  if ((seed - from + 1) % 500 === 0) console.log(`${seed - from + 1} runs: ${JSON.stringify(sums)}`);
}
const seconds = (performance.now() - began) / 1000;
const { bricked = 0, lost = 0, doubled = 0, wronglyStarted = 0 } = sums;
console.log(`${runs} runs in ${seconds.toFixed(0)} s: ${JSON.stringify(sums)}`);
if (bricked + lost + doubled + wronglyStarted > 0) process.exitCode = 1;
