import { timingSafeEqual } from 'node:crypto';
import { nameKey } from '../database/name-key.ts';
import { readFact, writeFact } from '../facts.ts';
import type { School } from '../school.ts';
import { notAllowed } from '../school-error.ts';
import { newToken, tokenHash } from '../secrets.ts';
import { audit } from './audit.ts';
import { hashPassword } from './passwords.ts';
import { findPerson, hasAccounts, localPerson, type Person } from './person.ts';

/** A set-up link is printed at the start and opens set-up once, within this time. */
export const linkLifeMs = 24 * 60 * 60_000;

/** Makes the token of a new one-time link; an earlier link no longer works. */
export function makeSetUpToken({ store, clock }: School): string {
  const token = newToken();
  writeFact(store, 'set-up-token', `${clock() + linkLifeMs} ${tokenHash(token)}`);
  return token;
}

/**
 * Makes the administrator, who takes over what was written at this machine before. Without a token only where
 * nobody else can reach the server.
 * @throws SchoolError `not-allowed` when there is an administrator, or the token is wrong, used or too old.
 */
export async function setUpSchool(
  school: School,
  settings: {
    readonly token?: string | undefined;
    readonly schoolName: string;
    readonly name: string;
    readonly password: string;
  },
): Promise<Person> {
  const { store } = school;
  checkSetUp(school, settings.token);
  const secret = await hashPassword(settings.password, school.passwordStrength);
  return store.transaction(() => {
    // Another request may have come first while this one was hashing.
    checkSetUp(school, settings.token);
    const { number } = localPerson(school);
    store.run(
      `UPDATE people SET role = 'administrator', name = :name, name_key = :key, secret = :secret WHERE number = :number`,
      { name: settings.name, key: nameKey(settings.name), secret, number },
    );
    writeFact(store, 'set-up-token', undefined);
    writeFact(store, 'school-name', settings.schoolName);
    const person = findPerson(store, 'number = :number', { number }) as Person;
    audit(school, person, 'set-up', person.id);
    return person;
  });
}

function checkSetUp(school: School, token: string | undefined): void {
  if (hasAccounts(school.store)) throw notAllowed('The school is set up already.');
  if (school.loopbackOnly && token === undefined) return;
  const [expires, hash = ''] = (readFact(school.store, 'set-up-token') ?? '0 ').split(' ');
  const given = tokenHash(token ?? '');
  const fits = given.length === hash.length && timingSafeEqual(Buffer.from(given), Buffer.from(hash));
  if (!fits || school.clock() >= Number(expires)) {
    throw notAllowed(
      'The link of the set-up is wrong, used or too old: start the server again for a new one.',
    );
  }
}
