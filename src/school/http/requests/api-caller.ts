import { parse } from 'hono/utils/cookie';
import { type Caller, type GroundingOptions, localCaller, type ResolveCaller } from '../../../chat/index.ts';
import { classOfPerson } from '../../classes/class.ts';
import { isOpen } from '../../classes/opening-hours.ts';
import { type ApiKey, findKey } from '../../people/api-keys.ts';
import { findSession, type Session } from '../../people/sessions.ts';
import type { School } from '../../school.ts';
import { cookieName } from '../replies/session-cookie.ts';
import { modeOf } from '../replies/session-view.ts';
import { carriesToken, isFromThisSite } from './own-page.ts';

/** What the answers to a key may rest on at most. */
const groundingOfKey: Readonly<Record<ApiKey['answers'], GroundingOptions>> = {
  grounded: {},
  'only-from-books': { onlyFromBooks: true },
  bare: { mode: 'off' },
};

/**
 * Who may use the OpenAI-compatible API: whoever sits at the machine before there are accounts, later who has a key.
 * A session does not open it: what a class sets (hours, hints) holds in conversations only.
 */
export function resolveApiCaller(school: School): ResolveCaller {
  return (request): Caller | undefined => {
    if (modeOf(school) === 'open') return localCaller;
    const key = findKey(school, request.headers.get('authorization') ?? undefined);
    // A program gets a pupil's place in the queue, so that it never holds up a lesson.
    if (!key) return undefined;
    const grounding = groundingOfKey[key.answers];
    return { owner: `key/${key.id}`, role: 'pupil', scopes: [...key.scopes, 'models'], grounding };
  };
}

/**
 * Who may use the tasks at `/v1/soro`: whoever may use the API, and whoever is logged in on our own page. They ask no
 * model and store nothing; of what a class sets, its hours hold and whether tools may be used.
 */
export function resolveTaskCaller(school: School): ResolveCaller {
  const byKey = resolveApiCaller(school);
  return async (request): Promise<Caller | undefined> => {
    const caller = await byKey(request);
    if (caller || modeOf(school) !== 'school') return caller;
    const session = findSession(school, parse(request.headers.get('cookie') ?? '')[cookieName]);
    if (!session || session.person.mustChangePassword || !isOwnPage(session, request)) return undefined;
    const { id, role } = session.person;
    const settings = classOfPerson(school.store, session.person)?.settings;
    const isOff = settings && !(settings.tools && isOpen(settings.hours, school.clock()));
    return { owner: `person/${id}`, role, scopes: isOff ? [] : ['chat'] };
  };
}

function isOwnPage({ csrf }: Session, request: Request): boolean {
  const header = (name: string) => request.headers.get(name) ?? undefined;
  return isFromThisSite(header) && (request.method === 'GET' || carriesToken(header, csrf));
}
