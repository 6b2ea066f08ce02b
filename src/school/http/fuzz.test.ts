import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTeacherWithClass, ask, follow, join, setUp } from '../testing/test-people.ts';
import {
  type Browser,
  openTestSchool,
  Browser as TestBrowser,
  type TestSchool,
} from '../testing/test-school.ts';
import { routes } from './routes.ts';

/** `SORO_FUZZ=100000 npx vitest run src/school/http/fuzz` asks that often. */
const requests = Number(process.env.SORO_FUZZ ?? 400);

let school: TestSchool;
let browsers: Browser[];
let ids: string[];

beforeAll(async () => {
  school = openTestSchool({ backupFolder: await mkdtemp(joinPath(tmpdir(), 'soro-fuzz-')) });
  const administrator = await setUp(school);
  const { teacher, id, schoolClass } = await addTeacherWithClass(school, administrator, 'Аниса');
  await teacher.patch(`/api/classes/${schoolClass.id}`, { settings: { teacherMayRead: true } });
  const { pupil, id: pupilId } = await join(school, schoolClass.code, 'Заррина');
  const { conversation, question, answer } = await ask(pupil, 'Савол');
  await follow(pupil, answer.id);
  browsers = [new TestBrowser(school.app), pupil, teacher, administrator];
  ids = [id, pupilId, schoolClass.id, schoolClass.code, conversation.id, question.id, answer.id];
});

afterAll(async () => school.close());

const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '../..',
    '%',
    'null',
    '1e999',
    '-1',
    "' OR 1=1 --",
    '__proto__',
    'а'.repeat(3000),
  ),
);
const value = fc.oneof(
  junk,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(junk, { maxLength: 4 }),
  fc.constantFrom(
    ['sun', 'moon', 'star', 'fish'],
    { original: 'x', kind: 'latin' },
    { tutor: 'off' },
    'hints-first',
  ),
  fc.constantFrom('client-id-00000000001', 'Заррина', 'Директор', 'name\nНав', 'nickname\nНав', 'Cyrl'),
);
const keys = fc.constantFrom(
  ...[
    'text',
    'clientId',
    'parentId',
    'meant',
    'script',
    'name',
    'password',
    'code',
    'nickname',
    'pin',
    'settings',
  ],
  ...[
    'csv',
    'title',
    'leafId',
    'role',
    'scopes',
    'note',
    'token',
    'schoolName',
    'old',
    'new',
    'classId',
    'joining',
  ],
  ...['__proto__', 'constructor', 'language', 'retentionDays', 'expiresAt'],
);
const body = fc.oneof(
  { arbitrary: fc.dictionary(keys, value, { maxKeys: 5 }).map((one) => JSON.stringify(one)), weight: 6 },
  { arbitrary: fc.json({ maxDepth: 3 }), weight: 1 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 100 }), weight: 1 },
);
const request = fc.record({
  route: fc.nat(routes.length - 1),
  browser: fc.nat(3),
  parameter: fc.oneof({ arbitrary: fc.nat(6), weight: 3 }, { arbitrary: junk, weight: 1 }),
  query: fc.option(fc.tuple(fc.constantFrom('before', 'limit', 'query', 'after', 'classId', 'x'), junk)),
  method: fc.option(fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'), {
    freq: 10,
  }),
  body,
  lastEventId: fc.option(junk, { freq: 5 }),
  mediaType: fc.constantFrom(
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
  ),
});

describe('any request', () => {
  it(
    `gets an answer that is no failure of the server (${requests} of them)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(request, async (one) => {
          const route = routes[one.route] ?? routes[0];
          const browser = browsers[one.browser] ?? browsers[0];
          if (!route || !browser) return;
          const { cookie, csrf } = browser;
          const parameter = typeof one.parameter === 'number' ? ids[one.parameter] : one.parameter;
          const path = route.path.replace(/:\w+/gu, encodeURIComponent(parameter?.toWellFormed() ?? ''));
          const query = one.query
            ? `?${one.query[0]}=${encodeURIComponent(one.query[1].toWellFormed())}`
            : '';
          const method = one.method ?? route.method;
          const hasBody = method !== 'GET' && method !== 'HEAD';
          const lastEventId = one.lastEventId?.replace(/[^\x20-\x7e]/gu, '');
          // What one request deletes must be there for the next.
          const isUndone = route.path !== '/api/backups';
          if (isUndone) school.store.database.exec('BEGIN');
          try {
            const response = await browser.request(method, path + query, hasBody ? one.body : undefined, {
              'content-type': one.mediaType,
              ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
            });
            expect(response.status, `${method} ${path}${query} ${one.body}`).toBeLessThan(500);
            await response.body?.cancel();
          } finally {
            if (isUndone && school.store.database.isTransaction) school.store.database.exec('ROLLBACK');
            browser.cookie = cookie;
            browser.csrf = csrf;
          }
        }),
        { numRuns: requests, endOnFailure: requests > 10_000 },
      );
      expect(school.warnings).toEqual([]);
    },
    requests * 100 + 60_000,
  );
});
