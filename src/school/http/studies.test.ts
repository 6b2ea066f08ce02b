import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../core/known.ts';
import type { SchoolStudy, Sheet } from '../contract/index.ts';
import { findPerson } from '../people/person.ts';
import { studyOf } from '../studies/study.ts';
import { studyRecords } from '../studies/study-records.ts';
import { clientId, join, setUp } from '../testing/test-people.ts';
import { choiceItem } from '../testing/test-practice.ts';
import { type Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';
import { studyText } from '../testing/test-studies.ts';

interface Progress {
  readonly className: string;
  readonly pupils: number;
  readonly wroteBefore: number;
  readonly wroteAfter: number;
}

const formA = [1, 2, 3, 4].map((number) => choiceItem(number).id);
const formB = [5, 6, 7, 8].map((number) => choiceItem(number).id);
let school: TestSchool;
let administrator: Browser;
let time: { now: number; monotonic: number };
/** Pupils by class: two control classes, then two that practise. */
let classes: { readonly id: string; readonly pupils: { readonly browser: Browser; readonly id: string }[] }[];

beforeEach(async () => {
  time = { now: Date.UTC(2026, 10, 2, 6), monotonic: 0 };
  school = openTestSchool({ time });
  administrator = await setUp(school);
  for (let number = 1; number <= 8; number += 1)
    await administrator.post('/api/items', { item: choiceItem(number) });
  classes = [];
  for (const name of ['7-А', '7-Б', '7-В', '7-Г']) {
    const { body } = await administrator.post<{ id: string; code: string }>('/api/classes', { name });
    const pupils = [];
    for (const nickname of ['Аҳмад', 'Барно', 'Вафо', 'Далер']) {
      const { pupil, id } = await join(school, body.code, nickname);
      pupils.push({ browser: pupil, id });
    }
    classes.push({ id: body.id, pupils });
  }
});

afterEach(async () => {
  expect(school.contractBreaks).toEqual([]);
  await school.close();
});

const text = (change: Readonly<Record<string, unknown>> = {}) => {
  const ids = classes.map(({ id }) => id);
  return studyText({ id: 'study-1', control: ids.slice(0, 2), practice: ids.slice(2), formA, formB, change });
};
const put = (change = {}) => administrator.send<SchoolStudy>('PUT', '/api/studies', { text: text(change) });
const day = (month: number, date: number) => {
  time.now = Date.UTC(2026, month - 1, date, 6);
  time.monotonic += 1000;
  // Everybody has logged in again.
  school.store.run('UPDATE sessions SET seen_at = :now, expires_at = :later', {
    now: time.now,
    later: time.now + 86_400_000,
  });
};

/** Every pupil of a class writes the one test that is open for them; the first questions are right. */
async function write(place: number, rightOf: (pupil: number) => number): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  for (const [index, { browser }] of at(classes, place).pupils.entries()) {
    const { tests } = (await browser.get<{ tests: { id: string; isOpen: boolean }[] }>('/api/my-tests')).body;
    const open = tests.filter(({ isOpen }) => isOpen);
    expect(open).toHaveLength(1);
    const path = `/api/my-tests/${at(open, 0).id}`;
    const sheet = (await browser.post<Sheet>(`${path}/start`)).body;
    sheets.push(sheet);
    for (const [question, item] of sheet.items.entries()) {
      const right = item.options.findIndex((option) => option.startsWith('Дуруст'));
      const chosen = question < rightOf(index) ? right : (right + 1) % item.options.length;
      const answer = {
        clientId: clientId(),
        place: question,
        after: 0,
        typed: at('ABCD'.split(''), chosen),
        atMs: 0,
      };
      await browser.post(`${path}/answers`, answer);
    }
    expect((await browser.post<Sheet>(`${path}/submit`)).body.result).toBeNull();
  }
  return sheets;
}

/** The whole study: pupils who practise gain one of four questions. */
async function run(): Promise<void> {
  const made = await put();
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  await administrator.post('/api/studies/study-1/fix');
  const opened = await administrator.post('/api/studies/study-1/tests', { moment: 'before' });
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);
  day(11, 12);
  for (let place = 0; place < 4; place += 1) await write(place, (pupil) => (pupil + place) % 3);
  await administrator.post('/api/studies/study-1/tests', { moment: 'after' });
  day(12, 2);
  for (let place = 0; place < 4; place += 1)
    await write(place, (pupil) => ((pupil * 2 + place) % 3) + (place > 1 ? 1 : 0));
}

describe('a study of a school', () => {
  it('goes from the file to the report, and every step is in the audit log', async () => {
    await run();
    const { body } = await administrator.get<{ progress: Progress[] }>('/api/studies/study-1');
    expect(body.progress).toMatchObject(
      [7, 7, 7, 7].map(() => ({ pupils: 4, wroteBefore: 4, wroteAfter: 4 })),
    );
    expect((await administrator.get('/api/studies/study-1/report')).status).toBe(403);
    expect((await administrator.get('/api/studies/study-1/records')).status).toBe(403);
    await administrator.post('/api/studies/study-1/close');
    const report = await administrator.get<string>('/api/studies/study-1/report?language=en');
    expect(report.status).toBe(200);
    expect(report.body).toContain('The plan was fixed on 2026-11-02');
    expect(report.body).not.toContain('Аҳмад');
    const audit = await administrator.get<{ entries: { action: string; detail: string }[] }>('/api/audit');
    const steps = audit.body.entries.filter(({ action }) => action.startsWith('study-')).reverse();
    expect(steps.map(({ action }) => action)).toEqual([
      'study-put',
      'study-fixed',
      'study-tests-opened',
      'study-tests-opened',
      'study-closed',
    ]);
    expect(steps[1]?.detail).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives each half of a class one form, the other one after, and the scores that were written', async () => {
    await run();
    const me = findPerson(school.store, "role = 'administrator'", {});
    if (!me) throw new Error('no administrator');
    const records = studyRecords(school.school, studyOf(school.store, me, 'study-1'));
    expect(records).toHaveLength(16);
    for (const { id } of classes) {
      const forms = records.filter(({ cluster }) => cluster === id).map(({ form }) => form);
      expect([...forms].sort()).toEqual(['A', 'A', 'B', 'B']);
    }
    const scores = (of: 'before' | 'after') => records.map((record) => record[of]).sort();
    const expected = (right: (pupil: number, place: number) => number) =>
      [0, 1, 2, 3].flatMap((place) => [0, 1, 2, 3].map((pupil) => right(pupil, place) / 4)).sort();
    expect(scores('before')).toEqual(expected((pupil, place) => (pupil + place) % 3));
    expect(scores('after')).toEqual(
      expected((pupil, place) => ((pupil * 2 + place) % 3) + (place > 1 ? 1 : 0)),
    );
  });

  it('refuses a changed plan with both hashes once it is fixed, and takes the same one again', async () => {
    const first = (await put()).body;
    const changed = await put({ question: 'Another?' });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    await administrator.post('/api/studies/study-1/fix');
    const refused = await administrator.send<{ error: { message: string } }>('PUT', '/api/studies', {
      text: text(),
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain(first.hash);
    expect(refused.body.error.message).toContain(changed.body.hash);
    expect((await put({ question: 'Another?' })).status).toBe(200);
  });

  it('makes no test before the plan is fixed, and fixes no plan once the first test is due', async () => {
    const made = await put();
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    expect((await administrator.post('/api/studies/study-1/tests', { moment: 'before' })).status).toBe(403);
    day(11, 10);
    expect((await administrator.post('/api/studies/study-1/fix')).status).toBe(400);
  });

  it('is refused with a class that is not here, whole schools, or a class that forgets too soon', async () => {
    const clusters = JSON.parse(text()).clusters.map((one: { id: string }, place: number) =>
      place === 0 ? { ...one, id: 'nowhere' } : one,
    );
    expect(await put({ clusters })).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('nowhere') } },
    });
    expect((await put({ unit: 'school' })).status).toBe(400);
    await administrator.patch(`/api/classes/${at(classes, 0).id}`, { settings: { retentionDays: 20 } });
    expect(await put()).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('20 days') } },
    });
  });

  it('gives no test to a pupil who does not take part, and leaves them out of the records', async () => {
    await put();
    await administrator.post('/api/studies/study-1/fix');
    const { id, browser } = at(at(classes, 0).pupils, 0);
    await administrator.send('PUT', `/api/studies/study-1/pupils/${id}`, { takesPart: false });
    await administrator.post('/api/studies/study-1/tests', { moment: 'before' });
    day(11, 12);
    expect((await browser.get('/api/my-tests')).body).toEqual({ tests: [] });
    const listed = await administrator.get<{ tests: { id: string }[] }>(
      `/api/classes/${at(classes, 0).id}/tests`,
    );
    for (const test of listed.body.tests)
      expect((await browser.get(`/api/my-tests/${test.id}`)).status).toBe(404);
    const me = findPerson(school.store, "role = 'administrator'", {});
    if (!me) throw new Error('no administrator');
    expect(studyRecords(school.school, studyOf(school.store, me, 'study-1'))).toHaveLength(15);
  });

  it('asks for a face after the last test, and only there', async () => {
    await put();
    await administrator.post('/api/studies/study-1/fix');
    await administrator.post('/api/studies/study-1/tests', { moment: 'before' });
    await administrator.post('/api/studies/study-1/tests', { moment: 'after' });
    const { browser } = at(at(classes, 2).pupils, 0);
    const face = async (id: string) =>
      (await browser.send('PUT', `/api/my-tests/${id}/face`, { face: 3 })).status;
    day(11, 12);
    const [before] = await write(2, () => 1);
    expect(await face(before?.id ?? '')).toBe(404);
    day(12, 2);
    const [after] = await write(2, () => 1);
    const faceOf = async () => (await browser.get<Sheet>(`/api/my-tests/${after?.id}`)).body.face;
    expect(await faceOf()).toEqual({ taken: null });
    expect(await face(after?.id ?? '')).toBe(204);
    expect(await faceOf()).toEqual({ taken: 3 });
    expect(school.store.all('SELECT face FROM study_pupils WHERE face IS NOT NULL')).toEqual([{ face: 3 }]);
  });

  it('exports tables without persons within a budget, booked before they are drawn', async () => {
    await run();
    await administrator.post('/api/studies/study-1/close');
    const exported = await administrator.post<{ files: Record<string, string>; budget: { used: number } }>(
      '/api/studies/study-1/exports',
      { epsilon: 2 },
    );
    expect(exported.body.budget.used).toBe(2);
    expect(JSON.stringify(exported.body.files)).not.toMatch(/7-А|Аҳмад/);
    const again = await administrator.post('/api/studies/study-1/exports', { epsilon: 0.5 });
    expect(again).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('0.00 is left') } },
    });
  });
});
