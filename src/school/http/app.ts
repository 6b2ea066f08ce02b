import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { announceClose, secureHeaders } from '../../chat/index.ts';
import { parseWith } from '../../core/schema.ts';
import { deviceOf } from '../people/devices.ts';
import { SchoolError } from '../school-error.ts';
import type { SchoolServices } from '../services.ts';
import type { Call } from './call.ts';
import { letIn } from './guards.ts';
import { schoolApiDocument } from './openapi.ts';
import type { ContractCheck } from './replies/check-reply.ts';
import { errorReply, toSchoolError } from './replies/error-reply.ts';
import { toResponse } from './replies/response.ts';
import { cookieName, deviceCookieName } from './replies/session-cookie.ts';
import { modeOf } from './replies/session-view.ts';
import { ordinaryBodyBytes, readBody } from './requests/read-body.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';

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
  /** Compares every answer with the contract; left out where the school is in use. */
  readonly check?: ContractCheck | undefined;
}

/** The school's server as one application: accounts and conversations, the OpenAI-compatible API, the page. */
export function createSchoolApp(options: AppOptions): Hono {
  const app = new Hono();
  const { warn } = options.school;

  app.use(secureHeaders);
  app.use(announceClose);
  app.use(async (c, next) => {
    const { hostname } = new URL(c.req.url);
    if (options.isOwnHost(hostname)) await next();
    else c.res = errorReply(new SchoolError('wrong-host', `This server does not answer for "${hostname}".`));
  });
  app.get('/api/openapi.json', (c) => c.json(schoolApiDocument()));
  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const call = await receive(options, route, c);
      return toResponse(route, await route.handle(call), options);
    });
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
  app.onError((error) => errorReply(toSchoolError(error, warn), options.check));
  return app;
}

/** Somebody without a session, where one is needed. */
function isStranger(school: SchoolServices['school'], c: Context): boolean {
  return modeOf(school) === 'school' && getCookie(c, cookieName) === undefined;
}

/** Lets a request in and reads it as the contract says. */
async function receive(options: AppOptions, route: Route, c: Context): Promise<Call> {
  const { mode, session, person } = letIn(options.school, route, c);
  const query = route.query ? parseWith(route.query, c.req.query(), { file: 'the address' }) : undefined;
  const body = route.body
    ? parseWith(route.body, await readBody(c.req.raw, route.maximumBodyBytes ?? ordinaryBodyBytes))
    : undefined;
  const { school, runner, books, drafts, backupFolder, addresses, startedAt, machine } = options;
  return {
    school,
    runner,
    books,
    drafts,
    backupFolder,
    addresses,
    startedAt,
    machine,
    mode,
    person,
    session,
    body,
    query,
    origin: { address: options.addressOf(c), device: deviceOf(school, getCookie(c, deviceCookieName)) },
    request: c.req.raw,
    parameter: (name) => c.req.param(name) ?? '',
    get me() {
      if (!person) throw new SchoolError('log-in-needed', 'Log in first.');
      return person;
    },
  };
}
