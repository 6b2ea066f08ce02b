// A year of 3,000 schools and their hub: `npm run bench fleet`. The real decisions (waves, metadata checks, counted starts, the exam's
// verdict) under simulated lines, sticks, power cuts, clocks, disks, thieves and releases. SORO_BENCH_SCHOOLS and SORO_BENCH_SEED change
// how many and which.
import {
  arrivals,
  badReleases,
  bytesByLink,
  refusals,
  stoppedByMistake,
} from '../../src/fleet/testing/simulation/figures.ts';
import { simulate } from '../../src/fleet/testing/simulation/simulate.ts';

const schools = Number(process.env.SORO_BENCH_SCHOOLS ?? 3000);
const seed = Number(process.env.SORO_BENCH_SEED ?? 1);
const began = performance.now();
const result = await simulate({ schools, days: 365, seed });
const seconds = (performance.now() - began) / 1000;
const processor = process.cpuUsage().user / 1e6;
const { counts, checks } = result;
console.log(
  `${schools} schools, 365 days, seed ${seed}: ${seconds.toFixed(1)} s (${processor.toFixed(1)} s of the processor), ` +
    `${counts.events} events, ${counts.cuts} power cuts, ${counts.visits} sticks; metadata checked ${checks.asked} times, ` +
    `${checks.made} different cases`,
);

console.log('\nBad releases: schools whose exam refused it, that used it, that keep it; days until stopped');
for (const { release, nature, refused, used, kept, stoppedAfterDays } of badReleases(result)) {
  const share = ((100 * used) / schools).toFixed(2);
  console.log(
    `${release} (${nature}): ${refused}, ${used} (${share} %), ${kept}; ${stoppedAfterDays ?? 'never'}`,
  );
}
console.log(`Good ones stopped by mistake: ${stoppedByMistake(result).join(', ') || 'none'}`);

console.log('\nDays until 50 / 95 / 99 % keep it');
const stopped = new Set(stoppedByMistake(result));
for (const planned of result.releases.values()) {
  if (planned.nature !== 'good' || planned.number < 2 || stopped.has(`${planned.kind} ${planned.number}`))
    continue;
  const all = arrivals(result, planned).map(
    ({ link, days }) => `${link} ${days.map((day) => (day === null ? '–' : day.toFixed(0))).join(' / ')}`,
  );
  console.log(`${planned.kind} ${planned.number} (day ${planned.day}): ${all.join('; ')}`);
}

console.log('\nMegabytes a school and year');
for (const [link, kinds] of bytesByLink(result)) {
  const all = [...kinds].sort().map(([kind, megabytes]) => `${kind} ${megabytes.toFixed(1)}`);
  console.log(`${link}: ${all.join('; ')}`);
}
console.log(`\nMetadata not taken: ${JSON.stringify(refusals(result))}`);
const newest = new Map([...result.releases.values()].map((planned) => [planned.kind, planned]));
const ends = [...newest.values()].map(({ kind, number }) => {
  const there = result.schools.filter(
    ({ tracks }) => tracks[`${kind}/soro`]?.committed?.number === number,
  ).length;
  return `${kind} ${number}: ${((100 * there) / schools).toFixed(1)} %`;
});
console.log(`Keep the newest at the end: ${ends.join(', ')}`);
