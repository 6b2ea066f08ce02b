import type { Pin } from '../contract/people.ts';
import { nameKey } from '../database/search-words.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';
import { attemptSucceeded, beginAttempt } from './attempts.ts';
import { audit } from './audit.ts';
import { passwordFits } from './passwords.ts';
import { findPerson, type Person } from './person.ts';
import { pinText } from './pins.ts';

/**
 * Finds the teacher or administrator of a name and password.
 * @throws SchoolError `wrong-log-in`, the same for a wrong name and a wrong password; `too-many-attempts`.
 */
export async function logInWithPassword(
  school: School,
  { name, password }: { readonly name: string; readonly password: string },
  address: string,
): Promise<Person> {
  const key = nameKey(name);
  const person = findPerson(school.store, "name_key = :key AND role IN ('teacher', 'administrator')", {
    key,
  });
  return logIn(school, person, `account:staff/${key}`, password, address);
}

/**
 * Finds the pupil of a class's code, nickname and PIN.
 * @throws SchoolError `wrong-log-in`, whichever of the three is wrong; `too-many-attempts`.
 */
export async function logInWithPin(
  school: School,
  { code, nickname, pin }: { readonly code: string; readonly nickname: string; readonly pin: Pin },
  address: string,
): Promise<Person> {
  const key = nameKey(nickname);
  const person = findPerson(
    school.store,
    "role = 'pupil' AND name_key = :key AND class_number = (SELECT number FROM classes WHERE code = :code)",
    { key, code: code.toUpperCase() },
  );
  const subject = person ? pupilSubject(person) : (`account:none/${code.toUpperCase()}/${key}` as const);
  return logIn(school, person, subject, pinText(pin), address);
}

/** Under what a pupil's failed log-ins are counted. */
export function pupilSubject(pupil: Person): `account:${string}` {
  return `account:${pupil.id}`;
}

/** Under what a teacher's failed log-ins are counted. */
export function staffSubject(person: Person): `account:${string}` {
  return `account:staff/${nameKey(person.name)}`;
}

async function logIn(
  school: School,
  person: Person | undefined,
  subject: `account:${string}`,
  secret: string,
  address: string,
): Promise<Person> {
  const subjects = [subject, `address:${address}`] as const;
  beginAttempt(school, subjects);
  const fits = await passwordFits(secret, person?.secret);
  if (!fits || !person) {
    audit(school, undefined, 'log-in-failed', person?.id ?? '', address);
    throw new SchoolError('wrong-log-in', 'The name or the password is wrong.');
  }
  attemptSucceeded(school, subjects);
  audit(school, person, 'log-in', person.id, address);
  return person;
}
