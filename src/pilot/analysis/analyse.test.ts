import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecords, writeRecords } from '../records/record.ts';
import { scoreDeviation, simulateStudy, studyOfSize } from '../simulation/simulate-study.ts';
import { exampleStudy } from '../testing/example-study.ts';
import { analyseStudy } from './analyse.ts';
import { clusterRegression } from './cluster-regression.ts';
import { ancovaColumns, armColumn, comparedPupils } from './design.ts';

const example = exampleStudy();
const study = { ...example, plan: { ...example.plan, bootstrap: { draws: 499, seed: 1 } } };
const ordinary = { effect: 0.5, icc: 0.2, r2: 0.5, pupils: [20, 30] } as const;

describe('the analysis of a study', () => {
  it('finds a large effect in many classes, and says what came out where the plan assumed', () => {
    const many = studyOfSize(study, 60);
    const found = analyseStudy(many, simulateStudy(many, { seed: 1, ...ordinary }));
    expect(found.isShown).toBe('yes');
    expect(found.bootstrap).toBeNull();
    expect(found.effect.low).toBeLessThan(0.5 * scoreDeviation);
    expect(found.effect.high).toBeGreaterThan(0.5 * scoreDeviation);
    expect(found.found.icc).toBeGreaterThan(0.08);
    expect(found.found.icc).toBeLessThan(0.35);
    expect(found.found.r2).toBeGreaterThan(0.35);
    expect(found.found.pupils).toBeGreaterThan(20);
  });

  it('covers a known effect in 95 % of studies of twenty classes, where errors without classes do not', () => {
    const twenty = studyOfSize(study, 20);
    const runs = 500;
    const covered = { cr2: 0, plain: 0 };
    for (let seed = 0; seed < runs; seed += 1) {
      const pupils = comparedPupils(twenty, simulateStudy(twenty, { seed, ...ordinary })).map((pupil) => ({
        ...pupil,
        before: pupil.before ?? Number.NaN,
      }));
      const regression = clusterRegression(
        pupils.map(({ after }) => after ?? Number.NaN),
        ancovaColumns(twenty, pupils),
        pupils.map(({ cluster }) => cluster),
      );
      for (const kind of ['cr2', 'plain'] as const) {
        const { low, high } = regression[kind](armColumn, 0.05);
        if (low <= 0.5 * scoreDeviation && 0.5 * scoreDeviation <= high) covered[kind] += 1;
      }
    }
    // Four standard errors of five hundred runs; `npm run bench pilot` has ten thousand.
    expect(covered.cr2 / runs).toBeGreaterThan(0.911);
    expect(covered.cr2 / runs).toBeLessThan(0.989);
    expect(covered.plain / runs).toBeLessThan(0.8);
  });

  it('takes a harder form from no arm', () => {
    const records = simulateStudy(study, { seed: 5, ...ordinary });
    const harder = simulateStudy(study, { seed: 5, ...ordinary, formBEasier: 3 });
    const [one, other] = [analyseStudy(study, records), analyseStudy(study, harder)];
    // The score before is on the other form, so that its own slope moves a little.
    expect(Math.abs(one.effect.value - other.effect.value)).toBeLessThan(0.2 * one.effect.standardError);
  });

  it('bounds the effect where more leave one arm, and only there', () => {
    const alike = analyseStudy(study, simulateStudy(study, { seed: 2, ...ordinary }));
    expect(alike.attrition).toMatchObject({
      lost: { treated: 0, control: 0 },
      difference: null,
      bounds: null,
    });
    const uneven = analyseStudy(study, simulateStudy(study, { seed: 2, ...ordinary, leaving: [0.02, 0.3] }));
    const { bounds, difference, lost } = uneven.attrition;
    expect(lost.treated).toBeGreaterThan(lost.control);
    expect(difference?.value).toBeGreaterThan(0.1);
    expect(bounds?.low).toBeLessThan(uneven.effect.value);
    expect(bounds?.high).toBeGreaterThan(uneven.effect.value);
  });

  it('says of each arm who wrote, the dose, shown answers, waits and faces', () => {
    const { arms } = analyseStudy(study, simulateStudy(study, { seed: 3, ...ordinary, leaving: [0.1, 0.1] }));
    const [control, practice] = arms;
    expect(control).toMatchObject({
      id: 'control',
      clusters: 5,
      tasks: 0,
      revealShare: undefined,
      dose: { answers: 0 },
    });
    expect(practice?.revealShare).toBeGreaterThan(0.1);
    expect(practice?.wait.p95).toBeGreaterThan(practice?.wait.median ?? Number.NaN);
    expect(practice?.faces.reduce((sum, one) => sum + one, 0)).toBe(practice?.wroteBoth);
  });

  it('refuses an arm of which one class alone wrote both tests', () => {
    const records = simulateStudy(study, { seed: 1, ...ordinary }).map((record) =>
      ['class-1', 'class-2', 'class-3', 'class-4'].includes(record.cluster)
        ? { ...record, after: null }
        : record,
    );
    expect(() => analyseStudy(study, records)).toThrow(/"control" has 1 clusters/);
  });
});

describe('the table of records', () => {
  it('is written and read back the same', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const inRange = simulateStudy(study, { seed, ...ordinary, pupils: [1, 3], leaving: [0.2, 0.2] }).map(
          (record) => ({
            ...record,
            before: 0.5,
            after: record.after === null ? null : 0.25,
          }),
        );
        expect(readRecords(writeRecords(inRange), study, 'records.csv')).toEqual(inRange);
      }),
      { numRuns: 20 },
    );
  });

  const heading = 'pupil,cluster,form,before,after,answers,days,tasks,revealed,questions,waitMs,face\n';
  it.each([
    ['a heading that it does not know', 'pupil,colour\nx,blue\n', /colour/, 'line 1'],
    ['a class of no arm', `${heading}p,class-99,A,0.5,0.5,0,0,0,0,0,,\n`, /class-99/, 'line 2, cluster'],
    ['a score above 1', `${heading}p,class-1,A,0.5,5,0,0,0,0,0,,\n`, /./, 'line 2.after'],
    ['a word for a number', `${heading}p,class-1,A,0.5,0.5,many,0,0,0,0,,\n`, /./, 'line 2.answers'],
    [
      'a pupil twice',
      `${heading}p,class-1,A,,,0,0,0,0,0,,\np,class-1,A,,,0,0,0,0,0,,\n`,
      /twice/,
      'line 3, pupil',
    ],
    ['a line that is too long', `${heading}p,class-1,A,0.5,0.5,0,0,0,0,0,,,,\n`, /./, 'line 2'],
  ])('is refused with %s, naming the place', (_, text, message, place) => {
    let error: unknown;
    try {
      readRecords(text, study, 'records.csv');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ message: expect.stringMatching(message), ...(place && { place }) });
  });
});
