import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { exampleStudy } from '../testing/example-study.ts';
import { fixedPlanFile, fixPlan, readFixedPlan } from './fixed-plan.ts';
import { drawHalves, formOf } from './forms.ts';
import { studyHash } from './plan-hash.ts';
import { readStudy, type Study } from './study.ts';

/** A study whose keys a test may change at will. */
type Loose = { [key: string]: Loose } & Loose[];
const refused = (change: (study: Loose) => void) => () => {
  const study = structuredClone(exampleStudy()) as unknown as Loose;
  change(study);
  return readStudy(stringify(study), 'study.yaml');
};

describe('a study file', () => {
  it('is read from YAML and from JSON with one hash, however it is laid out', () => {
    const yaml = readStudy(stringify(exampleStudy()), 'study.yaml');
    const reversed = Object.fromEntries(Object.entries(exampleStudy()).reverse());
    const json = readStudy(JSON.stringify(reversed, null, 4), 'study.json');
    expect(studyHash(json)).toBe(studyHash(yaml));
  });

  it('has another hash when any value of it is another', () => {
    const changes: ((study: Study) => object)[] = [
      (study) => ({ title: `${study.title}.` }),
      (study) => ({ plan: { ...study.plan, alpha: 0.1 } }),
      (study) => ({ clusters: [...study.clusters].reverse() }),
      (study) => ({ forms: { A: study.forms.B, B: study.forms.A } }),
    ];
    const hashes = changes.map((change) => studyHash({ ...exampleStudy(), ...change(exampleStudy()) }));
    expect(new Set([...hashes, studyHash(exampleStudy())]).size).toBe(5);
  });

  it.each<[string, (study: Loose) => void, RegExp]>([
    ['an unknown key', (study) => Object.assign(study, { colour: 'blue' }), /Unknown key "colour"/],
    [
      'an unknown key of the plan',
      (study) => Object.assign(study['plan'] ?? {}, { look: 1 }),
      /Unknown key "look"/,
    ],
    [
      'a cluster of no arm',
      (study) => Object.assign(study['clusters']?.[0] ?? {}, { arm: 'third' }),
      /no arm "third"/,
    ],
    [
      'a cluster that is there twice',
      (study) => study['clusters']?.push(study['clusters'][0] as Loose),
      /there twice/,
    ],
    ['an arm with one cluster', (study) => study['clusters']?.splice(1, 4), /fewer than two clusters/],
    [
      'a question in both forms',
      (study) => Object.assign(study['forms'] ?? {}, { B: study['forms']?.['A'] }),
      /in both forms/,
    ],
    [
      'windows that overlap',
      (study) => Object.assign(study['windows'] ?? {}, { after: study['windows']?.['before'] }),
      /not in order/,
    ],
    [
      'an arm compared with itself',
      (study) => Object.assign(study['plan']?.['comparison'] ?? {}, { arm: 'control' }),
      /with itself/,
    ],
    [
      'another outcome',
      (study) => Object.assign(study['plan'] ?? {}, { outcome: 'practice score' }),
      /unassisted score/,
    ],
  ])('is refused with %s', (_, change, message) => {
    expect(refused(change)).toThrow(message);
  });
});

describe('a fixed plan', () => {
  const file = () => join(mkdtempSync(join(tmpdir(), 'soro-study-')), 'study.yaml');
  const before = new Date('2027-01-10T08:00:00Z');

  it('keeps its first hash and time; a changed plan is refused with both hashes', async () => {
    const path = file();
    const fixed = await fixPlan(exampleStudy(), path, before);
    expect(await fixPlan(exampleStudy(), path, new Date('2027-01-11T08:00:00Z'))).toEqual(fixed);
    const changed = { ...exampleStudy(), question: 'Another?' };
    await expect(fixPlan(changed, path, before)).rejects.toThrow(fixed.hash);
    await expect(fixPlan(changed, path, before)).rejects.toThrow(studyHash(changed));
    expect(() => readFixedPlan(changed, path)).toThrow(/changed after its plan was fixed/);
    expect(readFixedPlan(exampleStudy(), path)).toEqual(fixed);
  });

  it('cannot be fixed from the day of the first test on', async () => {
    await expect(fixPlan(exampleStudy(), file(), new Date('2027-01-18T01:00:00Z'))).rejects.toThrow(
      /2027-01-18/,
    );
  });

  it('is refused when somebody wrote into its file', async () => {
    const path = file();
    await fixPlan(exampleStudy(), path, before);
    const text = readFileSync(fixedPlanFile(path), 'utf8').replace(/"hash": "../, '"hash": "zz');
    writeFileSync(fixedPlanFile(path), text);
    expect(() => readFixedPlan(exampleStudy(), path)).toThrow(/form that is expected/);
  });
});

describe('the halves of a class', () => {
  it('differ by one pupil at most, swap their forms, and stay when others come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 }), fc.nat(40), (ids, early) => {
        const first = drawHalves('s', ids.slice(0, early));
        const all = drawHalves('s', ids, first);
        for (const [id, form] of first) expect(all.get(id)).toBe(form);
        const inA = ids.filter((id) => all.get(id) === 'A').length;
        expect(Math.abs(inA - (ids.length - inA))).toBeLessThanOrEqual(1);
      }),
    );
    expect([formOf('A', 'before'), formOf('A', 'after'), formOf('B', 'after')]).toEqual(['A', 'B', 'A']);
  });
});
