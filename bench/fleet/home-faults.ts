// What comes home, under faults: `npm run bench home-faults`. Two schools, two sticks that cross, a hub; the power fails at any write,
// bits flip, backups of the database and of whole disks are restored, old segments come again. Real chains, signatures and file
// code over a disk that loses what was not synced; only the seal is a cheap one (age takes 10 ms each; its own tests are beside
// it). SORO_BENCH_RUNS and SORO_BENCH_SEED say how many runs and where they begin (default: 10,000 from 0).
import { runHome } from '../../src/fleet/testing/home-run.ts';

const runs = Number(process.env.SORO_BENCH_RUNS ?? 10_000);
const from = Number(process.env.SORO_BENCH_SEED ?? 0);
const sums: Record<string, number> = {};
const began = performance.now();
for (let seed = from; seed < from + runs; seed += 1) {
  const { faults, ...counts } = await runHome(seed);
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  for (const fault of faults) console.log(`seed ${seed}: ${fault}`);
  if ((seed - from + 1) % 500 === 0) console.log(`${seed - from + 1} runs: ${JSON.stringify(sums)}`);
}
const seconds = (performance.now() - began) / 1000;
const { lost = 0, doubled = 0, resurrected = 0 } = sums;
console.log(`${runs} runs in ${seconds.toFixed(0)} s: ${JSON.stringify(sums)}`);
if (lost + doubled + resurrected > 0) process.exitCode = 1;
