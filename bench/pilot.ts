// Studies with a known effect, simulated: how often the planned interval holds it, beside errors without classes (the peer
// is ordinary least squares, as statsmodels' OLS().fit() prints it) and beside CR1: `npm run bench pilot`.

import { clusterRegression } from '../src/pilot/analysis/cluster-regression.ts';
import { ancovaColumns, armColumn, comparedPupils } from '../src/pilot/analysis/design.ts';
import { webbDraws, wildBootstrap } from '../src/pilot/analysis/wild-bootstrap.ts';
import {
  type SimulationSettings,
  scoreDeviation,
  simulateStudy,
  studyOfSize,
} from '../src/pilot/simulation/simulate-study.ts';
import { exampleStudy } from '../src/pilot/testing/example-study.ts';

const runs = 10_000;
const ordinary = { icc: 0.2, r2: 0.5, pupils: [20, 30] } as const;
const scenarios: readonly (readonly [
  name: string,
  clusters: number,
  settings: Omit<SimulationSettings, 'seed'>,
])[] = [
  ['20 classes, no effect (errors are type I)', 20, { ...ordinary, effect: 0 }],
  ['20 classes, effect 0.3', 20, { ...ordinary, effect: 0.3 }],
  ['10 classes, effect 0.3', 10, { ...ordinary, effect: 0.3 }],
  [
    '20 classes of 8 to 40, skewed, ICC 0.3',
    20,
    { effect: 0.3, icc: 0.3, r2: 0.5, pupils: [8, 40], classes: 'skewed' },
  ],
  ['20 classes, 10 and 25 % leave by chance', 20, { ...ordinary, effect: 0.3, leaving: [0.1, 0.25] }],
];

console.log(`${runs} studies a row; the share of 95 % intervals that hold the true effect`);
console.log(
  'study | OLS without classes | CR1 | CR2, planned | wild bootstrap, 399 draws | mean estimate | seconds',
);
for (const [place, [name, clusters, settings]] of scenarios.entries()) {
  const study = studyOfSize(exampleStudy(), clusters);
  const draws = webbDraws(399, clusters, 1);
  const truth = settings.effect * scoreDeviation;
  const held = { plain: 0, cr1: 0, cr2: 0, bootstrap: 0 };
  let sum = 0;
  const begin = performance.now();
  for (let run = 0; run < runs; run += 1) {
    const records = simulateStudy(study, { ...settings, seed: 1_000_000 * (place + 1) + run });
    const pupils = comparedPupils(study, records).flatMap((pupil) =>
      pupil.before === null || pupil.after === null
        ? []
        : [{ ...pupil, before: pupil.before, after: pupil.after }],
    );
    const regression = clusterRegression(
      pupils.map(({ after }) => after),
      ancovaColumns(study, pupils),
      pupils.map(({ cluster }) => cluster),
    );
    for (const kind of ['plain', 'cr1', 'cr2'] as const) {
      const { low, high } = regression[kind](armColumn, 0.05);
      if (low <= truth && truth <= high) held[kind] += 1;
    }
    if (wildBootstrap(regression, draws)(truth) > 0.05) held.bootstrap += 1;
    sum += regression.cr2(armColumn, 0.05).value / scoreDeviation;
  }
  const share = (count: number) => `${((100 * count) / runs).toFixed(2)} %`;
  console.log(
    [
      name,
      ...[held.plain, held.cr1, held.cr2, held.bootstrap].map(share),
      (sum / runs).toFixed(4),
      ((performance.now() - begin) / 1000).toFixed(0),
    ].join(' | '),
  );
}
