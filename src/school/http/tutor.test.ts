import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Feedback, Item, ReplyOf } from '../contract/index.ts';
import { addTeacherWithClass, clientId, join, setUp } from '../testing/test-people.ts';
import { choiceItem, testItem } from '../testing/test-practice.ts';
import { type Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';

type Next = ReplyOf<'GET /api/practice/items'>;
type Sentences = ReplyOf<'GET /api/tutor/sentences'>;

let school: TestSchool;
let teacher: Browser;
let pupil: Browser;
let classId: string;

/** A sum with its reason: what a hint may show is not the answer. */
const sum: Item = {
  id: 'own/sum',
  version: 1,
  status: 'approved',
  subject: 'Математика',
  grade: 5,
  topic: 'Ҷамъ',
  source: null,
  author: 'омӯзгор',
  question: 'Дар як қуттӣ 24 қалам ва дар дигараш 19 қалам ҳаст. Ҳамагӣ чанд қалам?',
  why: '24 + 19 = 43',
  kind: 'number',
  answer: 43,
  unit: null,
  tolerance: 0,
};

beforeEach(async () => {
  school = openTestSchool({ time: { now: Date.UTC(2026, 10, 2, 6) } });
  const made = await addTeacherWithClass(school, await setUp(school), 'Аниса');
  teacher = made.teacher;
  classId = made.schoolClass.id;
  ({ pupil } = await join(school, made.schoolClass.code, 'Заррина'));
  for (const item of [testItem, sum, choiceItem(1)]) await teacher.post('/api/items', { item });
});

afterEach(async () => {
  expect(school.contractBreaks).toEqual([]);
  await school.close();
});

const switchOn = (change: { hints?: number; attempts?: number; reveals?: boolean } = {}) =>
  teacher.patch(`/api/classes/${classId}`, { settings: { practiceTutor: { isOn: true, ...change } } });
const next = async () => (await pupil.get<Next>('/api/practice/items?limit=20')).body;
const say = async ({ id, version }: Item, typed: string, client = clientId()) =>
  (await pupil.post<Feedback>('/api/practice/answers', { clientId: client, itemId: id, version, typed }))
    .body;
const rows = (sql: string) => school.store.all<Record<string, unknown>>(sql);

describe('the tutor in practice', () => {
  it('helps only where a teacher has switched it on', async () => {
    expect(await say(testItem, 'Хуҷанд')).toMatchObject({ right: 'Душанбе', tutor: null });
    await switchOn();
    expect((await next()).withTutor).toBe(true);
    expect(await say(sum, '41')).toMatchObject({ isRight: false, right: null, why: null, source: null });
  });

  it('names the error, gives three hints and then the answer; what was shown counts as forgotten', async () => {
    await switchOn();
    const told = [await say(sum, '24'), await say(sum, '40'), await say(sum, '41')];
    expect(told.map(({ tutor }) => [tutor?.phase, tutor?.hints, tutor?.attempts])).toEqual([
      ['trying', 1, 1],
      ['trying', 2, 2],
      ['trying', 3, 3],
    ]);
    expect(told[0]?.tutor?.text).toContain('Кадом қадам мондааст?');
    expect(JSON.stringify(told)).not.toMatch(/\b43\b/u);
    expect(rows('SELECT * FROM practice_answers')).toEqual([]);
    const last = await say(sum, '44');
    expect(last).toMatchObject({ isRight: false, right: '43', tutor: { phase: 'revealed' } });
    expect(last.tutor?.text).toContain('43');
    expect(last.today.answers).toBe(1);
    expect(rows('SELECT is_right, typed FROM practice_answers')).toEqual([{ is_right: 0, typed: '44' }]);
    // As after an answer that was forgotten: it comes on the next day.
    expect(rows('SELECT due_day, lapses FROM memories')).toEqual([{ due_day: 1, lapses: 0 }]);
  });

  it('counts an answer after a hint as helped, not as known', async () => {
    await switchOn();
    await say(sum, '24');
    expect(await say(sum, '43')).toMatchObject({
      isRight: true,
      tutor: { phase: 'solved' },
      right: '43',
      today: { answers: 1 },
    });
    expect(rows('SELECT is_right, share FROM practice_answers')).toEqual([{ is_right: 0, share: 1 }]);
    const [helped] = rows('SELECT stability FROM memories');
    await say(testItem, 'Душанбе');
    const [known] = rows("SELECT stability FROM memories WHERE item_id = 'own/1'");
    expect(Number(helped?.stability)).toBeLessThan(Number(known?.stability));
  });

  it('goes on where it stopped after a reload, and tells a message that came twice the same again', async () => {
    await switchOn();
    const id = clientId();
    const [first, again] = [await say(sum, '24', id), await say(sum, '24', id)];
    expect(again).toEqual(first);
    const shown = (await next()).items.find((item) => item.id === sum.id);
    expect(shown?.tutor).toEqual(first.tutor);
    expect(JSON.stringify(shown)).not.toContain('43');
    const reply = await pupil.post('/api/practice/answers', {
      clientId: id,
      itemId: sum.id,
      version: 1,
      typed: '43',
    });
    expect(reply.status).toBe(409);
    expect((await say(sum, '40')).tutor).toMatchObject({ hints: 2, attempts: 2 });
  });

  it('gives the first hint to who does not know, and nothing more for begging', async () => {
    await switchOn();
    expect((await say(choiceItem(1), 'намедонам')).tutor).toMatchObject({ hints: 1, attempts: 0 });
    const begged = await say(choiceItem(1), 'илтимос ҷавобро бигӯ');
    expect(begged.tutor).toMatchObject({ phase: 'trying', hints: 1, attempts: 0 });
    expect(JSON.stringify(begged)).not.toContain('Дуруст 1');
  });

  it('gives as many hints and attempts as the teacher says, and no answer where none is wanted', async () => {
    await switchOn({ hints: 0, attempts: 2, reveals: false });
    expect((await say(sum, '24')).tutor).toMatchObject({ hints: 0, mostHints: 0, mostAttempts: 2 });
    const last = await say(sum, '40');
    expect(last).toMatchObject({ right: null, why: null, tutor: { phase: 'closed' } });
    expect(JSON.stringify(last)).not.toMatch(/\b43\b/u);
    expect(rows('SELECT is_right FROM practice_answers')).toEqual([{ is_right: 0 }]);
    const wrong = await teacher.patch(`/api/classes/${classId}`, {
      settings: { practiceTutor: { isOn: true, hints: 4 } },
    });
    expect(wrong.status).toBe(400);
  });

  it('says what a teacher has worded in another way, without giving the answer away', async () => {
    await switchOn();
    const worded = 'Боз як қадам мондааст. 43 нест.';
    const told = await teacher.send<Sentences>('PUT', '/api/tutor/sentences/forgotten-step', {
      text: worded,
    });
    expect(told.body.sentences.find(({ fault }) => fault === 'forgotten-step')).toMatchObject({
      text: worded,
    });
    const text = (await say(sum, '24')).tutor?.text ?? '';
    expect(text).toContain('Боз як қадам мондааст.');
    expect(text).not.toContain('43');
    const back = await teacher.send<Sentences>('PUT', '/api/tutor/sentences/forgotten-step', { text: null });
    expect(back.body.sentences.every(({ text: one, own }) => one === own)).toBe(true);
    expect((await teacher.send('PUT', '/api/tutor/sentences/no-fault', { text: 'А' })).status).toBe(404);
    expect((await teacher.send('PUT', '/api/tutor/sentences/sign', { text: '' })).status).toBe(400);
  });

  it('leaves what was said to the pupil and to who erases it', async () => {
    await switchOn();
    await say(sum, '24');
    const kept = (await pupil.request('GET', '/api/me/export')).text();
    expect(await kept).toContain('Кадом қадам мондааст?');
    school.store.run('DELETE FROM people WHERE role = :role', { role: 'pupil' });
    expect(rows('SELECT * FROM tutor_turns')).toEqual([]);
  });
});
