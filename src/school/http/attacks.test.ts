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
    // An image on another site only reads, and is refused as well.
    for (const site of ['cross-site', 'same-site']) {
      const { status } = await administrator.get('/api/me/export', { 'sec-fetch-site': site });
      expect(status, site).toBe(403);
    }
    expect((await administrator.get('/api/me/export', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
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
