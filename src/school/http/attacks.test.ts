import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeEngine } from '../../chat/index.ts';
import { makeSetUpToken } from '../people/set-up.ts';
import {
  addTeacherWithClass,
  administratorPassword,
  ask,
  follow,
  join,
  otherPin,
  pupilPin,
  setUp,
} from '../testing/test-people.ts';
import { Browser, openTestSchool, type TestSchool, type TestSchoolOptions } from '../testing/test-school.ts';

const opened: TestSchool[] = [];

function open(options: TestSchoolOptions = {}): TestSchool {
  const school = openTestSchool(options);
  opened.push(school);
  return school;
}

afterEach(async () => {
  for (const school of opened.splice(0)) await school.close();
});

const hourMs = 60 * 60_000;

describe('the one-time link', () => {
  it('makes the administrator once', async () => {
    const school = open({ loopbackOnly: false });
    const token = makeSetUpToken(school.school);
    await setUp(school, token);
    const again = await new Browser(school.app).post('/api/set-up', {
      token,
      schoolName: 'Дигар',
      name: 'Дузд',
      password: 'калимаи дузд',
    });
    expect(again).toMatchObject({ status: 403, body: { error: { code: 'not-allowed' } } });
  });

  it('is needed, must be the latest, and gets old', async () => {
    const school = open({ loopbackOnly: false });
    const first = makeSetUpToken(school.school);
    const second = makeSetUpToken(school.school);
    await expect(setUp(school)).rejects.toThrow('not-allowed');
    await expect(setUp(school, first)).rejects.toThrow('not-allowed');
    school.time.now += 25 * hourMs;
    await expect(setUp(school, second)).rejects.toThrow('not-allowed');
    await setUp(school, makeSetUpToken(school.school));
  });

  it('makes one administrator even when it is used twice at the same moment', async () => {
    const school = open({ loopbackOnly: false });
    const token = makeSetUpToken(school.school);
    const results = await Promise.allSettled([setUp(school, token), setUp(school, token)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a session', () => {
  it('ends for cookies that were forged, ended, or too old', async () => {
    const school = open();
    const administrator = await setUp(school);
    const { cookie } = administrator;
    expect(cookie).toMatch(/^soro_session=[\w-]{43}$/u);
    const session = async (header: string) => {
      const { body } = await new Browser(school.app, { cookie: header }).get<{ person: unknown }>(
        '/api/session',
      );
      return body.person;
    };
    expect(await session(cookie)).not.toBeNull();
    const changed = cookie.slice(0, -1) + (cookie.endsWith('A') ? 'B' : 'A');
    for (const forged of [changed, 'soro_session=', 'soro_session=%00', `soro_session=${'a'.repeat(5000)}`]) {
      expect(await session(forged)).toBeNull();
    }
    await administrator.post('/api/log-out');
    expect(await session(cookie)).toBeNull();
    const next = new Browser(school.app);
    await next.post('/api/log-in/password', { name: 'директор', password: administratorPassword });
    const later = next.cookie;
    school.time.now += 13 * hourMs;
    expect(await session(later)).toBeNull();
  });

  it('has a cookie that scripts and other sites cannot use', async () => {
    const school = open();
    await setUp(school);
    const browser = new Browser(school.app);
    const login = { name: 'Директор', password: administratorPassword };
    const reply = await browser.post('/api/log-in/password', login);
    const cookie = reply.headers.get('set-cookie') ?? '';
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part);
  });

  it('is a new one after log-in: a cookie that was planted opens nothing', async () => {
    const school = open();
    await setUp(school);
    const planted = `soro_session=${'x'.repeat(43)}`;
    const victim = new Browser(school.app);
    victim.cookie = planted;
    await victim.post('/api/log-in/password', { name: 'Директор', password: administratorPassword });
    expect(victim.cookie).not.toBe(planted);
    expect((await new Browser(school.app, { cookie: planted }).get('/api/classes')).status).toBe(401);
  });

  it('that is shared by two log-ins ends with the second', async () => {
    const school = open();
    const administrator = await setUp(school);
    const before = administrator.cookie;
    await administrator.post('/api/log-in/password', { name: 'Директор', password: administratorPassword });
    expect((await new Browser(school.app, { cookie: before }).get('/api/classes')).status).toBe(401);
  });

  it('outlives a restart, and ends with a new PIN', async () => {
    const folder = await mkdtemp(joinPath(tmpdir(), 'soro-'));
    const file = joinPath(folder, 'school.sqlite');
    const first = openTestSchool({ file });
    const administrator = await setUp(first);
    const { schoolClass } = await addTeacherWithClass(first, administrator, 'Аниса');
    const { pupil, id } = await join(first, schoolClass.code, 'Заррина');
    await first.close();
    const second = open({ file });
    const again = new Browser(second.app, { cookie: pupil.cookie });
    expect((await again.get<{ person: { name: string } }>('/api/session')).body.person.name).toBe('Заррина');
    const back = new Browser(second.app);
    back.cookie = administrator.cookie;
    await back.post(`/api/pupils/${id}/pin`, {});
    expect((await again.get<{ person: null }>('/api/session')).body.person).toBeNull();
  });
});

describe('guessing', () => {
  it('of a PIN has to wait, longer each time, whoever guesses; another pupil is not held up', async () => {
    const school = open();
    const { schoolClass } = await addTeacherWithClass(school, await setUp(school), 'Аниса');
    const { code } = schoolClass;
    await join(school, code, 'Заррина');
    await join(school, code, 'Далер');
    const guess = (nickname: string, pin: readonly string[], address: string) =>
      new Browser(school.app, { 'x-test-address': address }).post<{ error: { retryAfterSeconds?: number } }>(
        '/api/log-in/pin',
        { code, nickname, pin },
      );
    const statuses: number[] = [];
    for (let turn = 0; turn < 7; turn += 1)
      statuses.push((await guess('заррина', otherPin(), `10.0.0.${turn}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const right = await guess('Заррина', pupilPin, '10.0.0.9');
    expect(right).toMatchObject({ status: 429, body: { error: { code: 'too-many-attempts' } } });
    expect(right.headers.get('retry-after')).toBe(String(right.body.error.retryAfterSeconds));
    expect((await guess('Далер', pupilPin, '10.0.0.9')).status).toBe(200);
    const first = (right.body.error.retryAfterSeconds ?? 0) * 1000;
    school.time.now += first + 1;
    expect((await guess('Заррина', otherPin(), '10.0.0.9')).status).toBe(401);
    const second = await guess('Заррина', pupilPin, '10.0.0.9');
    expect(second.body.error.retryAfterSeconds).toBeGreaterThan(first / 1000);
    school.time.now += 2 * hourMs;
    expect((await guess('Заррина', pupilPin, '10.0.0.9')).status).toBe(200);
  });

  it('at once is no way around: of 40 requests at the same moment five are tried', async () => {
    const school = open();
    const { schoolClass } = await addTeacherWithClass(school, await setUp(school), 'Аниса');
    await join(school, schoolClass.code, 'Заррина');
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        new Browser(school.app, { 'x-test-address': `10.1.0.${index}` }).post('/api/log-in/pin', {
          code: schoolClass.code,
          nickname: 'Заррина',
          pin: otherPin(),
        }),
      ),
    );
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('does not tell which names exist', async () => {
    const school = open();
    await setUp(school);
    const browser = new Browser(school.app);
    const wrong = await browser.post('/api/log-in/password', { name: 'Директор', password: 'нодуруст' });
    const unknown = await browser.post('/api/log-in/password', { name: 'Ҳеҷ кас', password: 'нодуруст' });
    expect(unknown.body).toEqual(wrong.body);
  });

  it('of join codes has to wait', async () => {
    const school = open();
    await setUp(school);
    const browser = new Browser(school.app);
    const statuses = new Set<number>();
    for (let turn = 0; turn < 42; turn += 1)
      statuses.add((await browser.get(`/api/join/AAAA${turn + 10}`)).status);
    expect([...statuses]).toEqual([404, 429]);
  });

  it('goes on being slow when the clock is set back, and does not lock for ever', async () => {
    const school = open();
    await setUp(school);
    const browser = new Browser(school.app);
    const login = (password: string) => browser.post('/api/log-in/password', { name: 'Директор', password });
    for (let turn = 0; turn < 6; turn += 1) await login('нодуруст');
    school.time.now -= 300 * 24 * hourMs;
    expect((await login(administratorPassword)).status).toBe(429);
    school.time.now += 61_000;
    expect((await login(administratorPassword)).status).toBe(200);
  });
});

describe('requests from elsewhere', () => {
  it('are refused under a name that is not ours, and with a page of another site', async () => {
    const school = open();
    const administrator = await setUp(school);
    const foreign = await school.app.request('http://attacker.example/api/session', {});
    expect(foreign.status).toBe(421);
    const crossSite = await administrator.post(
      '/api/classes',
      { name: 'Дузд' },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(crossSite).toMatchObject({ status: 403, body: { error: { code: 'csrf' } } });
    const form = await administrator.request('POST', '/api/classes', 'name=x', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form.status).toBe(415);
  });

  it('get no permission for other origins, and every answer forbids scripts from elsewhere', async () => {
    const school = open();
    const browser = new Browser(school.app);
    for (const path of ['/api/session', '/healthz', '/api/nothing', '/nothing']) {
      const { headers } = await browser.get(path, { origin: 'http://attacker.example' });
      expect(headers.get('access-control-allow-origin'), path).toBeNull();
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'; script-src 'self'");
      expect(headers.get('content-security-policy'), path).not.toContain('unsafe');
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    }
  });
});

describe('what a request carries', () => {
  it('is refused when it is too large, by its header or by what comes', async () => {
    const school = open();
    const browser = new Browser(school.app);
    const tenMegabytes = 'а'.repeat(5_000_000);
    const declared = await browser.post(
      '/api/meaning',
      { text: tenMegabytes },
      { 'content-length': '10000000' },
    );
    expect(declared).toMatchObject({ status: 413, body: { error: { code: 'too-large' } } });
    const streamed = await browser.post('/api/meaning', { text: tenMegabytes });
    expect(streamed.status).toBe(413);
  });

  it('names the key that is unknown, missing or wrong', async () => {
    const school = open();
    const browser = new Browser(school.app);
    for (const [body, place] of [
      [{ text: 'x', extra: 1 }, 'extra'],
      [{}, 'text'],
      [{ text: 7 }, 'text'],
    ] as const) {
      const reply = await browser.post('/api/meaning', body);
      expect(reply).toMatchObject({ status: 400, body: { error: { code: 'bad-request', place } } });
    }
    for (const text of ['', '{', '[]', 'null', '{"text":']) {
      expect((await browser.post('/api/meaning', text)).status, text).toBe(400);
    }
  });

  it('reaches no file outside the folder of backups', async () => {
    const folder = await mkdtemp(joinPath(tmpdir(), 'soro-'));
    await writeFile(joinPath(folder, 'secret.soro-backup'), 'secret');
    const school = open({ backupFolder: joinPath(folder, 'backups') });
    const administrator = await setUp(school);
    for (const name of [
      '..%2Fsecret.soro-backup',
      '%2E%2E%2Fsecret.soro-backup',
      '../secret.soro-backup',
      '..%5Csecret',
    ]) {
      expect((await administrator.get(`/api/backups/${name}`)).status, name).toBe(404);
    }
  });

  it('is kept as text: names and answers with markup come back as they are, as JSON', async () => {
    const markup = '<img src=x onerror=alert(1)>';
    const school = open({
      engine: fakeEngine([`${markup} $\\href{javascript:alert(1)}{x}$ $\\style{x}{y}$`]),
    });
    const browser = new Browser(school.app);
    const { answer, conversation } = await ask(browser, markup);
    const finished = (await follow(browser, answer.id)).at(-1)?.data.answer;
    expect(finished?.text).toContain(markup);
    const { answer: kept } = (
      await browser.get<{ answer: { formulas: unknown } }>(`/api/answers/${answer.id}`)
    ).body;
    expect(JSON.stringify(kept.formulas)).not.toMatch(/<(?:a|script|img)[^>]*(?:href|src)=/u);
    const { headers } = await browser.get(`/api/conversations/${conversation.id}`);
    expect(headers.get('content-type')).toBe('application/json');
    const named = await browser.post('/api/set-up', {
      schoolName: markup,
      name: markup,
      password: 'калимаи рамз',
    });
    expect(named.body).toMatchObject({ school: { name: markup } });
  });
});
