import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { secureHeaders } from '../../chat/index.ts';
import { parseWith } from '../../core/schema.ts';
import { localPerson } from '../people/person.ts';
import { findSession, idleMs } from '../people/sessions.ts';
import { notAllowed, SchoolError } from '../school-error.ts';
import type { Answer, Call } from './call.ts';
import { errorResponse, toSchoolError } from './error-answer.ts';
import { ordinaryBodyBytes, readBody } from './read-body.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import type { SchoolServices } from './services.ts';
import { csrfToken, modeOf } from './session-view.ts';

export const cookieName = 'soro_session';

export interface AppOptions extends SchoolServices {
  /** The OpenAI-compatible API and the page's files: gets what is not below `/api`. */
  readonly api: { fetch(request: Request): Response | Promise<Response> };
  readonly isOwnHost: (name: string) => boolean;
  /** Cookies travel encrypted only. */
  readonly secure: boolean;
  /** The header that names what the log-in page needs. */
  readonly logInLinks?: string | undefined;
  /** Where a request came from. */
  readonly addressOf: (context: Context) => string;
}

/** The school's server as one application: accounts and conversations, the OpenAI-compatible API, the page. */
export function createSchoolApp(options: AppOptions): Hono {
  const app = new Hono();
  const { warn } = options.school;

  app.use(secureHeaders);
  app.use(async (c, next) => {
    const { hostname } = new URL(c.req.url);
    if (options.isOwnHost(hostname)) await next();
    else
      c.res = errorResponse(new SchoolError('wrong-host', `This server does not answer for "${hostname}".`));
  });
  for (const route of routes) {
    app.on(route.method, route.path, async (c) => toResponse(await answer(options, route, c), options));
  }
  app.all('/api/*', (c) => {
    throw new SchoolError('not-found', `There is nothing at ${c.req.method} ${c.req.path}.`);
  });
  app.all('*', async (c) => {
    const response = await options.api.fetch(c.req.raw);
    // Its headers may be fixed.
    const answered = new Response(response.body, response);
    if (c.req.path === '/' && options.logInLinks && isStranger(options.school, c))
      answered.headers.set('link', options.logInLinks);
    return answered;
  });
  app.onError((error) => errorResponse(toSchoolError(error, warn)));
  return app;
}

/** Somebody without a session, where one is needed. */
function isStranger(school: SchoolServices['school'], c: Context): boolean {
  return modeOf(school) === 'school' && getCookie(c, cookieName) === undefined;
}

async function answer(options: AppOptions, route: Route, c: Context): Promise<Answer | Response> {
  const { school } = options;
  const mode = modeOf(school);
  if (mode === 'set-up' && !route.beforeSetUp) {
    throw new SchoolError('set-up-needed', 'The school is not set up yet.');
  }
  const session = mode === 'school' ? findSession(school, getCookie(c, cookieName)) : undefined;
  const person = mode === 'open' ? localPerson(school) : session?.person;
  const isWrite = route.method !== 'GET';
  if (isWrite) checkSameOrigin(c, csrfToken(school, session));
  if (!route.callers.includes(person?.role ?? 'nobody')) {
    throw person ? notAllowed() : new SchoolError('log-in-needed', 'Log in first.');
  }
  if (person?.mustChangePassword && !route.beforeNewPassword) {
    throw notAllowed('Choose a password of your own first.');
  }
  const query = route.query ? parseWith(route.query, c.req.query(), { file: 'the address' }) : {};
  const body = route.body
    ? parseWith(route.body, await readBody(c.req.raw, route.maximumBodyBytes ?? ordinaryBodyBytes))
    : undefined;
  const call: Call = {
    school,
    runner: options.runner,
    backupFolder: options.backupFolder,
    addresses: options.addresses,
    startedAt: options.startedAt,
    mode,
    person,
    session,
    body,
    query,
    address: options.addressOf(c),
    request: c.req.raw,
    parameter: (name) => c.req.param(name) ?? '',
    get me() {
      if (!person) throw new SchoolError('log-in-needed', 'Log in first.');
      return person;
    },
  };
  return route.handle(call);
}

/**
 * A page elsewhere can make a browser send a request here, but it can neither set the header (that needs our
 * permission first) nor read the token.
 */
function checkSameOrigin(c: Context, expected: string): void {
  const given = Buffer.from(c.req.header('x-soro-csrf') ?? '');
  const wanted = Buffer.from(expected);
  const site = c.req.header('sec-fetch-site') ?? 'same-origin';
  const fits = given.length === wanted.length && timingSafeEqual(given, wanted);
  if (!fits || (site !== 'same-origin' && site !== 'none')) {
    throw new SchoolError('csrf', 'The page is out of date.', { remedy: 'Load the page again.' });
  }
}

function toResponse(given: Answer | Response, { secure }: AppOptions): Response {
  if (given instanceof Response) return given;
  const headers = new Headers({ 'cache-control': 'no-store' });
  if (given.session !== undefined) headers.set('set-cookie', sessionCookie(given.session, secure));
  if (given.status === 204) return new Response(null, { status: 204, headers });
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(given.json ?? {}), { status: given.status ?? 200, headers });
}

function sessionCookie(token: string | null, secure: boolean): string {
  // The longest life of any role: the server decides when a session is over.
  const life = token === null ? 'Max-Age=0' : `Max-Age=${Math.max(...Object.values(idleMs)) / 1000}`;
  return [
    `${cookieName}=${token ?? ''}`,
    'Path=/',
    life,
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
  ].join('; ');
}
