import { expect, it } from 'vitest';
import { arrivals, badReleases, refusals } from './figures.ts';
import { plannedYear } from './releases.ts';
import { simulate } from './simulate.ts';

const short = { schools: 150, days: 135, seed: 3 };

it('stops bad models at few schools, and installs nothing of a thief of the server’s key', async () => {
  const result = await simulate(short);
  const bad = badReleases(result);
  const used = (nature: string) => bad.find((release) => release.nature === nature)?.used;
  expect(bad.map(({ nature }) => nature)).toEqual(['spoiled', 'worse', 'faulty', 'restless']);
  expect([used('spoiled'), used('worse')]).toEqual([0, 0]);
  for (const { kept, used: users } of bad) {
    expect(kept).toBe(0);
    expect(users).toBeLessThan(10);
  }
  expect(refusals(result)['not-signed']).toBeGreaterThan(0);
  for (const { tracks } of result.schools)
    expect(tracks['software/soro']?.committed?.number ?? 0).toBeLessThan(99);
  const [books] = plannedYear().filter(({ kind, number }) => kind === 'books' && number === 1);
  const days = Object.fromEntries(
    books ? arrivals(result, books).map(({ link, days: [half] }) => [link, half]) : [],
  );
  expect(days['4G']).toBeLessThan(Number(days.courier));
}, 60_000);

it('gives the same year for the same seed', async () => {
  const brief = { schools: 30, days: 25, seed: 5 };
  const once = await simulate(brief);
  const again = await simulate(brief);
  expect(again.counts).toEqual(once.counts);
  expect(again.schools.map(({ tracks }) => tracks)).toEqual(once.schools.map(({ tracks }) => tracks));
}, 30_000);
