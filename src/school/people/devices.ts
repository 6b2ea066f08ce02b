import { createHmac, timingSafeEqual } from 'node:crypto';
import { serverSecret } from '../facts.ts';
import type { School } from '../school.ts';
import { newId, tokenHash } from '../secrets.ts';
import type { Subject } from './attempts.ts';
import type { Person } from './person.ts';

/** Where a request comes from. */
export interface Origin {
  /** The network address; a classroom may share one. */
  readonly address: string;
  /** The hash of the browser's own mark; undefined for one that keeps no cookie. */
  readonly device: string | undefined;
}

/** How many browsers get a mark from one address: more would make guessing through new marks worthwhile. */
const marks = { burst: 120, perMinute: 2 };
const keptMs = 400 * 24 * 60 * 60_000;

/** Makes the mark of a new browser; undefined when its address has had too many. */
export function newDeviceMark(school: School, address: string): string | undefined {
  if (school.rates.take(`mark ${address}`, marks) > 0) return undefined;
  const id = newId();
  return `${id}.${signature(school, id)}`;
}

/** The hash of a browser's mark, when it is one of ours. */
export function deviceOf(school: School, mark: string | undefined): string | undefined {
  const [id = '', signed = ''] = (mark ?? '').slice(0, 100).split('.');
  const given = Buffer.from(signed);
  const wanted = Buffer.from(signature(school, id));
  const fits = given.length === wanted.length && timingSafeEqual(given, wanted);
  return fits ? tokenHash(id) : undefined;
}

/** Remembers that somebody has logged in in a browser. */
export function rememberDevice({ store, clock }: School, person: Person, device: string | undefined): void {
  if (device === undefined) return;
  store.run(
    `INSERT INTO devices (device_hash, person_number, seen_at) VALUES (:device, :person, :now)
     ON CONFLICT (device_hash, person_number) DO UPDATE SET seen_at = :now`,
    { device, person: person.number, now: clock() },
  );
}

/**
 * Under what a try to log in is counted. In a browser in which the person has logged in before, what others fail at
 * elsewhere does not count.
 */
export function logInSubjects(
  { store }: School,
  person: Person | undefined,
  account: string,
  { address, device }: Origin,
): readonly Subject[] {
  const pair = `pair:${account}@${device ?? address}` as const;
  const own =
    device !== undefined &&
    person !== undefined &&
    store.get('SELECT 1 FROM devices WHERE device_hash = :device AND person_number = :person', {
      device,
      person: person.number,
    }) !== undefined;
  return own ? [pair] : [pair, `account:${account}`, `address:${address}`];
}

/** Under what a wrong join code is counted. */
export function joinCodeSubjects({ store }: School, { address, device }: Origin): readonly Subject[] {
  const codes = `codes:${device ?? address}` as const;
  const isKnown =
    device !== undefined &&
    store.get('SELECT 1 FROM devices WHERE device_hash = :device', { device }) !== undefined;
  return isKnown ? [codes] : [codes, `address:${address}`];
}

/** Forgets browsers that have not been used for more than a year. */
export function sweepDevices({ store, clock }: School): void {
  store.run('DELETE FROM devices WHERE seen_at < :before', { before: clock() - keptMs });
}

function signature({ store }: School, id: string): string {
  return createHmac('sha256', serverSecret(store)).update(`device ${id}`).digest('base64url');
}
