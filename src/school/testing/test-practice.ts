import type { Item } from '../../practice/index.ts';
import { clientId } from './test-people.ts';
import type { Browser, TestSchool } from './test-school.ts';

const common = {
  version: 1,
  status: 'approved',
  subject: 'География',
  grade: 8,
  source: null,
  author: 'омӯзгор',
} as const;

/** An approved question of every school of the tests. */
export const testItem: Item = {
  ...common,
  id: 'own/1',
  topic: 'Шаҳрҳо',
  question: 'Пойтахти Тоҷикистон кадом шаҳр аст?',
  why: 'Душанбе аз соли 1924 пойтахт аст.',
  kind: 'short-text',
  answers: ['Душанбе'],
};

/** An order question, which GIFT cannot carry. */
export const orderItem: Item = {
  ...common,
  id: 'own/order',
  topic: 'Шаҳрҳо',
  question: 'Аз калон ба хурд',
  why: null,
  kind: 'order',
  parts: ['Хуҷанд', 'Душанбе'],
  answer: [1, 0],
};

/** A choice question with a number in its name; the first option is right. */
export function choiceItem(number: number, topic = 'Кӯҳҳо'): Item {
  return {
    ...common,
    id: `choice/${String(number).padStart(3, '0')}`,
    topic,
    question: `Саволи ${number}: кадомаш дуруст аст?`,
    why: null,
    kind: 'single-choice',
    options: [`Дуруст ${number}`, `Якум ${number}`, `Дуюм ${number}`, `Сеюм ${number}`],
    answer: 0,
  };
}

/** The body that makes a test of the one question, open for an hour from now. */
export function newTest(now: number, settings: Readonly<Record<string, unknown>> = {}) {
  return {
    clientId: clientId(),
    title: 'Санҷиши якум',
    settings: {
      order: 'same',
      opensAt: now - 1000,
      closesAt: now + 3_600_000,
      minutes: 20,
      chatClosed: false,
      results: 'at-once',
      ...settings,
    },
    choice: { by: 'items', itemIds: [testItem.id] },
  };
}

/** Puts the question into the bank, gives the class work and makes a test. */
export async function addPractice(school: TestSchool, teacher: Browser, classId: string) {
  await teacher.post('/api/items', { item: testItem });
  const work = { clientId: clientId(), subject: 'География', topic: null, dueAt: null };
  const given = await teacher.post<{ assignments: { id: string }[] }>(
    `/api/classes/${classId}/assignments`,
    work,
  );
  const made = await teacher.post<{ id: string }>(`/api/classes/${classId}/tests`, newTest(school.time.now));
  if (made.status !== 201) throw new Error(`test: ${JSON.stringify(made.body)}`);
  return { testId: made.body.id, workId: given.body.assignments[0]?.id ?? '' };
}
