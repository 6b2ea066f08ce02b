// Ten minutes of a class with faults, and the real model: `npx node bench/serving/classroom-day.ts [seconds] [pupils] [seed]`.
// No peer: what is counted is what gets lost (nothing may).
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { classroomDay } from '../../tests/support/classroom-day.ts';

const [seconds = 600, pupils = 12, seed = 1] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'soro-day-'));
const modelFile = await assembleEmbeddedModel({});
const { memoryMb, ...report } = await classroomDay({
  folder,
  seconds,
  pupils,
  seed,
  modelFile,
  log: console.log,
});
await rm(folder, { recursive: true });
const count = (list: readonly string[]) => list.length;
console.log(
  JSON.stringify(
    {
      seconds,
      pupils,
      ...report,
      lost: count(report.lost),
      doubled: count(report.doubled),
      unreadable: count(report.unreadable),
      torn: count(report.torn),
      memoryMb: {
        first: memoryMb[1],
        median: memoryMb.toSorted((a, b) => a - b)[memoryMb.length >> 1],
        last: memoryMb.at(-1),
      },
    },
    null,
    2,
  ),
);
