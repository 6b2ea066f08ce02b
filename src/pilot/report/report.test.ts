import { describe, expect, it } from 'vitest';
import { analyseStudy } from '../analysis/analyse.ts';
import { simulateStudy } from '../simulation/simulate-study.ts';
import { studyHash } from '../study/plan-hash.ts';
import { exampleStudy } from '../testing/example-study.ts';
import { writeReport } from './report.ts';
import { reportLanguages } from './words.ts';

const example = exampleStudy();
const study = { ...example, plan: { ...example.plan, bootstrap: { draws: 199, seed: 1 } } };
const records = simulateStudy(study, {
  seed: 4,
  effect: 0.5,
  icc: 0.2,
  r2: 0.5,
  pupils: [20, 28],
  leaving: [0.05, 0.2],
});
const analysis = analyseStudy(study, records);
const facts = { study, analysis, hash: studyHash(study), fixedOn: '2027-01-10', language: 'en' } as const;

describe('the report of a study', () => {
  it.each(reportLanguages)('is whole in %s, with its figures and its hash', (language) => {
    const page = writeReport({ ...facts, language });
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain(facts.hash);
    expect(page).toContain((100 * analysis.effect.value).toFixed(1));
    expect(page).not.toMatch(/[{}]\w+}|undefined|NaN|null/);
  });

  it('names no pupil and no class', () => {
    const page = writeReport(facts);
    for (const { pupil, cluster } of records) {
      expect(page).not.toContain(pupil);
      expect(page).not.toContain(cluster);
    }
  });

  it('warns where the plan was never fixed, and where classes were not drawn by lot', () => {
    expect(writeReport(facts)).not.toContain('class="warning"');
    expect(writeReport({ ...facts, fixedOn: undefined })).toContain('not fixed before the first test');
    const chosen = { ...study, assignment: 'by choice' } as const;
    expect(writeReport({ ...facts, study: chosen })).toContain('not drawn by lot');
  });

  it('says that nothing is settled where interval and bootstrap do not agree', () => {
    expect(writeReport({ ...facts, analysis: { ...analysis, isShown: 'unclear' } })).toContain(
      'does not settle it',
    );
    expect(writeReport({ ...facts, analysis: { ...analysis, isShown: 'no' } })).toContain(
      'no proof that there is none',
    );
  });

  it('lets names of arms and titles be text only', () => {
    const page = writeReport({ ...facts, study: { ...study, title: '<script>alert(1)</script>' } });
    expect(page).not.toContain('<script');
  });
});
