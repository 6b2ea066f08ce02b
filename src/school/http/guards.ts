import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Caller } from '../../chat/index.ts';
import type { Mode } from '../contract/session.ts';
import { localPerson, type Person } from '../people/person.ts';
import { findSession, type Session } from '../people/sessions.ts';
import type { School } from '../school.ts';
import { notAllowed, SchoolError } from '../school-error.ts';
import { cookieName } from './replies/session-cookie.ts';
import { csrfToken, modeOf } from './replies/session-view.ts';
import { carriesToken, isFromThisSite } from './requests/own-page.ts';
import type { Route } from './route.ts';

/** A request that asks to be let in. */
export interface Visit {
  readonly school: School;
  readonly route: Route;
  readonly mode: Mode;
  readonly session: Session | undefined;
  readonly person: Person | undefined;
  /** A header of the request. */
  header(name: string): string | undefined;
}

/** Refuses a request by throwing, or lets it pass. */
type Guard = (visit: Visit) => void;

/** A page asks for what was meant after each pause in typing, and a reading of its answer after each loss of the line. */
const pupilRates = {
  reads: { burst: 200, perMinute: 300 },
  writes: { burst: 60, perMinute: 60 },
  conversations: { burst: 20, perMinute: 6 },
};
const staffRates = {
  reads: { burst: 600, perMinute: 1200 },
  writes: { burst: 300, perMinute: 300 },
  conversations: { burst: 60, perMinute: 30 },
};

/** What every request to `/api` must pass, in this order. */
const guards: readonly Guard[] = [
  schoolIsSetUp,
  comesFromThisSite,
  carriesTheToken,
  roleMayCall,
  hasOwnPassword,
  staysWithinRates,
];

/**
 * Says who sent a request, and lets it in or refuses it.
 * @throws SchoolError the refusal of the first guard that objects.
 */
export function letIn(school: School, route: Route, context: Context): Visit {
  const mode = modeOf(school);
  const session = mode === 'school' ? findSession(school, getCookie(context, cookieName)) : undefined;
  const person = mode === 'open' ? localPerson(school) : session?.person;
  const visit = { school, route, mode, session, person, header: (name: string) => context.req.header(name) };
  for (const guard of guards) guard(visit);
  return visit;
}

function schoolIsSetUp({ mode, route }: Visit): void {
  if (mode === 'set-up' && !route.beforeSetUp) {
    throw new SchoolError('set-up-needed', 'The school is not set up yet.');
  }
}

function comesFromThisSite({ header }: Visit): void {
  if (!isFromThisSite(header)) throw outOfDate();
}

function carriesTheToken({ school, route, session, header }: Visit): void {
  if (route.method !== 'GET' && !carriesToken(header, csrfToken(school, session))) throw outOfDate();
}

function roleMayCall({ route, person }: Visit): void {
  if (route.callers.includes(person?.role ?? 'nobody')) return;
  throw person ? notAllowed() : new SchoolError('log-in-needed', 'Log in first.');
}

function hasOwnPassword({ route, person }: Visit): void {
  if (person?.mustChangePassword && !route.beforeNewPassword) {
    throw notAllowed('Choose a password of your own first.');
  }
}

/** How long a person must wait for one of the tasks at `/v1/soro`: as for anything else that is written. */
export function taskWaitMs({ rates }: School, { owner, role }: Caller): number {
  if (role === 'local') return 0;
  return rates.take(`write ${owner}`, role === 'pupil' ? pupilRates.writes : staffRates.writes);
}

/** A program in a pupil's name must not fill the disk or hold up the others. */
function staysWithinRates({ school, route, person }: Visit): void {
  if (!person || person.role === 'local') return;
  const isRead = route.method === 'GET';
  const rates = person.role === 'pupil' ? pupilRates : staffRates;
  const shares = [
    { subject: `${isRead ? 'read' : 'write'} ${person.id}`, rate: isRead ? rates.reads : rates.writes },
    ...(route.path === '/api/conversations' && !isRead
      ? [{ subject: `begin ${person.id}`, rate: rates.conversations }]
      : []),
  ];
  for (const { subject, rate } of shares) {
    const waitMs = school.rates.take(subject, rate);
    if (waitMs > 0) {
      throw new SchoolError('busy', 'Too many requests.', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
    }
  }
}

function outOfDate(): SchoolError {
  return new SchoolError('csrf', 'The page is out of date.', { remedy: 'Load the page again.' });
}
