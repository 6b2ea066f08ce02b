import { afterEach, describe, expect, it } from 'vitest';
import { patience } from '../people/attempts.ts';
import {
  addTeacherWithClass,
  administratorPassword,
  join,
  otherPin,
  pupilPin,
  setUp,
} from '../testing/test-people.ts';
import { Browser, openTestSchool, type TestSchool } from '../testing/test-school.ts';

const opened: TestSchool[] = [];

afterEach(async () => {
  for (const school of opened.splice(0)) await school.close();
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The one address of a classroom. */
const classroom = { 'x-test-address': '10.0.0.1' };

async function openClass() {
  const school = openTestSchool();
  opened.push(school);
  const administrator = await setUp(school);
  const { schoolClass } = await addTeacherWithClass(school, administrator, 'Аниса');
  const { code } = schoolClass;
  const { pupil, id } = await join(school, code, 'Заррина');
  await join(school, code, 'Далер');
  return { school, administrator, code, pupil, id };
}

interface Refused {
  readonly error: { readonly code: string; readonly retryAfterSeconds?: number };
}

function logIn(browser: Browser, code: string, nickname: string, pin: readonly string[]) {
  return browser.post<Refused>('/api/log-in/pin', { code, nickname, pin });
}

/** Guesses until it has to wait; returns how many guesses were tried. */
async function guessPins(browser: Browser, code: string, nickname: string, most: number): Promise<number> {
  for (let tried = 0; tried < most; tried += 1) {
    if ((await logIn(browser, code, nickname, otherPin())).status === 429) return tried;
  }
  return most;
}

describe('guessing a PIN', () => {
  it('has to wait after five wrong ones, longer each time', async () => {
    const { school, code } = await openClass();
    const browser = new Browser(school.app, classroom);
    expect(await guessPins(browser, code, 'заррина', 9)).toBe(5);
    const right = await logIn(browser, code, 'Заррина', pupilPin);
    expect(right).toMatchObject({ status: 429, body: { error: { code: 'too-many-attempts' } } });
    const firstSeconds = right.body.error.retryAfterSeconds ?? 0;
    expect(right.headers.get('retry-after')).toBe(String(firstSeconds));
    school.time.now += firstSeconds * 1000 + 1;
    expect((await logIn(browser, code, 'Заррина', otherPin())).status).toBe(401);
    const second = await logIn(browser, code, 'Заррина', pupilPin);
    expect(second.body.error.retryAfterSeconds).toBeGreaterThan(firstSeconds);
    school.time.now += 2 * hourMs;
    expect((await logIn(browser, code, 'Заррина', pupilPin)).status).toBe(200);
  });

  it('holds up who guesses, not whom they guess at nor the rest of the classroom', async () => {
    const { school, code } = await openClass();
    const attacker = new Browser(school.app, classroom);
    await guessPins(attacker, code, 'Заррина', 9);
    await guessPins(attacker, code, 'Далер', 9);
    for (const nickname of ['Заррина', 'Далер']) {
      const own = new Browser(school.app, classroom);
      expect((await logIn(own, code, nickname, pupilPin)).status, nickname).toBe(200);
    }
  });

  it('by forty wrong tries does not lock a classroom behind one address', async () => {
    const { school, code } = await openClass();
    for (let turn = 0; turn < 8; turn += 1) {
      const attacker = new Browser(school.app, classroom);
      expect(await guessPins(attacker, code, `Касе${turn}`, 5)).toBe(5);
    }
    const pupil = new Browser(school.app, classroom);
    expect((await logIn(pupil, code, 'Заррина', pupilPin)).status).toBe(200);
    expect((await pupil.get(`/api/join/${code}`)).status).toBe(200);
  });

  it('does not lock a teacher out, however many try from elsewhere', async () => {
    const { school, administrator } = await openClass();
    // The teacher's own computer knows them.
    await administrator.post('/api/log-out');
    const wrong = { name: 'Директор', password: 'нодуруст' };
    for (let turn = 0; turn < patience.account.freeFailures + 5; turn += 1) {
      const attacker = new Browser(school.app, { 'x-test-address': `10.0.1.${turn}` });
      await attacker.post('/api/log-in/password', wrong);
    }
    const login = { name: 'Директор', password: administratorPassword };
    const stranger = new Browser(school.app, { 'x-test-address': '10.0.2.1' });
    expect((await stranger.post('/api/log-in/password', login)).status).toBe(429);
    expect((await administrator.post('/api/log-in/password', login)).status).toBe(200);
  });

  it('from many addresses is bounded in all, and ends with a new PIN', async () => {
    const { school, code, administrator, id } = await openClass();
    const from = (turn: number) => new Browser(school.app, { 'x-test-address': `10.1.${turn}.1` });
    let tried = 0;
    for (let turn = 0; turn < 20; turn += 1) tried += await guessPins(from(turn), code, 'Заррина', 9);
    expect(tried).toBe(patience.account.freeFailures);
    const pupils = await administrator.post<{ pin: string[] }>(`/api/pupils/${id}/pin`, {});
    expect((await logIn(from(99), code, 'Заррина', pupils.body.pin)).status).toBe(200);
  });

  it('at once is no way around: of 40 requests of a browser at the same moment five are tried', async () => {
    const { school, code } = await openClass();
    const browser = new Browser(school.app, classroom);
    await browser.get('/api/session');
    const replies = await Promise.all(
      Array.from({ length: 40 }, () => logIn(browser, code, 'Заррина', otherPin())),
    );
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('does not tell which names exist', async () => {
    const { school } = await openClass();
    const browser = new Browser(school.app);
    const wrong = await browser.post('/api/log-in/password', { name: 'Директор', password: 'нодуруст' });
    const unknown = await browser.post('/api/log-in/password', { name: 'Ҳеҷ кас', password: 'нодуруст' });
    expect(unknown.body).toEqual(wrong.body);
  });

  it('goes on being slow when the clock is set back, and does not lock for ever', async () => {
    const { school } = await openClass();
    const browser = new Browser(school.app);
    const login = (password: string) => browser.post('/api/log-in/password', { name: 'Директор', password });
    for (let turn = 0; turn < 6; turn += 1) await login('нодуруст');
    school.time.now -= 300 * 24 * hourMs;
    expect((await login(administratorPassword)).status).toBe(429);
    school.time.now += 2 * minuteMs;
    expect((await login(administratorPassword)).status).toBe(200);
  });
});

describe('guessing a join code', () => {
  it('has to wait, and is not told a right code while it waits', async () => {
    const { school, code } = await openClass();
    const browser = new Browser(school.app, classroom);
    await browser.get('/api/session');
    const statuses: number[] = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const wrong = String(100_000 + turn);
      statuses.push((await browser.get(`/api/join/${wrong === code ? '999999' : wrong}`)).status);
    }
    expect(statuses.filter((status) => status === 404)).toHaveLength(patience.codes.freeFailures);
    expect(statuses.at(-1)).toBe(429);
    expect((await browser.get(`/api/join/${code}`)).status).toBe(429);
    const body = { code, nickname: 'Нав', pin: pupilPin };
    expect((await browser.post('/api/join', body)).status).toBe(429);
    // Another pupil in the same classroom joins meanwhile.
    const pupil = new Browser(school.app, classroom);
    await pupil.get('/api/session');
    expect((await pupil.get(`/api/join/${code}`)).status).toBe(200);
  });

  it('with new browsers from one address is bounded as well', async () => {
    const { school } = await openClass();
    let tried = 0;
    for (let turn = 0; turn < 400; turn += 1) {
      const browser = new Browser(school.app, classroom);
      await browser.get('/api/session');
      if ((await browser.get('/api/join/000000')).status === 404) tried += 1;
    }
    expect(tried).toBeLessThanOrEqual(patience.address.freeFailures);
  });
});

describe('a join code', () => {
  it('is of digits, and is found however it is typed', async () => {
    const { school, code } = await openClass();
    expect(code).toMatch(/^[1-9]\d{5}$/u);
    const browser = new Browser(school.app);
    const inDigitsFrom = (zero: number) =>
      [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');
    const typed = [
      ` ${code.slice(0, 3)} ${code.slice(3)} `,
      `${code.slice(0, 3)}-${code.slice(3)}`,
      code.replaceAll('0', 'О').replaceAll('1', 'l').replaceAll('3', 'З').replaceAll('6', 'б'),
      inDigitsFrom(0x06f0),
      inDigitsFrom(0x0660),
      inDigitsFrom(0xff10),
      inDigitsFrom(0x1d7ce),
      `\u200b${code}\u202e`,
    ];
    for (const text of typed) {
      const { status } = await browser.get(`/api/join/${encodeURIComponent(text)}`);
      expect(status, JSON.stringify(text)).toBe(200);
    }
  });

  it('of letters, as earlier versions made them, is found in Cyrillic letters that look like it', async () => {
    const { school } = await openClass();
    school.store.run("UPDATE classes SET code = '8PAZGY'");
    const browser = new Browser(school.app);
    for (const text of ['8PAZGY', '8pazgy', '8РАZGУ', '8 рazgy']) {
      const { status } = await browser.get(`/api/join/${encodeURIComponent(text)}`);
      expect(status, text).toBe(200);
    }
  });
});
