import { expect, it } from 'vitest';
import { runHome } from './home-run.ts';

it('loses, doubles and brings back nothing, whatever happens to power, disks, backups and sticks', async () => {
  const sums = { cuts: 0, flips: 0, restored: 0, quarantined: 0, repeated: 0 };
  for (let seed = 0; seed < 25; seed += 1) {
    const report = await runHome(seed);
    expect(report.faults, `seed ${seed}`).toEqual([]);
    expect(report).toMatchObject({ lost: 0, doubled: 0, resurrected: 0 });
    for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += report[name];
  }
  for (const count of Object.values(sums)) expect(count).toBeGreaterThan(5);
});

it('sees it when a disk says that it has written and has not', async () => {
  let seen = 0;
  for (let seed = 0; seed < 10; seed += 1) {
    const found = await runHome(seed, true).then(
      ({ lost, doubled, resurrected }) => lost + doubled + resurrected,
      () => 1,
    );
    seen += found;
  }
  expect(seen).toBeGreaterThan(0);
});
