import { joinCodesOf } from '../contract/names/look-alikes.ts';
import type { Pin } from '../contract/people.ts';
import { nameKey } from '../database/name-key.ts';
import type { Store } from '../database/store.ts';
import type { School } from '../school.ts';
import { SchoolError } from '../school-error.ts';
import { attemptSucceeded, beginAttempt } from './attempts.ts';
import { audit } from './audit.ts';
import { logInSubjects, type Origin } from './devices.ts';
import { passwordFits } from './passwords.ts';
import { findByName, type Person } from './person.ts';
import { pinText } from './pins.ts';

/**
 * Finds the teacher or administrator of a name and password.
 * @throws SchoolError `wrong-log-in`, the same for a wrong name and a wrong password; `too-many-attempts`.
 */
export async function logInWithPassword(
  school: School,
  { name, password }: { readonly name: string; readonly password: string },
  origin: Origin,
): Promise<Person> {
  const person = findByName(school.store, name, "role IN ('teacher', 'administrator')");
  const account = person ? accountOf(person) : `staff/${nameKey(name)}`;
  return logIn(school, person, account, password, origin);
}

/**
 * Finds the pupil of a class's code, nickname and PIN.
 * @throws SchoolError `wrong-log-in`, whichever of the three is wrong; `too-many-attempts`.
 */
export async function logInWithPin(
  school: School,
  { code, nickname, pin }: { readonly code: string; readonly nickname: string; readonly pin: Pin },
  origin: Origin,
): Promise<Person> {
  const schoolClass = classOfTypedCode(school.store, code);
  const person =
    schoolClass === undefined
      ? undefined
      : findByName(school.store, nickname, "role = 'pupil' AND class_number = :class", {
          class: schoolClass,
        });
  const account = person ? accountOf(person) : `none/${joinCodesOf(code)[0]}/${nameKey(nickname)}`;
  return logIn(school, person, account, pinText(pin), origin);
}

/** The number of the class that a typed join code means. */
export function classOfTypedCode(store: Store, typed: string): number | undefined {
  for (const code of joinCodesOf(typed)) {
    const found = store.get<{ number: number }>('SELECT number FROM classes WHERE code = :code', { code });
    if (found) return found.number;
  }
  return undefined;
}

/** The account under which failed log-ins of a person are counted. */
export function accountOf(person: Person): string {
  return person.role === 'pupil' ? person.id : `staff/${nameKey(person.name)}`;
}

/**
 * Makes sure that whoever is logged in knows the own secret.
 * @throws SchoolError `wrong-log-in`, `too-many-attempts`.
 */
export async function confirmSecret(
  school: School,
  person: Person,
  secret: string,
  origin: Origin,
): Promise<void> {
  const subjects = logInSubjects(school, person, accountOf(person), origin);
  beginAttempt(school, subjects);
  if (!(await passwordFits(secret, person.secret, school.passwordStrength))) {
    throw new SchoolError('wrong-log-in', 'The old one is wrong.', { place: 'old' });
  }
  attemptSucceeded(school, subjects);
}

async function logIn(
  school: School,
  person: Person | undefined,
  account: string,
  secret: string,
  origin: Origin,
): Promise<Person> {
  const subjects = logInSubjects(school, person, account, origin);
  beginAttempt(school, subjects);
  const fits = await passwordFits(secret, person?.secret, school.passwordStrength);
  if (!fits || !person) {
    audit(school, undefined, 'log-in-failed', person?.id ?? '', origin.address);
    throw new SchoolError('wrong-log-in', 'The name or the password is wrong.');
  }
  attemptSucceeded(school, subjects);
  audit(school, person, 'log-in', person.id, origin.address);
  return person;
}
