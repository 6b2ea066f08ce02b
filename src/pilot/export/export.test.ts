import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../core/known.ts';
import { simulateStudy } from '../simulation/simulate-study.ts';
import { beliefOfTable, namedCategory, subtract } from '../testing/differencing-attack.ts';
import { exampleStudy } from '../testing/example-study.ts';
import { discreteLaplace, noiseChance, noiseReach } from './discrete-laplace.ts';
import { book, newLedger, studyBudget, usedBudget } from './ledger.ts';
import { cellDelta, fewestInCell, hideWithTotal, publishTables, shareOut } from './publish.ts';
import { columnOf, exactTables, tableNames } from './tables.ts';
import { exportFiles } from './write-export.ts';

const study = exampleStudy();
const recordsOf = (seed: number, pupils: readonly [number, number] = [20, 30]) =>
  simulateStudy(study, { seed, effect: 0.3, icc: 0.2, r2: 0.5, pupils, leaving: [0.1, 0.1] });

describe('the noise', () => {
  it('has the chances of the discrete Laplace distribution', () => {
    const draws = 40_000;
    const counts = new Map<number, number>();
    for (let draw = 0; draw < draws; draw += 1) {
      const value = discreteLaplace(0.5, 1);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (let value = -6; value <= 6; value += 1) {
      const expected = draws * noiseChance(value, 0.5, 1);
      // Five standard errors of thirteen counts.
      expect(Math.abs((counts.get(value) ?? 0) - expected)).toBeLessThan(5 * Math.sqrt(expected));
    }
  });

  it('has chances that sum to one, and a reach that it passes as rarely as is said', () => {
    const chances = Array.from({ length: 4001 }, (_, place) => noiseChance(place - 2000, 0.15, 1));
    expect(chances.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 10);
    const beyond = (from: number) => chances.slice(2000 + from).reduce((sum, one) => sum + one, 0);
    const reach = noiseReach(0.15, cellDelta);
    expect(beyond(reach)).toBeLessThanOrEqual(cellDelta);
    expect(beyond(reach - 1)).toBeGreaterThan(cellDelta);
  });
});

describe('an export', () => {
  it('shows no cell of fewer than ten pupils, and no total gives one away', () => {
    for (let seed = 0; seed < 30; seed += 1) {
      const exact = exactTables(study, recordsOf(seed, seed % 2 === 0 ? [20, 30] : [60, 90]));
      const shown = publishTables(exact, 2);
      for (const name of tableNames) {
        for (const [arm, row] of shown.counts[name].entries()) {
          for (const [column, count] of row.entries()) {
            if (count !== null)
              expect(at(at(exact.counts[name], arm), column)).toBeGreaterThanOrEqual(fewestInCell);
          }
        }
      }
    }
  });

  it('hides no cell of a row alone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 2, maxLength: 6 }), (counts) => {
        const shown = hideWithTotal(
          counts,
          counts.map((count) => count < 10),
        );
        expect(shown.filter((cell) => cell === null).length).not.toBe(1);
        for (const [column, cell] of shown.entries()) {
          if (cell !== null) expect(at(counts, column)).toBeGreaterThanOrEqual(10);
        }
      }),
    );
  });

  it('divides its ε so that no pupil is in more than the whole', () => {
    for (const epsilon of [0.1, 0.3, 1, 2]) {
      const { table, sum } = shareOut(epsilon);
      expect((tableNames.length + 1) * table + 2 * sum).toBeLessThanOrEqual(epsilon + 1e-9);
      expect((tableNames.length + 1) * table + 2 * sum).toBeGreaterThan(0.99 * epsilon);
    }
  });

  it('says what was done to it, and names no pupil and no class', () => {
    const records = recordsOf(1, [60, 90]);
    const files = exportFiles(study, publishTables(exactTables(study, records), 2), 2);
    expect([...files.keys()].sort()).toEqual([
      'about.json',
      'faces.csv',
      'participation.csv',
      'practice.csv',
      'scores.csv',
    ]);
    const text = [...files.values()].join('\n');
    expect(text).toContain('"epsilon": 2');
    for (const { id } of study.clusters) expect(text).not.toContain(id);
    for (const { pupil } of records.slice(0, 50)) expect(text).not.toContain(pupil);
  });

  it('is refused beyond the budget of the study, and booked before it is drawn', () => {
    const now = new Date('2027-06-01T00:00:00Z');
    const once = book(newLedger(study.id), 1, now);
    const twice = book(once, 1, now);
    expect(usedBudget(twice)).toBe(studyBudget);
    expect(() => book(twice, 0.1, now)).toThrow(/0\.00 is left after 2 exports/);
    expect(() => book(once, 1.5, now)).toThrow(/1\.00 is left/);
  });

  it('tells an attacker who knows everybody else nothing certain of a pupil; without noise it tells all', () => {
    const records = recordsOf(3);
    const full = exactTables(study, records);
    for (const pupil of records.filter((_, place) => place % 8 === 0)) {
      const others = exactTables(
        study,
        records.filter((record) => record !== pupil),
      );
      const attack = {
        study,
        pupil,
        others,
        epsilon: 1,
        with: publishTables(full, 1),
        without: publishTables(others, 1),
      };
      for (const name of tableNames) {
        expect(subtract(full, others, name)).toBe(columnOf(name, pupil));
        expect(namedCategory(beliefOfTable(attack, name, [0, 1, 2, 3]), 0.95)).toBeUndefined();
      }
    }
  });
});
