import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Feedback, Item, Practice, ReplyOf } from '../contract/index.ts';
import { addTextBook, testArticle } from '../testing/test-books.ts';
import { addTeacherWithClass, clientId, join, setUp } from '../testing/test-people.ts';
import { choiceItem, newTest, orderItem, testItem } from '../testing/test-practice.ts';
import { type Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';

type Next = ReplyOf<'GET /api/practice/items'>;
type Drafts = ReplyOf<'GET /api/items/drafts'>;

const dayMs = 24 * 60 * 60_000;
let school: TestSchool;
let teacher: Browser;
let pupil: Browser;
let classId: string;
let time: { now: number };

beforeEach(async () => {
  time = { now: Date.UTC(2026, 10, 2, 6) };
  school = openTestSchool({ time });
  const made = await addTeacherWithClass(school, await setUp(school), 'Аниса');
  teacher = made.teacher;
  classId = made.schoolClass.id;
  ({ pupil } = await join(school, made.schoolClass.code, 'Заррина'));
});

afterEach(async () => {
  expect(school.contractBreaks).toEqual([]);
  await school.close();
});

const save = (item: Item) => teacher.post<{ item: Item }>('/api/items', { item });
const next = async (query = '') => (await pupil.get<Next>(`/api/practice/items?${query}`)).body;
const overview = async () => (await pupil.get<Practice>('/api/practice')).body;
const answer = (item: { id: string; version: number }, typed: string, id = clientId()) =>
  pupil.post<Feedback>('/api/practice/answers', {
    clientId: id,
    itemId: item.id,
    version: item.version,
    typed,
  });
const countOf = (table: string) =>
  school.store.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count;

describe('practice', () => {
  it('asks what teachers have approved, without the key, and nothing else', async () => {
    await save(testItem);
    await save({ ...choiceItem(1), status: 'draft' });
    const { items } = await next();
    expect(items.map(({ id }) => id)).toEqual([testItem.id]);
    expect(JSON.stringify(items)).not.toContain('Душанбе');
    expect((await answer(choiceItem(1), 'A')).status).toBe(404);
  });

  it('tells at once what was understood, the reason, and when it is right', async () => {
    await save(testItem);
    const wrong = await answer(testItem, 'Хучанд');
    expect(wrong.body).toMatchObject({
      isRight: false,
      right: 'Душанбе',
      why: 'Душанбе аз соли 1924 пойтахт аст.',
    });
    const right = await answer(testItem, 'dushanbe');
    expect(right.body).toMatchObject({ isRight: true, today: { answers: 2, streak: 1 } });
    expect(right.body.understood).not.toBeNull();
  });

  it('counts an answer once, however often it is sent, and tells the same again', async () => {
    await save(testItem);
    const id = clientId();
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => answer(testItem, 'Душанбе', id)));
    expect(second?.body).toEqual(first?.body);
    expect(third?.body).toEqual(first?.body);
    expect(countOf('practice_answers')).toBe(1);
    expect((await answer(testItem, 'Хуҷанд', id)).status).toBe(409);
  });

  it('does not count what it cannot read', async () => {
    await save(choiceItem(1));
    const { body } = await answer(choiceItem(1), 'A ё B');
    expect(body).toMatchObject({ understood: null, right: null, today: { answers: 0 } });
    expect(countOf('practice_answers')).toBe(0);
  });

  it('asks again when the memory fades, and no more than the budget of the day', async () => {
    for (let number = 1; number <= 30; number += 1) await save(choiceItem(number));
    for (let turn = 0; turn < 6; turn += 1) {
      const [item] = (await next('limit=1')).items;
      if (!item) throw new Error('nothing to practise');
      await answer(item, turn === 0 ? 'B' : 'A');
    }
    // Six new ones a day; what is known waits, what was wrong comes tomorrow.
    expect((await next()).items).toEqual([]);
    expect((await next('more=1')).items.length).toBeGreaterThan(0);
    time.now += dayMs;
    const { items, today } = await next('limit=20');
    expect(today).toMatchObject({ answers: 0, due: 1, streak: 1 });
    expect(items).toHaveLength(7);
    time.now += 14 * dayMs;
    expect((await next()).today.due).toBeLessThanOrEqual(6);
    expect((await overview()).topics).toMatchObject([{ items: 30, seen: 6 }]);
  });

  it('knows weak topics and asks in them alone when the pupil wants', async () => {
    for (let number = 1; number <= 10; number += 1)
      await save(choiceItem(number, number <= 5 ? 'Дарёҳо' : 'Кӯҳҳо'));
    for (let number = 1; number <= 10; number += 1) await answer(choiceItem(number), number <= 5 ? 'B' : 'A');
    expect((await overview()).weak).toEqual([{ subject: 'География', topic: 'Дарёҳо' }]);
    time.now += dayMs;
    const { items } = await next('weak=1&limit=20');
    expect(new Set(items.map(({ topic }) => topic))).toEqual(new Set(['Дарёҳо']));
  });

  it('shows the work that a teacher gave, and how much of it is done', async () => {
    await save(testItem);
    await save(choiceItem(1));
    const work = { clientId: clientId(), subject: 'География', topic: 'Кӯҳҳо', dueAt: time.now + dayMs };
    await teacher.post(`/api/classes/${classId}/assignments`, work);
    await teacher.post(`/api/classes/${classId}/assignments`, work);
    const [given] = (await overview()).assignments;
    expect(given).toMatchObject({ topic: 'Кӯҳҳо', items: 1, seen: 0 });
    expect((await next(`assignment=${given?.id}`)).items.map(({ id }) => id)).toEqual(['choice/001']);
    await answer(choiceItem(1), 'A');
    expect((await overview()).assignments).toMatchObject([{ items: 1, seen: 1 }]);
    const seen = await teacher.get(`/api/classes/${classId}/practice`);
    expect(seen.body).toMatchObject({
      assignments: [{ finished: 1 }],
      pupils: [{ nickname: 'Заррина', answers: 1, right: 1, days: 1 }],
    });
  });

  it('and the chat rest while somebody of the class writes a test', async () => {
    await save(testItem);
    const made = await teacher.post<{ id: string }>(
      `/api/classes/${classId}/tests`,
      newTest(time.now, { chatClosed: true }),
    );
    expect((await next()).items).toHaveLength(1);
    await pupil.post(`/api/my-tests/${made.body.id}/start`);
    expect(await pupil.get('/api/practice/items')).toMatchObject({
      status: 403,
      body: { error: { code: 'test-under-way' } },
    });
    expect((await answer(testItem, 'Душанбе')).status).toBe(403);
    expect((await overview()).isClosed).toBe(true);
    const conversation = await pupil.post<{ id: string }>('/api/conversations', { clientId: clientId() });
    const question = { clientId: clientId(), parentId: null, text: 'Пойтахт?' };
    const asked = await pupil.post(`/api/conversations/${conversation.body.id}/questions`, question);
    expect(asked).toMatchObject({ status: 403, body: { error: { code: 'test-under-way' } } });
    await pupil.post(`/api/my-tests/${made.body.id}/submit`);
    expect((await next()).items).toHaveLength(1);
  });
});

describe('the bank of questions', () => {
  it('gives a changed question the next version and refuses a change of an older one', async () => {
    await save(testItem);
    const { body } = await save({ ...testItem, question: 'Пойтахти кишвар?' });
    expect(body.item).toMatchObject({ version: 2, author: 'Аниса' });
    expect((await save({ ...testItem, question: 'Дигар?' })).status).toBe(409);
    // What a pupil has before their eyes is graded as it was asked.
    expect((await answer(testItem, 'Душанбе')).body.isRight).toBe(true);
  });

  it('takes the starter questions once, as drafts', async () => {
    const first = await teacher.post<{ added: number }>('/api/items/starter');
    expect(first.body.added).toBe(1444);
    await teacher.post('/api/items/status', { ids: ['astronomy/moon-phases/4'], status: 'approved' });
    expect((await teacher.post('/api/items/starter')).body).toEqual({ added: 0 });
    const { items } = await next('limit=20');
    expect(items.map(({ id }) => id)).toEqual(['astronomy/moon-phases/4']);
    const list = await teacher.get<{ total: number; items: Item[]; more: boolean }>(
      '/api/items?status=draft&limit=30',
    );
    expect(list.body).toMatchObject({ total: 1443, more: true });
    expect(list.body.items).toHaveLength(30);
  });

  it('makes drafts from a book beside its answers, once, and stops when it is told to', async () => {
    const houses = ['театр', 'китобхона', 'донишгоҳ', 'осорхона'];
    const articles = [1925, 1931, 1940, 1952].map((year, place) => ({
      ...testArticle,
      id: `test/${year}`,
      title: `Соли ${year}`,
      text: [`Соли ${year} дар шаҳри Душанбе ${houses[place]}и нав кушода шуд.`],
    }));
    const lines = articles.map((one) => JSON.stringify(one)).join('\n');
    const book = await addTextBook(school, 'years.jsonl', lines, 'Таърих');
    const job = async () => (await teacher.get<Drafts>('/api/items/drafts')).body.job;
    expect(await job()).toBeNull();
    const begun = await teacher.post<Drafts>('/api/items/drafts', { bookId: book.id });
    expect(begun.body.job).toMatchObject({ title: 'Таърих', state: 'running', added: 0 });
    await expect.poll(async () => (await job())?.state).toBe('done');
    const { added = 0 } = (await job()) ?? {};
    expect(added).toBeGreaterThan(0);
    await teacher.post('/api/items/drafts', { bookId: book.id });
    await expect.poll(async () => (await job())?.state).toBe('done');
    expect(await job()).toMatchObject({ added: 0 });
    await teacher.post('/api/items/drafts', { bookId: book.id });
    expect((await teacher.send('DELETE', '/api/items/drafts')).status).toBe(204);
    expect(await job()).toBeNull();
    const { body } = await teacher.get<{ total: number }>('/api/items?status=draft');
    expect(body.total).toBe(added);
  });

  it('reads a file, lists what it cannot carry, and writes one', async () => {
    const gift = Buffer.from('::як:: 2+2? {#4}\n\n::эссе:: Нависед {}\n').toString('base64');
    const body = { fileName: 'q.gift', base64: gift, subject: 'Математика', status: 'approved' };
    const told = await teacher.post<{ added: number; losses: { isWhole: boolean }[] }>(
      '/api/items/import',
      body,
    );
    expect(told.body).toMatchObject({ added: 1, known: 0, losses: [{ isWhole: true }] });
    expect((await teacher.post('/api/items/import', body)).body).toMatchObject({ added: 0, known: 1 });
    await save(orderItem);
    const losses = await teacher.get('/api/items/losses?format=gift');
    expect(losses.body).toMatchObject({ items: 2, losses: [{ where: 'own/order', isWhole: true }] });
    const written = await teacher.request('GET', '/api/items/export?format=jsonl');
    expect((await written.text()).trim().split('\n')).toHaveLength(2);
    expect((await teacher.post('/api/items/import', { ...body, base64: '//8=' })).status).toBe(400);
  });
});
