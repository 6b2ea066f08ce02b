import { parseJson, parseWith } from '../../core/schema.ts';
import {
  type ClassSettings,
  classSettingsChangeSchema,
  classSettingsSchema,
} from '../contract/class-settings.ts';
import type { Store } from '../database/store.ts';
import { audit } from '../people/audit.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound } from '../school-error.ts';
import { newDigits, newId } from '../secrets.ts';
import { defaultClassSettings } from './class-settings.ts';

/** A class: what its pupils join with a code and its teachers set. */
export interface SchoolClass {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly joining: boolean;
  readonly settings: ClassSettings;
}

interface ClassRow {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly joining: number;
  readonly settings: string;
}

/** A million codes; `people/attempts.ts` lets nobody try more than a few hundred an hour. */
const codeLength = 6;

export function findClass(
  store: Store,
  condition: string,
  parameters: Parameters<Store['get']>[1],
): SchoolClass | undefined {
  const row = store.get<ClassRow>(`SELECT * FROM classes WHERE ${condition}`, parameters);
  return row && toClass(row);
}

/** The class of a pupil; nobody else has one. */
export function classOfPerson(store: Store, { classNumber }: Person): SchoolClass | undefined {
  if (classNumber === null) return undefined;
  return findClass(store, 'number = :number', { number: classNumber });
}

/** The classes a person teaches; all of them for an administrator. */
export function listClasses(store: Store, person: Person): SchoolClass[] {
  const condition =
    person.role === 'administrator'
      ? ':person IS NOT NULL'
      : 'number IN (SELECT class_number FROM class_teachers WHERE person_number = :person)';
  return store
    .all<ClassRow>(`SELECT * FROM classes WHERE ${condition} ORDER BY name, number`, {
      person: person.number,
    })
    .map(toClass);
}

/**
 * The class of an id, when the person may see to it: its teachers and the administrator.
 * @throws SchoolError `not-found`, also when it is another teacher's.
 */
export function classOf(store: Store, person: Person, id: string): SchoolClass {
  const found = findClass(store, 'id = :id', { id });
  if (!found || !teaches(store, person, found.number)) throw notFound('class');
  return found;
}

/** Whether a person may see to a class. */
export function teaches(store: Store, person: Person, classNumber: number | null): boolean {
  if (classNumber === null) return false;
  if (person.role === 'administrator') return true;
  if (person.role !== 'teacher') return false;
  const found = store.get(
    'SELECT 1 FROM class_teachers WHERE class_number = :class AND person_number = :person',
    {
      class: classNumber,
      person: person.number,
    },
  );
  return found !== undefined;
}

/** Makes a class; a teacher who makes one teaches it. */
export function addClass(school: School, actor: Person, name: string): SchoolClass {
  const { store, clock } = school;
  return store.transaction(() => {
    const id = newId();
    const { inserted } = store.run(
      'INSERT INTO classes (id, name, code, created_at) VALUES (:id, :name, :code, :now)',
      { id, name, code: freeCode(store), now: clock() },
    );
    if (actor.role === 'teacher') addTeacher(store, inserted, actor.number);
    audit(school, actor, 'class-added', id, name);
    return findClass(store, 'id = :id', { id }) as SchoolClass;
  });
}

/** Removes a class with its pupils and everything they wrote. */
export function removeClass(store: Store, { number }: SchoolClass): void {
  store.run('DELETE FROM classes WHERE number = :number', { number });
}

export function addTeacher(store: Store, classNumber: number, personNumber: number): void {
  store.run('INSERT OR IGNORE INTO class_teachers (class_number, person_number) VALUES (:class, :person)', {
    class: classNumber,
    person: personNumber,
  });
}

export function removeTeacher(store: Store, classNumber: number, personNumber: number): void {
  store.run('DELETE FROM class_teachers WHERE class_number = :class AND person_number = :person', {
    class: classNumber,
    person: personNumber,
  });
}

/** Gives a class a new join code: the old one, which may have got round, no longer works. */
export function renewCode({ store }: School, number: number): void {
  store.run('UPDATE classes SET code = :code WHERE number = :number', { code: freeCode(store), number });
}

export function changeClass(
  { store }: School,
  found: SchoolClass,
  change: {
    readonly name?: string | undefined;
    readonly joining?: boolean | undefined;
    readonly settings?:
      | { readonly [Key in keyof ClassSettings]?: ClassSettings[Key] | undefined }
      | undefined;
  },
): void {
  const given = Object.entries(change.settings ?? {}).filter(([, value]) => value !== undefined);
  const settings = parseWith(classSettingsSchema, { ...found.settings, ...Object.fromEntries(given) });
  store.run(
    'UPDATE classes SET name = :name, joining = :joining, settings = :settings WHERE number = :number',
    {
      name: change.name ?? found.name,
      joining: (change.joining ?? found.joining) ? 1 : 0,
      settings: JSON.stringify(settings),
      number: found.number,
    },
  );
}

/** What a class's page shows. */
export function classView(store: Store, { number, id, name, code, joining, settings }: SchoolClass) {
  const counted = store.one<{ count: number }>(
    'SELECT count(*) AS count FROM people WHERE class_number = :number',
    { number },
  );
  const teachers = store.all<{ id: string; name: string }>(
    `SELECT id, name FROM people JOIN class_teachers ON person_number = number
     WHERE class_teachers.class_number = :number ORDER BY name`,
    { number },
  );
  return { id, name, code, joining, pupilCount: counted.count, teachers, settings };
}

function freeCode(store: Store): string {
  for (;;) {
    const code = newDigits(codeLength);
    if (!findClass(store, 'code = :code', { code })) return code;
  }
}

function toClass(row: ClassRow): SchoolClass {
  const source = { family: 'corrupt', file: `classes.settings of ${row.id}` } as const;
  const changed = parseWith(classSettingsChangeSchema, parseJson(row.settings, source), source);
  const settings = parseWith(classSettingsSchema, { ...defaultClassSettings, ...changed }, source);
  return {
    number: row.number,
    id: row.id,
    name: row.name,
    code: row.code,
    joining: row.joining === 1,
    settings,
  };
}
