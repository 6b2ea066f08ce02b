// A pupil's backlog over 120 school days with holidays, by how fast they forget and how often they come:
// `npm run bench practice-days`. The settings were chosen with seeds 0–19; here are 100 others.
import { schoolYearDays, simulateTerm } from '../src/practice/schedule/simulate.ts';

const seeds = Array.from({ length: 100 }, (_, index) => 2000 + index);
const days = schoolYearDays();
console.log(
  'own calendar | forgets | attends | largest backlog (days) | answers | items | right again | remembered',
);
for (const ownCalendar of [true, false]) {
  for (const forgetting of [0.7, 1, 1.5, 2.5]) {
    for (const attendance of [1, 0.9, 0.5]) {
      const terms = seeds.map((seed) =>
        simulateTerm({ seed, forgetting, attendance, items: 1445, ownCalendar }, days),
      );
      const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
      const figures = [
        ownCalendar ? 'yes' : 'no',
        `${forgetting}×`,
        `${attendance * 100} %`,
        Math.max(...terms.map(({ largestBacklog }) => largestBacklog)).toFixed(2),
        mean(terms.map(({ answers }) => answers)).toFixed(0),
        mean(terms.map(({ itemsSeen }) => itemsSeen)).toFixed(0),
        `${(100 * mean(terms.map(({ rightShare }) => rightShare))).toFixed(0)} %`,
        `${(100 * mean(terms.map(({ rememberedAtEnd }) => rememberedAtEnd))).toFixed(0)} %`,
      ];
      console.log(figures.join(' | '));
    }
  }
}
