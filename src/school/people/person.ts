import type { AnswerScript, PageLanguage, Role } from '../contract/people.ts';
import { earlierNameKey, nameKey } from '../database/name-key.ts';
import type { Store } from '../database/store.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';
import { newId } from '../secrets.ts';

/** Somebody known to the server. */
export interface Person {
  readonly number: number;
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly classNumber: number | null;
  readonly secret: string | null;
  readonly mustChangePassword: boolean;
  readonly script: AnswerScript;
  readonly language: PageLanguage | null;
  readonly createdAt: number;
  readonly lastSeenAt: number | null;
}

interface PersonRow {
  readonly number: number;
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly class_number: number | null;
  readonly secret: string | null;
  readonly must_change_password: number;
  readonly script: AnswerScript;
  readonly language: PageLanguage | null;
  readonly created_at: number;
  readonly last_seen_at: number | null;
}

/** The person that a condition on `people` names. */
export function findPerson(
  store: Store,
  condition: string,
  parameters: Parameters<Store['get']>[1],
): Person | undefined {
  const row = store.get<PersonRow>(`SELECT * FROM people WHERE ${condition}`, parameters);
  return row && toPerson(row);
}

/** @throws Error when nobody has this number: a row that refers to a person keeps them. */
export function personOfNumber(store: Store, number: number): Person {
  const person = findPerson(store, 'number = :number', { number });
  if (!person) throw new Error(`There is no person ${number}.`);
  return person;
}

export function listPeople(
  store: Store,
  condition: string,
  parameters: Parameters<Store['get']>[1],
): Person[] {
  return store.all<PersonRow>(`SELECT * FROM people WHERE ${condition}`, parameters).map(toPerson);
}

/**
 * Adds a person.
 * @throws SchoolError `already-used` when the name is taken: among a class's pupils, or among the staff.
 */
export function addPerson(
  { store, clock }: School,
  person: {
    readonly role: Role;
    readonly name: string;
    readonly classNumber?: number | undefined;
    readonly secret?: string | undefined;
    readonly mustChangePassword?: boolean | undefined;
  },
): Person {
  const id = newId();
  checkNameIsFree(store, person.name, person.classNumber);
  store.run(
    `INSERT INTO people (id, role, name, name_key, class_number, secret, must_change_password, created_at)
     VALUES (:id, :role, :name, :key, :class, :secret, :change, :now)`,
    {
      id,
      role: person.role,
      name: person.name,
      key: nameKey(person.name),
      class: person.classNumber ?? null,
      secret: person.secret ?? null,
      change: person.mustChangePassword ? 1 : 0,
      now: clock(),
    },
  );
  return findPerson(store, 'id = :id', { id }) as Person;
}

/** @throws SchoolError `already-used`; `except` is the person who may keep the name. */
export function checkNameIsFree(
  store: Store,
  name: string,
  classNumber?: number | null,
  except?: number,
): void {
  const taken = store.get<{ number: number }>(
    'SELECT number FROM people WHERE name_key = :key AND class_number IS :class AND number IS NOT :except',
    { key: nameKey(name), class: classNumber ?? null, except: except ?? null },
  );
  if (!taken) return;
  throw new SchoolError('already-used', `The name "${name}" is taken.`, { remedy: 'Choose another name.' });
}

/** The person whom a typed name means, among those that a condition on `people` allows. */
export function findByName(
  store: Store,
  name: string,
  condition: string,
  parameters: Parameters<Store['get']>[1] = {},
): Person | undefined {
  // Names that were let in before look-alikes were compared may differ by the earlier key only.
  return [earlierNameKey(name), nameKey(name)]
    .map((key) => findPerson(store, `name_key = :key AND ${condition}`, { ...parameters, key }))
    .find((person) => person !== undefined);
}

/** Gives a person another name. @throws SchoolError `already-used`. */
export function renamePerson(
  store: Store,
  person: Person,
  name: string,
  classNumber = person.classNumber,
): void {
  checkNameIsFree(store, name, classNumber, person.number);
  store.run('UPDATE people SET name = :name, name_key = :key, class_number = :class WHERE number = :number', {
    name,
    key: nameKey(name),
    class: classNumber,
    number: person.number,
  });
}

/** Sets the script of a person's answers and the language of their page. */
export function changeChoices(
  store: Store,
  person: Person,
  choices: { readonly script?: AnswerScript | undefined; readonly language?: PageLanguage | undefined },
): Person {
  store.run('UPDATE people SET script = :script, language = :language WHERE number = :number', {
    script: choices.script ?? person.script,
    language: choices.language ?? person.language,
    number: person.number,
  });
  return personOfNumber(store, person.number);
}

/** Whether anybody has an account: from then on everybody logs in. */
export function hasAccounts(store: Store): boolean {
  return store.get("SELECT 1 FROM people WHERE role = 'administrator' LIMIT 1") !== undefined;
}

/** The person at the machine before any account exists. */
export function localPerson(school: School): Person {
  const known = findPerson(school.store, "role = 'local'", {});
  return known ?? addPerson(school, { role: 'local', name: 'local' });
}

function toPerson(row: PersonRow): Person {
  return {
    number: row.number,
    id: row.id,
    role: row.role,
    name: row.name,
    classNumber: row.class_number,
    secret: row.secret,
    mustChangePassword: row.must_change_password === 1,
    script: row.script,
    language: row.language,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  };
}
