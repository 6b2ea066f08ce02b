import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveTest, SchoolTest, Sheet, TestResults } from '../contract/index.ts';
import { SchoolClock } from '../running/school-clock.ts';
import { addTeacherWithClass, clientId, join, setUp } from '../testing/test-people.ts';
import { choiceItem, newTest } from '../testing/test-practice.ts';
import { type Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';

const minuteMs = 60_000;
let school: TestSchool;
let teacher: Browser;
let classId: string;
let code: string;
let time: { now: number; monotonic: number };
let pupils: Browser[];

beforeEach(async () => {
  time = { now: Date.UTC(2026, 10, 2, 6), monotonic: 0 };
  school = openTestSchool({ time });
  const made = await addTeacherWithClass(school, await setUp(school), 'Аниса');
  teacher = made.teacher;
  classId = made.schoolClass.id;
  code = made.schoolClass.code;
  pupils = [];
  for (const name of ['Аҳмад', 'Барно', 'Вафо', 'Гулнор', 'Далер', 'Зебо']) {
    pupils.push((await join(school, code, name)).pupil);
  }
  for (let number = 1; number <= 6; number += 1) {
    await teacher.post('/api/items', { item: choiceItem(number, number <= 3 ? 'Дарёҳо' : 'Кӯҳҳо') });
  }
});

afterEach(async () => {
  expect(school.contractBreaks).toEqual([]);
  await school.close();
});

const pass = (minutes: number) => {
  time.now += minutes * minuteMs;
  time.monotonic += minutes * minuteMs;
};
const ids = Array.from({ length: 6 }, (_, index) => choiceItem(index + 1).id);
const make = async (
  settings: Record<string, unknown> = {},
  choice: unknown = { by: 'items', itemIds: ids },
) => {
  const body = { ...newTest(time.now, settings), choice };
  const reply = await teacher.post<SchoolTest>(`/api/classes/${classId}/tests`, body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return reply.body;
};
const pupilAt = (index: number): Browser => {
  const pupil = pupils[index];
  if (!pupil) throw new Error(`no pupil ${index}`);
  return pupil;
};
const start = (pupil: Browser, test: SchoolTest) => pupil.post<Sheet>(`/api/my-tests/${test.id}/start`);
const sheet = async (pupil: Browser, test: SchoolTest) =>
  (await pupil.get<Sheet>(`/api/my-tests/${test.id}`)).body;
const answer = (pupil: Browser, test: SchoolTest, place: number, typed: string, more: object = {}) =>
  pupil.post<{ revision: number; typed: string }>(`/api/my-tests/${test.id}/answers`, {
    ...{ clientId: clientId(), place, after: 0, typed, atMs: 0 },
    ...more,
  });
const submit = (pupil: Browser, test: SchoolTest) => pupil.post<Sheet>(`/api/my-tests/${test.id}/submit`);
const results = async (test: SchoolTest) =>
  (await teacher.get<TestResults>(`/api/tests/${test.id}/results`)).body;
const live = async (test: SchoolTest) => (await teacher.get<LiveTest>(`/api/tests/${test.id}/live`)).body;

describe('a test', () => {
  it('is made of named questions or of a number for each topic', async () => {
    expect(await make()).toMatchObject({ itemCount: 6, started: 0 });
    const topics = [
      { subject: 'География', topic: 'Дарёҳо', count: 2 },
      { subject: 'География', topic: null, count: 3 },
    ];
    expect(await make({}, { by: 'blueprint', topics })).toMatchObject({ itemCount: 5 });
    const tooMany = { by: 'blueprint', topics: [{ subject: 'География', topic: 'Дарёҳо', count: 4 }] };
    const refused = await teacher.post(`/api/classes/${classId}/tests`, {
      ...newTest(time.now),
      choice: tooMany,
    });
    expect(refused).toMatchObject({ status: 400, body: { error: { place: 'География, Дарёҳо' } } });
  });

  it('opens and closes at its times', async () => {
    const test = await make({ opensAt: time.now + minuteMs, closesAt: time.now + 30 * minuteMs });
    expect((await start(pupilAt(0), test)).status).toBe(403);
    pass(2);
    expect((await start(pupilAt(0), test)).body.state).toBe('writing');
    pass(30);
    expect((await start(pupilAt(1), test)).status).toBe(403);
    expect((await sheet(pupilAt(0), test)).state).toBe('time-over');
  });

  it('gives each pupil the same questions in the same order, or another order with the same key', async () => {
    const same = await make();
    const [one, two] = [await start(pupilAt(0), same), await start(pupilAt(1), same)];
    expect(one.body.items).toEqual(two.body.items);
    expect(JSON.stringify(one.body)).not.toContain('"right"');
    const shuffled = await make({ order: 'shuffled' });
    for (const pupil of pupils) {
      const { body } = await start(pupil, shuffled);
      expect(body.items.map(({ id }) => id).sort()).toEqual(ids);
      for (const [place, item] of body.items.entries()) {
        const right = item.options.findIndex((option) => option.startsWith('Дуруст'));
        await answer(pupil, shuffled, place, 'ABCD'[right] ?? '');
      }
      expect((await submit(pupil, shuffled)).body.result).toMatchObject({ right: 6, share: 1 });
    }
    const { items } = await results(shuffled);
    for (const item of items) expect(item.given[0]).toMatchObject({ isRight: true, count: 6 });
  });

  it('goes on after a reload and on another device, with its answers and its time', async () => {
    const test = await make();
    await start(pupilAt(0), test);
    await answer(pupilAt(0), test, 2, 'B');
    await pupilAt(0).post(`/api/my-tests/${test.id}/place`, { place: 3 });
    pass(5);
    const again = await start(pupilAt(0), test);
    expect(again.body).toMatchObject({
      place: 3,
      usedMs: 5 * minuteMs,
      remainingMs: 15 * minuteMs,
      answers: [{ place: 2, typed: 'B', revision: 1 }],
    });
  });

  it('counts its time on a clock that nobody sets, which stands while the server is off', async () => {
    const test = await make({ closesAt: time.now + 600 * minuteMs });
    await start(pupilAt(0), test);
    // Somebody sets the clock of the machine forward and back.
    time.now += 60 * minuteMs;
    expect((await sheet(pupilAt(0), test)).usedMs).toBe(0);
    pass(5);
    await answer(pupilAt(0), test, 0, 'A');
    // A power cut: another run, whose monotonic clock begins anew.
    Object.assign(school.school, {
      time: new SchoolClock(
        school.store,
        () => time.now,
        () => time.monotonic,
      ),
    });
    expect((await sheet(pupilAt(0), test)).usedMs).toBe(5 * minuteMs);
    pass(4);
    expect((await sheet(pupilAt(0), test)).usedMs).toBe(9 * minuteMs);
    pass(11);
    expect((await sheet(pupilAt(0), test)).state).toBe('time-over');
  });

  it('keeps an answer once, and an older one never covers a newer one of another device', async () => {
    const test = await make();
    await start(pupilAt(0), test);
    const id = clientId();
    for (let turn = 0; turn < 3; turn += 1) {
      const { body } = await answer(pupilAt(0), test, 0, 'A', { clientId: id });
      expect(body).toMatchObject({ revision: 1, typed: 'A' });
    }
    await answer(pupilAt(0), test, 0, 'B', { after: 1 });
    // Written on the telephone before the computer's B was known, sent now.
    expect((await answer(pupilAt(0), test, 0, 'C', { after: 1 })).body).toMatchObject({ typed: 'B' });
    expect(school.store.all('SELECT typed FROM sheet_answers ORDER BY number')).toEqual([
      { typed: 'A' },
      { typed: 'B' },
      { typed: 'C' },
    ]);
  });

  it('counts an answer that waited for the Wi-Fi past the end, and keeps one that was given later without counting it', async () => {
    const test = await make();
    await start(pupilAt(0), test);
    pass(22);
    await answer(pupilAt(0), test, 0, 'A', { atMs: 19 * minuteMs });
    await answer(pupilAt(0), test, 1, 'A', { atMs: 21 * minuteMs });
    const [first] = (await results(test)).pupils;
    expect(first).toMatchObject({ state: 'time-over', right: 1, late: 2, notCounted: 1 });
  });

  it('shows who is where', async () => {
    const test = await make();
    await start(pupilAt(0), test);
    await answer(pupilAt(0), test, 0, 'A');
    await pupilAt(0).post(`/api/my-tests/${test.id}/place`, { place: 1 });
    await start(pupilAt(1), test);
    await submit(pupilAt(1), test);
    pass(1);
    expect((await live(test)).pupils.slice(0, 3)).toMatchObject([
      { state: 'writing', place: 2, answered: 1, remainingSeconds: 19 * 60, silentSeconds: 60 },
      { state: 'submitted', answered: 0, remainingSeconds: null },
      { state: 'not-started', place: 0 },
    ]);
  });

  it('is opened again by the teacher, with more time', async () => {
    const test = await make();
    await start(pupilAt(0), test);
    pass(25);
    const [first] = (await live(test)).pupils;
    await teacher.post(`/api/tests/${test.id}/reopen`, { pupilId: first?.pupilId, extraMinutes: 5 });
    expect(await sheet(pupilAt(0), test)).toMatchObject({ state: 'writing', remainingMs: 5 * minuteMs });
    await submit(pupilAt(0), test);
    pass(60);
    await teacher.post(`/api/tests/${test.id}/reopen`, { pupilId: first?.pupilId, extraMinutes: 5 });
    expect(await sheet(pupilAt(0), test)).toMatchObject({ state: 'writing' });
  });

  it('has results by pupil, question and topic: difficulty, discrimination, distractors', async () => {
    const test = await make({ results: 'after-end' });
    // The first pupil knows six, the second five …: the first question is the easiest.
    for (const [index, pupil] of pupils.entries()) {
      await start(pupil, test);
      for (let place = 0; place < 6; place += 1) {
        await answer(pupil, test, place, place < 6 - index ? 'A' : 'C');
      }
      expect((await submit(pupil, test)).body.result).toBeNull();
    }
    const { pupils: rows, items, topics } = await results(test);
    expect(rows.map(({ right }) => right)).toEqual([6, 5, 4, 3, 2, 1]);
    expect(items.map(({ difficulty }) => Math.round(6 * (difficulty ?? 0)))).toEqual([6, 5, 4, 3, 2, 1]);
    expect(items[0]?.discrimination).toBeNull();
    expect(items[3]?.discrimination).toBeGreaterThan(0.5);
    expect(items[5]?.given).toMatchObject([
      { text: 'Дуюм 6', count: 5, isRight: false },
      { text: 'Дуруст 6', count: 1, isRight: true },
      { text: 'Якум 6', count: 0 },
      { text: 'Сеюм 6', count: 0 },
    ]);
    expect(topics).toMatchObject([
      { topic: 'Дарёҳо', items: 3 },
      { topic: 'Кӯҳҳо', items: 3 },
    ]);
    pass(90);
    expect((await sheet(pupilAt(5), test)).result).toMatchObject({ right: 1 });
  });

  it('comes on paper in two variants, each with the key that fits', async () => {
    const test = await make();
    const { body } = await teacher.get<{
      variants: { name: string; items: { options: string[] }[]; key: string[] }[];
    }>(`/api/tests/${test.id}/paper`);
    expect(body.variants.map(({ name }) => name)).toEqual(['A', 'B']);
    for (const { items, key } of body.variants) {
      for (const [place, item] of items.entries()) {
        expect(item.options['ABCD'.indexOf(key[place] ?? '')]).toMatch(/^Дуруст/u);
      }
    }
    expect(body.variants[0]?.items).not.toEqual(body.variants[1]?.items);
  });
});
