import { z } from 'zod';
import { nicknameSchema, type Pin, pinSchema } from '../contract/people.ts';
import type { Store } from '../database/store.ts';
import { beginAttempt, forgetAttempts, lockedForMs } from '../people/attempts.ts';
import { audit } from '../people/audit.ts';
import { pupilSubject } from '../people/log-in.ts';
import { hashPassword } from '../people/passwords.ts';
import { addPerson, checkNameIsFree, findPerson, listPeople, type Person } from '../people/person.ts';
import { drawPin, pinText } from '../people/pins.ts';
import { inLine, readCsv, wrongLine } from '../people/read-csv.ts';
import { endSessions } from '../people/sessions.ts';
import type { School } from '../school.ts';
import { notAllowed, notFound } from '../school-error.ts';
import { findClass, type SchoolClass, teaches } from './class.ts';

/** A pupil counts as present for this long after the last request. */
const presentMs = 5 * 60_000;
const mostPupils = 500;

/** @throws SchoolError `not-found`, also for a pupil of another teacher's class. */
export function pupilOf(store: Store, person: Person, id: string): Person {
  const pupil = findPerson(store, "id = :id AND role = 'pupil'", { id });
  if (!pupil || !teaches(store, person, pupil.classNumber)) throw notFound('pupil');
  return pupil;
}

export function listPupils(store: Store, classNumber: number): Person[] {
  return listPeople(store, 'class_number = :class ORDER BY name_key, number', { class: classNumber });
}

export async function addPupil(
  school: School,
  found: SchoolClass,
  { nickname, pin }: { readonly nickname: string; readonly pin: Pin },
): Promise<Person> {
  checkRoom(school.store, found.number, 1);
  checkNameIsFree(school.store, nickname, found.number);
  const secret = await hashPassword(pinText(pin));
  return addPerson(school, { role: 'pupil', name: nickname, classNumber: found.number, secret });
}

/**
 * A pupil makes an account with the class's code.
 * @throws SchoolError `not-found` for a wrong code (counted, so that codes cannot be tried out), `not-allowed` when
 * the class takes nobody, `already-used`.
 */
export async function joinClass(
  school: School,
  { code, nickname, pin }: { readonly code: string; readonly nickname: string; readonly pin: Pin },
  address: string,
): Promise<Person> {
  const found = classOfCode(school, code, address);
  if (!found.joining) throw notAllowed('This class takes no new pupils; ask the teacher.');
  const pupil = await addPupil(school, found, { nickname, pin });
  audit(school, pupil, 'join', pupil.id, found.id);
  return pupil;
}

/** @throws SchoolError `not-found`, `too-many-attempts`. */
export function classOfCode(school: School, code: string, address: string): SchoolClass {
  const found = findClass(school.store, 'code = :code', { code: code.toUpperCase() });
  if (found) return found;
  beginAttempt(school, [`address:${address}`]);
  throw notFound('class');
}

const csvRowSchema = z.strictObject({ nickname: nicknameSchema, pin: z.string().default('') });

/**
 * Adds the pupils of a table with the columns nickname and pin (four names of pictures; empty: drawn).
 * @throws SchoolError `bad-request` that names the line; nobody is added then.
 */
export async function importPupils(
  school: School,
  found: SchoolClass,
  csv: string,
): Promise<{ readonly pupil: Person; readonly pin: Pin }[]> {
  const rows = readCsv(csv, csvRowSchema).map(({ line, value }) => ({
    line,
    nickname: value.nickname,
    pin: value.pin === '' ? drawPin() : readPin(line, value.pin),
  }));
  checkRoom(school.store, found.number, rows.length);
  const secrets = await Promise.all(rows.map(({ pin }) => hashPassword(pinText(pin))));
  return school.store.transaction(() =>
    rows.map(({ line, nickname, pin }, index) => {
      const person = {
        role: 'pupil',
        name: nickname,
        classNumber: found.number,
        secret: secrets[index],
      } as const;
      return { pupil: inLine(line, () => addPerson(school, person)), pin };
    }),
  );
}

/** Gives a pupil a new PIN, ends the sessions with the old one and lifts the lock. */
export async function resetPin(school: School, pupil: Person, pin: Pin): Promise<void> {
  const secret = await hashPassword(pinText(pin));
  school.store.transaction(() => {
    school.store.run('UPDATE people SET secret = :secret WHERE number = :number', {
      secret,
      number: pupil.number,
    });
    endSessions(school, pupil);
    forgetAttempts(school, pupilSubject(pupil));
  });
}

/** Erases a pupil with everything they wrote. */
export function erasePupil(store: Store, { number }: Person): void {
  store.run('DELETE FROM people WHERE number = :number', { number });
}

/** What a class's page shows of a pupil. */
export function pupilView(school: School, pupil: Person, classId: string) {
  const now = school.clock();
  const lockedMs = lockedForMs(school, pupilSubject(pupil));
  return {
    id: pupil.id,
    nickname: pupil.name,
    classId,
    createdAt: pupil.createdAt,
    lastSeenAt: pupil.lastSeenAt,
    online: pupil.lastSeenAt !== null && now - pupil.lastSeenAt < presentMs,
    lockedUntil: lockedMs > 0 ? now + lockedMs : null,
  };
}

function readPin(line: number, text: string): Pin {
  const result = pinSchema.safeParse(text.trim().split(/\s+/u));
  if (!result.success) throw wrongLine(line, 'A PIN is four names of pictures with spaces.');
  return result.data;
}

function checkRoom(store: Store, classNumber: number, more: number): void {
  const { count } = store.get<{ count: number }>(
    'SELECT count(*) AS count FROM people WHERE class_number = :class',
    { class: classNumber },
  ) ?? { count: 0 };
  if (count + more > mostPupils) throw notAllowed(`A class has at most ${mostPupils} pupils.`);
}
