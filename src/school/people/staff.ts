import type { StaffRole } from '../contract/people.ts';
import type { Store } from '../database/store.ts';
import type { School } from '../school.ts';
import { notAllowed, notFound, SchoolError } from '../school-error.ts';
import { newCode } from '../secrets.ts';
import { accountLockedForMs, forgetAttempts } from './attempts.ts';
import type { Origin } from './devices.ts';
import { accountOf, confirmSecret } from './log-in.ts';
import { hashPassword } from './passwords.ts';
import { addPerson, findPerson, listPeople, type Person, renamePerson } from './person.ts';
import { endSessions } from './sessions.ts';

const isStaff = "role IN ('teacher', 'administrator')";

/** @throws SchoolError `not-found`. */
export function staffOf(store: Store, id: string): Person {
  const person = findPerson(store, `id = :id AND ${isStaff}`, { id });
  if (!person) throw notFound('teacher');
  return person;
}

export function listStaff(store: Store): Person[] {
  return listPeople(store, `${isStaff} ORDER BY name_key`, {});
}

/** Adds a teacher with a password, or one that is drawn and must be changed at the first log-in. */
export async function addStaff(
  school: School,
  settings: { readonly name: string; readonly role: StaffRole; readonly password?: string | undefined },
): Promise<{ readonly person: Person; readonly password: string }> {
  const password = settings.password ?? drawPassword();
  const secret = await hashPassword(password, school.passwordStrength);
  const { name, role } = settings;
  return { person: addPerson(school, { role, name, secret, mustChangePassword: true }), password };
}

/** @throws SchoolError `not-allowed` when the last administrator would become a teacher; `already-used`. */
export function changeStaff(
  school: School,
  person: Person,
  change: { readonly name?: string | undefined; readonly role?: StaffRole | undefined },
): void {
  const { store } = school;
  store.transaction(() => {
    if (change.role === 'teacher') checkNotLast(store, person);
    if (change.name !== undefined) renamePerson(store, person, change.name);
    if (change.role !== undefined && change.role !== person.role) {
      store.run('UPDATE people SET role = :role WHERE number = :number', {
        role: change.role,
        number: person.number,
      });
      endSessions(school, person);
    }
  });
}

/** Removes a teacher with their own conversations. @throws SchoolError `not-allowed` for the last administrator. */
export function removeStaff({ store }: School, person: Person): void {
  store.transaction(() => {
    checkNotLast(store, person);
    store.run('DELETE FROM people WHERE number = :number', { number: person.number });
  });
}

/** Gives a new password that must be changed, and ends every session. */
export async function resetPassword(school: School, person: Person): Promise<string> {
  const password = drawPassword();
  await setPassword(school, person, password, true);
  return password;
}

/**
 * Gives a person the password that they chose.
 * @throws SchoolError `wrong-log-in` when the old password is wrong, `bad-request` when the new one is the same,
 * `too-many-attempts`.
 */
export async function changePassword(
  school: School,
  person: Person,
  { old, replacement }: { readonly old: string; readonly replacement: string },
  origin: Origin,
): Promise<void> {
  await confirmSecret(school, person, old, origin);
  if (old.normalize('NFC') === replacement.normalize('NFC')) {
    throw new SchoolError('bad-request', 'This is the old password.', {
      place: 'new',
      remedy: 'Choose another one.',
    });
  }
  await setPassword(school, person, replacement, false);
}

/** What other teachers see of a teacher. */
export function staffNameView(_school: School, person: Person) {
  return { id: person.id, name: person.name, role: staffRole(person) };
}

/** What the administrator's page shows of a teacher. */
export function staffView(school: School, person: Person) {
  const classes = school.store.all<{ id: string; name: string }>(
    `SELECT id, name FROM classes JOIN class_teachers ON class_number = number
     WHERE person_number = :number ORDER BY name`,
    { number: person.number },
  );
  const lockedMs = accountLockedForMs(school, accountOf(person));
  return {
    ...staffNameView(school, person),
    createdAt: person.createdAt,
    lastSeenAt: person.lastSeenAt,
    lockedUntil: lockedMs > 0 ? school.clock() + lockedMs : null,
    classes,
  };
}

function staffRole({ role, id }: Person): StaffRole {
  if (role !== 'teacher' && role !== 'administrator') throw new Error(`${id} is not of the staff.`);
  return role;
}

async function setPassword(
  school: School,
  person: Person,
  password: string,
  mustChange: boolean,
): Promise<void> {
  const secret = await hashPassword(password, school.passwordStrength);
  school.store.transaction(() => {
    school.store.run(
      'UPDATE people SET secret = :secret, must_change_password = :change WHERE number = :number',
      {
        secret,
        change: mustChange ? 1 : 0,
        number: person.number,
      },
    );
    endSessions(school, person);
    forgetAttempts(school, accountOf(person));
  });
}

/** About 59 bits, in three groups that can be read out. */
export function drawPassword(): string {
  return [newCode(4), newCode(4), newCode(4)].join('-');
}

function checkNotLast(store: Store, person: Person): void {
  if (person.role !== 'administrator') return;
  const other = store.get("SELECT 1 FROM people WHERE role = 'administrator' AND number <> :number LIMIT 1", {
    number: person.number,
  });
  if (!other) throw notAllowed('The last administrator stays one.');
}
