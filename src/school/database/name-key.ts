import { normaliseText, plainTajik } from '../../language/index.ts';
import { foldDigits, withoutLookAlikes } from '../contract/names/look-alikes.ts';
import type { Store } from './store.ts';

/**
 * A name as it is compared: case, Tajik letters, accents, spaces and invisible signs levelled, letters that look alike
 * the same. Two names with one key cannot be told apart on a list.
 */
export function nameKey(name: string): string {
  const bare = name
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\u0640]/gu, '')
    .normalize('NFKC');
  return withoutLookAlikes(plainTajik(normaliseText(foldDigits(bare)).toLowerCase())).toLowerCase();
}

/** The key that versions 1 to 3 of the database kept. */
export function earlierNameKey(name: string): string {
  return plainTajik(normaliseText(name).toLowerCase());
}

/**
 * Gives everybody the present key. Of two whose names look alike and who were let in before, the second one keeps the
 * earlier key: both can still log in with the name as they type it.
 */
export function renewNameKeys(store: Store): void {
  const people = store.all<{ number: number; name: string; class_number: number | null; name_key: string }>(
    'SELECT number, name, class_number, name_key FROM people ORDER BY number',
  );
  const taken = new Set(people.map(({ class_number, name_key }) => `${class_number} ${name_key}`));
  for (const { number, name, class_number, name_key } of people) {
    const key = nameKey(name);
    if (key === name_key || taken.has(`${class_number} ${key}`)) continue;
    taken.add(`${class_number} ${key}`);
    store.run('UPDATE people SET name_key = :key WHERE number = :number', { key, number });
  }
}
