// A differencing attack on exports: 1,000 pupils, each exported with and without, by the strongest attacker (knows everybody
// else). Beside it the same tables without noise, as they are and with the rule of ten alone: `npm run bench pilot-export`.
import { at } from '../src/core/known.ts';
import { fewestInCell, hideWithTotal, publishTables } from '../src/pilot/export/publish.ts';
import {
  categoryTables,
  columnOf,
  type ExactTables,
  exactTables,
  pointsOf,
  type TableName,
  tableNames,
} from '../src/pilot/export/tables.ts';
import { simulateStudy } from '../src/pilot/simulation/simulate-study.ts';
import {
  beliefOfScore,
  beliefOfTable,
  type Differencing,
  namedCategory,
  subtract,
} from '../src/pilot/testing/differencing-attack.ts';
import { exampleStudy } from '../src/pilot/testing/example-study.ts';

const pupilsInAll = 1000;
const certainty = 0.95;
const study = exampleStudy();

const recovered = { plain: 0, rule: 0, noise: 0, noiseWrong: 0, noiseScore: 0 };
const believed = { faces: 0, practice: 0, participation: 0 };
const strongest = { table: 0, score: 0 };
let planted = 0;
for (let seed = 0; planted < pupilsInAll; seed += 1) {
  // Every other study is so small that many cells stand at the rule of ten.
  const pupils = seed % 2 === 0 ? ([20, 30] as const) : ([5, 9] as const);
  const records = simulateStudy(study, {
    seed: 90_000 + seed,
    effect: 0.3,
    icc: 0.2,
    r2: 0.5,
    pupils,
    leaving: [0.1, 0.15],
  });
  for (const pupil of records.filter((_, place) => place % 9 === seed % 9).slice(0, 25)) {
    if (planted >= pupilsInAll) break;
    planted += 1;
    const full = exactTables(study, records);
    const others = exactTables(
      study,
      records.filter((record) => record !== pupil),
    );
    const truth = (name: TableName) => columnOf(name, pupil);
    if (tableNames.every((name) => subtract(full, others, name) === truth(name))) recovered.plain += 1;
    if (tableNames.some((name) => byRuleOnly(full, others, name) === truth(name))) recovered.rule += 1;
    const attack: Differencing = {
      ...{ study, pupil, others, epsilon: 1 },
      with: publishTables(full, 1),
      without: publishTables(others, 1),
    };
    let [isRight, isWrong] = [false, false];
    for (const name of tableNames) {
      for (const used of subsets(categoryTables[name].length)) {
        const belief = beliefOfTable(attack, name, used);
        strongest.table = Math.max(strongest.table, ...belief);
        const named = namedCategory(belief, certainty);
        if (named === truth(name)) isRight = true;
        else if (named !== undefined) isWrong = true;
      }
      believed[name] += at(beliefOfTable(attack, name, [0, 1, 2, 3]), truth(name));
    }
    const scores = beliefOfScore(attack);
    if (scores) {
      strongest.score = Math.max(strongest.score, ...scores);
      const named = namedCategory(scores, certainty);
      if (named !== undefined && pupil.after !== null && Math.abs(5 * named - pointsOf(pupil.after)) <= 5)
        recovered.noiseScore += 1;
    }
    if (isRight) recovered.noise += 1;
    if (isWrong) recovered.noiseWrong += 1;
  }
}
console.log(`${planted} pupils; two exports of ε 1 each, the whole budget of a study`);
console.log(`tables as they are: all three attributes of ${recovered.plain}`);
console.log(`cells of ten and complementary suppression, no noise: an attribute of ${recovered.rule}`);
console.log(
  `as Soro exports, named with ${100 * certainty} % certainty: ${recovered.noise} rightly, ${recovered.noiseWrong} wrongly; scores ${recovered.noiseScore}`,
);
console.log(
  `the attacker's strongest belief: table ${strongest.table.toFixed(3)} (even: 0.250), score ${strongest.score.toFixed(3)} (even: 0.048)`,
);
for (const name of tableNames) {
  console.log(`mean belief in the truth, ${name}: ${(believed[name] / planted).toFixed(4)} (even: 0.2500)`);
}

function subsets(width: number): number[][] {
  return Array.from({ length: 2 ** width }, (_, bits) =>
    Array.from({ length: width }, (__, place) => place).filter((place) => bits & (1 << place)),
  );
}

/** Cells and totals without noise, small cells and their complements left out: the attacker looks for what differs. */
function byRuleOnly(full: ExactTables, others: ExactTables, name: TableName): number | undefined {
  const shown = (row: readonly number[]) =>
    hideWithTotal(
      row,
      row.map((count) => count < fewestInCell),
    );
  for (const [arm, row] of full.counts[name].entries()) {
    const [one, other] = [shown(row), shown(at(others.counts[name], arm))];
    const changed = [...one.keys()].filter((column) => one[column] !== other[column]);
    if (changed.length === 1) return at(changed, 0);
  }
  return undefined;
}
