import { z } from 'zod';
import { pupilColumns } from '../contract/import-columns.ts';
import pictureNames from '../contract/names/picture-names.json' with { type: 'json' };
import { nicknameSchema, type Pin, pinLength, pinPictures } from '../contract/people.ts';
import type { Store } from '../database/store.ts';
import { accountLockedForMs, beginAttempt, checkMayTry, forgetAttempts } from '../people/attempts.ts';
import { audit } from '../people/audit.ts';
import { joinCodeSubjects, type Origin } from '../people/devices.ts';
import { accountOf, classOfTypedCode, confirmSecret } from '../people/log-in.ts';
import { hashPassword } from '../people/passwords.ts';
import { addPerson, checkNameIsFree, findPerson, listPeople, type Person } from '../people/person.ts';
import { drawPin, pinText } from '../people/pins.ts';
import { type ImportedTable, inLine, readCsv, wrongLine } from '../people/read-csv.ts';
import { endSessions } from '../people/sessions.ts';
import type { School } from '../school.ts';
import { notAllowed, notFound, SchoolError } from '../school-error.ts';
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
  const secret = await hashPassword(pinText(pin), school.passwordStrength);
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
  origin: Origin,
): Promise<Person> {
  const found = classOfCode(school, code, origin);
  if (!found.joining) throw notAllowed('This class takes no new pupils; ask the teacher.');
  const pupil = await addPupil(school, found, { nickname, pin });
  audit(school, pupil, 'join', pupil.id, found.id);
  return pupil;
}

/** @throws SchoolError `not-found`, `too-many-attempts`. */
export function classOfCode(school: School, code: string, origin: Origin): SchoolClass {
  const subjects = joinCodeSubjects(school, origin);
  // Whoever has to wait is not told whether a code is right.
  checkMayTry(school, subjects);
  const number = classOfTypedCode(school.store, code);
  const found = number === undefined ? undefined : findClass(school.store, 'number = :number', { number });
  if (found) return found;
  beginAttempt(school, subjects);
  throw notFound('class');
}

const csvRowSchema = z.strictObject({ nickname: nicknameSchema, pin: z.string().default('') });

/**
 * Adds the pupils of a table with the columns nickname and pin (four names of pictures in Tajik, Russian or English;
 * empty: drawn).
 * @throws SchoolError `bad-request` that names the line; nobody is added then.
 */
export async function importPupils(
  school: School,
  found: SchoolClass,
  table: ImportedTable,
): Promise<{ readonly pupil: Person; readonly pin: Pin }[]> {
  const rows = readCsv(table, csvRowSchema, pupilColumns).map(({ line, value }) => ({
    line,
    nickname: value.nickname,
    pin: value.pin === '' ? drawPin() : readPin(line, value.pin),
  }));
  checkRoom(school.store, found.number, rows.length);
  const secrets = await Promise.all(
    rows.map(({ pin }) => hashPassword(pinText(pin), school.passwordStrength)),
  );
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
  const secret = await hashPassword(pinText(pin), school.passwordStrength);
  school.store.transaction(() => setPin(school, pupil, secret));
}

function setPin(school: School, pupil: Person, secret: string | null): void {
  school.store.run('UPDATE people SET secret = :secret WHERE number = :number', {
    secret,
    number: pupil.number,
  });
  endSessions(school, pupil);
  forgetAttempts(school, accountOf(pupil));
}

/**
 * Gives new PINs to some pupils of a class, or to all of them.
 * @throws SchoolError `not-found` when one is not of the class.
 */
export async function renewPins(
  school: School,
  found: SchoolClass,
  pupilIds?: readonly string[],
): Promise<{ readonly pupil: Person; readonly pin: Pin }[]> {
  const all = listPupils(school.store, found.number);
  const wanted = pupilIds === undefined ? all : all.filter(({ id }) => pupilIds.includes(id));
  if (pupilIds !== undefined && wanted.length < new Set(pupilIds).size) throw notFound('pupil');
  const renewed = wanted.map((pupil) => ({ pupil, pin: drawPin() }));
  const secrets = await Promise.all(
    renewed.map(({ pin }) => hashPassword(pinText(pin), school.passwordStrength)),
  );
  school.store.transaction(() => {
    for (const [index, { pupil }] of renewed.entries()) setPin(school, pupil, secrets[index] ?? null);
  });
  return renewed;
}

/**
 * A pupil chooses other pictures; every session ends.
 * @throws SchoolError `wrong-log-in` when the old ones are wrong, `bad-request` when the new ones are the same,
 * `too-many-attempts`.
 */
export async function changeOwnPin(
  school: School,
  pupil: Person,
  { old, replacement }: { readonly old: Pin; readonly replacement: Pin },
  origin: Origin,
): Promise<void> {
  await confirmSecret(school, pupil, pinText(old), origin);
  if (pinText(old) === pinText(replacement)) {
    throw new SchoolError('bad-request', 'These are the old pictures.', {
      place: 'new',
      remedy: 'Choose others.',
    });
  }
  await resetPin(school, pupil, replacement);
}

/** Erases a pupil with everything they wrote. */
export function erasePupil(store: Store, { number }: Person): void {
  store.run('DELETE FROM people WHERE number = :number', { number });
}

/** What a class's page shows of a pupil. */
export function pupilView(school: School, pupil: Person, classId: string) {
  const now = school.clock();
  const lockedMs = accountLockedForMs(school, accountOf(pupil));
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
  const words = text
    .trim()
    .toLowerCase()
    .split(/[\s,;+]+/u);
  const pin = words.flatMap((word) => pinPictures.find((picture) => namesOf(picture).includes(word)) ?? []);
  if (pin.length !== pinLength || words.length !== pinLength) {
    throw wrongLine(line, 'bad-pictures', 'A PIN is four names of pictures with spaces.', 'pin');
  }
  return pin;
}

function namesOf(picture: (typeof pinPictures)[number]): readonly string[] {
  return Object.values(pictureNames).map((names) => names[picture]);
}

function checkRoom(store: Store, classNumber: number, more: number): void {
  const { count } = store.get<{ count: number }>(
    'SELECT count(*) AS count FROM people WHERE class_number = :class',
    { class: classNumber },
  ) ?? { count: 0 };
  if (count + more > mostPupils) throw notAllowed(`A class has at most ${mostPupils} pupils.`);
}
