import { type Item, itemBankOf, readStarterItems } from '../../practice/index.ts';
import type { Store } from '../database/store.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';

/** Which questions are meant; a key that is left out does not restrict. */
export interface ItemChoice {
  readonly status?: Item['status'] | undefined;
  readonly subject?: string | undefined;
  readonly topic?: string | undefined;
}

interface ListChoice extends ItemChoice {
  readonly search?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Questions by id; `total` counts all that fit. */
export function listItems(store: Store, choice: ListChoice) {
  const values = {
    status: choice.status ?? null,
    subject: choice.subject ?? null,
    topic: choice.topic ?? null,
    search: choice.search ?? null,
  };
  const where = `newest = 1 AND (:status IS NULL OR status = :status) AND (:subject IS NULL OR subject = :subject)
    AND (:topic IS NULL OR topic = :topic) AND (:search IS NULL OR instr(content, :search) > 0)`;
  const ids = store.all<{ id: string }>(
    `SELECT id FROM item WHERE ${where} AND id > :after ORDER BY id LIMIT :limit`,
    { ...values, after: choice.after ?? '', limit: choice.limit + 1 },
  );
  const total = store.one<{ count: number }>(`SELECT count(*) AS count FROM item WHERE ${where}`, values);
  const items = ids.slice(0, choice.limit).map(({ id }) => itemOf(store, id));
  return { items, total: total.count, more: ids.length > choice.limit };
}

/** All questions of a choice. */
export function itemsOf(store: Store, { status, subject, topic }: ItemChoice): Item[] {
  return itemBankOf(store).list({
    ...(status !== undefined && { status }),
    ...(subject !== undefined && { subject }),
    ...(topic !== undefined && { topic }),
  });
}

/** @throws SchoolError `not-found`. */
export function itemOf(store: Store, id: string, version?: number): Item {
  const item = itemBankOf(store).get(id, version);
  if (!item) throw new SchoolError('not-found', `There is no question "${id}".`);
  return item;
}

/** Subjects and topics with the number of questions in each state. */
export function itemTopics(store: Store) {
  return store.all<{
    subject: string;
    topic: string | null;
    draft: number;
    approved: number;
    retired: number;
  }>(
    `SELECT subject, topic, count(*) FILTER (WHERE status = 'draft') AS draft,
       count(*) FILTER (WHERE status = 'approved') AS approved,
       count(*) FILTER (WHERE status = 'retired') AS retired
     FROM item WHERE newest = 1 GROUP BY subject, topic ORDER BY subject, topic`,
  );
}

/**
 * Writes a new question, or a changed one as its next version; the version of `given` is the one that was changed. A
 * pupil's results keep the version that they answered.
 * @throws SchoolError `already-used` when somebody has changed it meanwhile.
 */
export function saveItem({ store }: School, person: Person, given: Item): Item {
  const bank = itemBankOf(store);
  return store.transaction(() => {
    const known = bank.get(given.id);
    if (!known) {
      const item = { ...given, version: 1, author: person.name };
      bank.put([item]);
      return item;
    }
    if (known.version !== given.version) {
      throw new SchoolError('already-used', 'Somebody has changed this question meanwhile.', {
        remedy: 'Load it again.',
      });
    }
    const isSame =
      JSON.stringify({ ...known, status: '', author: '' }) ===
      JSON.stringify({ ...given, status: '', author: '' });
    const item = isSame
      ? { ...known, status: given.status }
      : { ...given, version: known.version + 1, author: person.name };
    bank.put([item]);
    return item;
  });
}

/** Approves, retires or takes back; returns how many were changed. Ids that are not there are left out. */
export function setItemStatus({ store }: School, ids: readonly string[], status: Item['status']): number {
  const bank = itemBankOf(store);
  return store.transaction(() => {
    const changed = ids
      .map((id) => bank.get(id))
      .filter((item) => item !== undefined && item.status !== status)
      .map((item) => ({ ...item, status }) as Item);
    bank.put(changed);
    return changed.length;
  });
}

/** Adds questions that are not there yet; returns how many. */
export function addItems({ store }: School, items: readonly Item[]): number {
  const bank = itemBankOf(store);
  return store.transaction(() => {
    const fresh = items.filter(({ id }) => bank.get(id) === undefined);
    bank.put(fresh);
    return fresh.length;
  });
}

/** Puts the questions that come with Soro into the bank, as drafts. */
export function addStarterItems(school: School): number {
  return addItems(school, readStarterItems().items);
}
