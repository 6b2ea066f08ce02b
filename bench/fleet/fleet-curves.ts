// How long a model takes to all schools of a kind of link, by the courier's interval and by its size: `npm run bench fleet-curves`.
// SORO_BENCH_SVG names a file for the curves (docs/images/fleet-curves.svg).
import { writeFile } from 'node:fs/promises';
import { arrivals } from '../../src/fleet/testing/simulation/figures.ts';
import { type LinkName, type Links, linkNames, links } from '../../src/fleet/testing/simulation/links.ts';
import { plannedYear } from '../../src/fleet/testing/simulation/releases.ts';
import { simulate } from '../../src/fleet/testing/simulation/simulate.ts';
import { type Curve, drawCharts } from './curves/draw-curves.ts';

const schools = 300;
const shares = ['50 %', '95 %'] as const;

/** Only schools of one link, a model of a size for all of them on the first day of school. */
async function daysFor(link: LinkName, bytes: number, stickDays: number | null) {
  const only = Object.fromEntries(
    linkNames.map((name) => [
      name,
      { ...links[name], share: name === link ? 1 : 0, ...(name === link ? { stickDays } : {}) },
    ]),
  ) as Links;
  const year = plannedYear({ sizeBytes: bytes, wholeBytes: bytes }).filter(
    ({ kind, number }) => number === 1 && (kind === 'exam' || kind === 'model'),
  );
  const result = await simulate({ schools, days: 270, seed: 1, year, links: only });
  const model = year.find(({ kind }) => kind === 'model');
  if (!model) throw new Error('The year has no model.');
  return arrivals(result, model)[0]?.days.slice(0, 2) ?? [];
}

async function curve(
  values: readonly number[],
  days: (value: number) => Promise<readonly (number | null)[]>,
  name: string,
) {
  const rows: { readonly value: number; readonly found: readonly (number | null)[] }[] = [];
  for (const value of values) {
    const found = await days(value);
    rows.push({ value, found });
    console.log(
      `${name} ${value}: ${found.map((day) => day?.toFixed(1) ?? '–').join(' / ')} days until ${shares.join(' / ')}`,
    );
  }
  return shares.map(
    (share, index): Curve => ({
      name: `${name}, ${share}`,
      points: rows.map(({ value, found }) => [value, found[index] ?? null]),
    }),
  );
}

const megabyte = 1_000_000;
const sizes = [1, 10, 76, 300, 1000, 3000];
const couriers = await curve(
  [7, 14, 30, 60, 90],
  (days) => daysFor('courier', 76 * megabyte, days),
  'courier every … days',
);
const slow = await curve(sizes, (size) => daysFor('2G', size * megabyte, null), '2G, MB');
const fast = await curve(sizes, (size) => daysFor('4G', size * megabyte, null), '4G, MB');
const svg = drawCharts([
  {
    title: 'Couriers: days until a model is kept',
    xTitle: 'days between two visits',
    yTitle: 'days',
    xTicks: [7, 14, 30, 60, 90],
    yTicks: [3, 10, 30, 100, 270],
    curves: couriers.map(({ name, points }) => ({ name: name.replace(/.*, /u, ''), points })),
  },
  {
    title: 'Lines: days until a model is kept',
    xTitle: 'megabytes of the model',
    yTitle: 'days',
    xTicks: sizes,
    yTicks: [1, 3, 10, 30, 100],
    curves: [...slow, ...fast].map(({ name, points }) => ({ name: name.replace(', MB', ''), points })),
  },
]);
const file = process.env.SORO_BENCH_SVG;
if (file !== undefined) await writeFile(file, svg);
