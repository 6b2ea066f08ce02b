import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { createApi, type Engine, fakeEngine, logInLinks, type Page } from '../../chat/index.ts';
import { openLibrary } from '../../library/index.ts';
import { AnswerRunner, type RunnerOptions } from '../answers/answer-runner.ts';
import { BookWork } from '../books/book-work.ts';
import { migrate } from '../database/migrate.ts';
import { openStore } from '../database/store.ts';
import { createSchoolApp } from '../http/app.ts';
import { resolveApiCaller } from '../http/requests/api-caller.ts';
import { ownHosts } from '../http/requests/own-hosts.ts';
import { taskRoutes } from '../http/task-routes.ts';
import type { MachineCare } from '../machine/machine-care.ts';
import type { PasswordStrength } from '../people/passwords.ts';
import { unlimitedRates } from '../people/rates.ts';
import { DraftWork } from '../practice/draft-work.ts';
import { SchoolClock } from '../running/school-clock.ts';
import type { School } from '../school.ts';

/** The least that argon2id takes: a test logs a dozen people in. */
export const quickStrength: PasswordStrength = { memoryKib: 8, passes: 1 };

export interface TestSchoolOptions {
  readonly file?: string;
  readonly engine?: Engine;
  readonly grounding?: School['grounding'];
  readonly loopbackOnly?: boolean;
  readonly backupFolder?: string;
  /** Default: in memory, where originals of books are not kept. */
  readonly libraryFolder?: string;
  readonly runner?: RunnerOptions;
  /** Milliseconds since 1970; may change while the test runs. */
  readonly time?: {
    now: number /** Of the clock that nobody sets. Default: the real one. */;
    monotonic?: number;
  };
  /** Default: nobody is too fast. */
  readonly rates?: School['rates'];
  /** The built page, for tests in a browser. */
  readonly page?: Page;
  /** Names and addresses that count as this server. */
  readonly hosts?: readonly string[];
  readonly machine?: MachineCare;
}

/** A school without a port: requests go through `app.request`. */
export type TestSchool = ReturnType<typeof openTestSchool>;

export function openTestSchool(options: TestSchoolOptions = {}) {
  const store = openStore(options.file ?? ':memory:');
  migrate(store);
  const time: NonNullable<TestSchoolOptions['time']> = options.time ?? { now: Date.UTC(2026, 10, 2, 6) };
  const engine = options.engine ?? fakeEngine(['Салом, ', 'дӯст!']);
  const clock = new SchoolClock(
    store,
    () => time.now,
    () => time.monotonic ?? performance.now(),
  );
  const warnings: string[] = [];
  const contractBreaks: string[] = [];
  const school: School = {
    store,
    engine,
    library: openLibrary(options.libraryFolder ?? ':memory:', { starter: false }),
    grounding: options.grounding ?? {},
    clock: () => clock.now(),
    time: clock,
    rates: options.rates ?? unlimitedRates,
    passwordStrength: quickStrength,
    loopbackOnly: options.loopbackOnly ?? true,
    warn: (message) => warnings.push(message),
  };
  const runner = new AnswerRunner(school, options.runner);
  const uploads = join(options.libraryFolder ?? join(tmpdir(), `soro-test-${process.pid}`), 'uploads');
  const books = new BookWork(school, uploads);
  const drafts = new DraftWork(school);
  const isOwnHost = ownHosts(options.hosts ?? ['school.test'], () => []);
  const { page } = options;
  const app = createSchoolApp({
    school,
    runner,
    books,
    drafts,
    backupFolder: options.backupFolder ?? '/nonexistent/backups',
    addresses: () => ['http://192.168.1.10:8080'],
    startedAt: time.now,
    machine: options.machine,
    api: createApi({
      engine,
      resolveCaller: resolveApiCaller(school),
      hosts: isOwnHost,
      ...taskRoutes(school),
      ...(page ? { page } : {}),
    }),
    isOwnHost,
    logInLinks: page ? logInLinks(page) : '</assets/log-in.js>; rel=modulepreload',
    secure: false,
    check: (problem) => {
      contractBreaks.push(problem);
      throw new Error(problem);
    },
    addressOf: (c) => c.req.header('x-test-address') ?? '192.168.1.77',
  });
  return {
    app,
    school,
    store,
    runner,
    books,
    warnings,
    contractBreaks,
    time,
    async close() {
      await drafts.close();
      await books.close();
      await closeSchool(runner, store);
    },
  };
}

async function closeSchool(runner: AnswerRunner, store: School['store']): Promise<void> {
  await runner.close();
  store.close();
}

/** What a response said. */
export interface Reply<Value> {
  readonly status: number;
  readonly body: Value;
  readonly headers: Headers;
}

type Loose = Record<string, never>;

/** What is sent as it is. */
function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

/** A browser: keeps the cookie, fetches and sends the CSRF token. */
export class Browser {
  readonly #app: Hono;
  readonly #headers: Record<string, string>;
  cookie = '';
  /** The mark by which the server tells browsers apart. */
  device = '';
  csrf = '';

  constructor(app: Hono, headers: Record<string, string> = {}) {
    this.#app = app;
    this.#headers = headers;
  }

  async get<Value = Loose>(path: string, headers: Record<string, string> = {}): Promise<Reply<Value>> {
    return this.send<Value>('GET', path, undefined, headers);
  }

  async post<Value = Loose>(path: string, body: unknown = {}, headers: Record<string, string> = {}) {
    return this.send<Value>('POST', path, body, headers);
  }

  async patch<Value = Loose>(path: string, body: unknown) {
    return this.send<Value>('PATCH', path, body);
  }

  async delete(path: string) {
    return this.send('DELETE', path);
  }

  async request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    if (method !== 'GET' && this.csrf === '' && path !== '/api/session') await this.get('/api/session');
    const cookies = [this.cookie, this.device].filter((one) => one !== '');
    return this.#app.request(`http://school.test${path}`, {
      method,
      headers: {
        ...this.#headers,
        ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
        ...(method === 'GET' ? {} : { 'x-soro-csrf': this.csrf }),
        ...(body === undefined
          ? {}
          : { 'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
    });
  }

  async send<Value = Loose>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<Value>> {
    const response = await this.request(method, path, body, headers);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';', 1);
      if (pair.startsWith('soro_device=')) this.device = pair;
      else this.cookie = pair;
    }
    const text = await response.text();
    const isJson = /^application\/json(;|$)/u.test(response.headers.get('content-type') ?? '');
    const value = (isJson ? JSON.parse(text) : text) as Value;
    if (isJson && typeof value === 'object' && value !== null && 'csrf' in value)
      this.csrf = String(value.csrf);
    return { status: response.status, body: value, headers: response.headers };
  }
}
