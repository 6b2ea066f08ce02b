import { z } from 'zod';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Item, itemBankOf } from '../../practice/index.ts';
import { findClass, type SchoolClass, teaches } from '../classes/class.ts';
import { testSettingsSchema } from '../contract/practice/tests.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound, SchoolError } from '../school-error.ts';
import { newId } from '../secrets.ts';
import { chooseTestItems, type TestChoice } from './choose-items.ts';
import { isForPupil } from './form-of-pupil.ts';

export type TestSettings = z.output<typeof testSettingsSchema>;

/** A test of a class: its questions are fixed, with their versions. */
export interface ClassTest {
  readonly number: number;
  readonly id: string;
  readonly classNumber: number;
  readonly title: string;
  readonly items: readonly (readonly [id: string, version: number])[];
  readonly settings: TestSettings;
  readonly createdAt: number;
}

interface TestRow {
  readonly number: number;
  readonly id: string;
  readonly class_number: number;
  readonly title: string;
  readonly items: string;
  readonly settings: string;
  readonly created_at: number;
}

const itemsSchema = z.array(z.tuple([z.string(), z.int()]));

/** The tests of a class, the latest first. */
export function listTests(store: Store, classNumber: number): ClassTest[] {
  return store
    .all<TestRow>('SELECT * FROM tests WHERE class_number = :class ORDER BY number DESC', {
      class: classNumber,
    })
    .map(toTest);
}

/** A test of a class that the person teaches. @throws SchoolError `not-found`. */
export function testOf(store: Store, person: Person, id: string): ClassTest {
  const row = store.get<TestRow>('SELECT * FROM tests WHERE id = :id', { id });
  if (!row || !teaches(store, person, row.class_number)) throw notFound('test');
  return toTest(row);
}

/** A test of the pupil's own class. @throws SchoolError `not-found`, also for a form of a study that is not theirs. */
export function ownTest(store: Store, person: Person, id: string): ClassTest {
  const row = store.get<TestRow>('SELECT * FROM tests WHERE id = :id AND class_number = :class', {
    id,
    class: person.classNumber,
  });
  if (!row || !isForPupil(store, row, person)) throw notFound('test');
  return toTest(row);
}

const keptTests = 30;
/** Questions of the tests that are being written: a class sends thirty answers at once, and a version never changes. */
const readItems = new WeakMap<Store, Map<string, Item[]>>();

/** The questions of a test, in its order. */
export function itemsOfTest(store: Store, { id: testId, items }: ClassTest): Item[] {
  const kept = readItems.get(store) ?? new Map<string, Item[]>();
  readItems.set(store, kept);
  const known = kept.get(testId);
  if (known) return known;
  const bank = itemBankOf(store);
  const read = items.map(([id, version]) => {
    const item = bank.get(id, version);
    if (!item) throw new Error(`The question "${id}" of a test has no version ${version}.`);
    return item;
  });
  const [oldest] = kept.keys();
  if (kept.size >= keptTests && oldest !== undefined) kept.delete(oldest);
  kept.set(testId, read);
  return read;
}

/**
 * Makes a test; the same client id makes it once.
 * @throws SchoolError `bad-request` where the bank has too few approved questions.
 */
export function addTest(
  { store, clock }: School,
  schoolClass: SchoolClass,
  wanted: {
    readonly clientId: string;
    readonly title: string;
    readonly settings: TestSettings;
    readonly choice: TestChoice;
  },
): ClassTest {
  checkTimes(wanted.settings);
  return store.transaction(() => {
    const known = store.get<TestRow>(
      'SELECT * FROM tests WHERE class_number = :class AND client_id = :clientId',
      { class: schoolClass.number, clientId: wanted.clientId },
    );
    if (known) return toTest(known);
    const items = chooseTestItems(store, wanted.choice, wanted.clientId);
    const id = newId();
    store.run(
      `INSERT INTO tests (id, class_number, client_id, title, items, settings, created_at)
       VALUES (:id, :class, :clientId, :title, :items, :settings, :now)`,
      {
        id,
        class: schoolClass.number,
        clientId: wanted.clientId,
        title: wanted.title,
        items: JSON.stringify(items.map((item) => [item.id, item.version])),
        settings: JSON.stringify(wanted.settings),
        now: clock(),
      },
    );
    return toTest(store.get<TestRow>('SELECT * FROM tests WHERE id = :id', { id }) as TestRow);
  });
}

/** @throws SchoolError `bad-request` where it would close before it opens. */
export function changeTest(
  store: Store,
  test: ClassTest,
  change: {
    readonly title?: string | undefined;
    readonly settings?: { readonly [Key in keyof TestSettings]?: TestSettings[Key] | undefined } | undefined;
  },
): ClassTest {
  const given = Object.entries(change.settings ?? {}).filter(([, value]) => value !== undefined);
  const settings = parseWith(testSettingsSchema, { ...test.settings, ...Object.fromEntries(given) });
  checkTimes(settings);
  const title = change.title ?? test.title;
  store.run('UPDATE tests SET title = :title, settings = :settings WHERE number = :number', {
    title,
    settings: JSON.stringify(settings),
    number: test.number,
  });
  return { ...test, title, settings };
}

export function removeTest(store: Store, { number }: ClassTest): void {
  store.run('DELETE FROM tests WHERE number = :number', { number });
}

/** Whether pupils may begin now. */
export function isOpen({ settings }: ClassTest, now: number): boolean {
  return now >= settings.opensAt && now < settings.closesAt;
}

/** What teachers see in a list. */
export function testView(store: Store, test: ClassTest) {
  const counts = store.one<{ started: number; finished: number }>(
    'SELECT count(*) AS started, count(submitted_at) AS finished FROM sheets WHERE test_number = :number',
    { number: test.number },
  );
  const { id, title, createdAt, settings, items } = test;
  return {
    ...{ id, title, createdAt, settings },
    classId: findClass(store, 'number = :number', { number: test.classNumber })?.id ?? '',
    itemCount: items.length,
    ...counts,
  };
}

function checkTimes({ opensAt, closesAt }: TestSettings): void {
  if (opensAt < closesAt) return;
  throw new SchoolError('bad-request', 'A test closes after it opens.', { place: 'closesAt' });
}

function toTest(row: TestRow): ClassTest {
  const source = { family: 'corrupt', file: `test ${row.id}` } as const;
  return {
    number: row.number,
    id: row.id,
    classNumber: row.class_number,
    title: row.title,
    items: parseWith(itemsSchema, parseJson(row.items, source), source),
    settings: parseWith(testSettingsSchema, parseJson(row.settings, source), source),
    createdAt: row.created_at,
  };
}
