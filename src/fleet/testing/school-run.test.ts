import { expect, it } from 'vitest';
import { keysOf } from '../../core/known.ts';
import { makeWorld, runSchool } from './school-run.ts';

const world = await makeWorld(7);

async function sum(seeds: number, lies: boolean) {
  const total = {
    cuts: 0,
    flips: 0,
    bricked: 0,
    lost: 0,
    gaveUp: 0,
    doubled: 0,
    wronglyStarted: 0,
    rollbacks: 0,
  };
  const faults: string[] = [];
  for (let seed = 0; seed < seeds; seed += 1) {
    const run = await runSchool(world, seed, lies).catch((error: Error) => ({
      ...total,
      cuts: 0,
      bricked: 1,
      faults: [error.message],
    }));
    for (const key of keysOf(total)) total[key] += run[key];
    faults.push(...run.faults);
  }
  return { ...total, faults };
}

it('bricks, loses and doubles nothing, whatever happens to power, disk, sticks, clocks and keys', async () => {
  const total = await sum(40, false);
  expect(total).toMatchObject({ bricked: 0, lost: 0, doubled: 0, wronglyStarted: 0, faults: [] });
  expect(total.cuts).toBeGreaterThan(40);
  expect(total.flips).toBeGreaterThan(10);
  expect(total.rollbacks).toBeGreaterThan(5);
}, 120_000);

it('sees it when a disk says that it has written and has not', async () => {
  const total = await sum(10, true);
  expect(total.bricked + total.lost).toBeGreaterThan(3);
}, 120_000);
