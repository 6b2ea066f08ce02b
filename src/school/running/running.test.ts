import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { listen } from '../../chat/index.ts';
import { BadInputError } from '../../core/errors.ts';
import { inScript, ShownText } from '../answers/shown-text.ts';
import { isOpen, opensAt } from '../classes/opening-hours.ts';
import { removeNames } from '../corrections/remove-names.ts';
import { ownHosts } from '../http/requests/own-hosts.ts';
import { ask, follow } from '../testing/test-people.ts';
import { Browser, openTestSchool } from '../testing/test-school.ts';
import { dataFolder } from './data-folder.ts';
import { diagnoseSchool } from './diagnose.ts';
import { createHttpServer } from './http-server.ts';
import { openLogFile } from './log-file.ts';
import { sweep } from './retention.ts';
import { doubtMs } from './school-clock.ts';
import { serviceUnit } from './service-unit.ts';

const dayMs = 24 * 60 * 60_000;

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'soro-running-'));
}

describe('the clock', () => {
  async function schoolWithConversation() {
    const time = { now: Date.UTC(2026, 8, 1) };
    const school = openTestSchool({ time });
    const browser = new Browser(school.app);
    await follow(browser, (await ask(browser, 'Савол')).answer.id);
    // The person at the machine keeps conversations as staff do.
    school.store.run("UPDATE people SET role = 'administrator'");
    sweep(school.school, 1000);
    const count = () =>
      school.store.get<{ count: number }>('SELECT count(*) AS count FROM conversations')?.count;
    return { ...school, time, count };
  }

  it('erases what is old when time goes by as it should', async () => {
    const { school, time, count, close } = await schoolWithConversation();
    for (let day = 0; day < 380; day += 10) {
      time.now += 10 * dayMs;
      sweep(school, 1000);
    }
    expect(count()).toBe(0);
    await close();
  });

  it('erases nothing when it leaps years ahead, and goes on when it is right again', async () => {
    const { school, time, count, close } = await schoolWithConversation();
    time.now += 3000 * dayMs;
    sweep(school, 1000);
    expect([count(), school.time.trusted]).toEqual([1, false]);
    time.now -= 2999 * dayMs;
    sweep(school, 1000);
    expect([count(), school.time.trusted]).toEqual([1, true]);
    await close();
  });

  it('never goes back in what is written, and erases nothing that was written in 1970', async () => {
    const { school, time, app, store, close } = await schoolWithConversation();
    const right = time.now;
    time.now = 0;
    store.run("UPDATE people SET role = 'local'");
    const browser = new Browser(app);
    await follow(browser, (await ask(browser, 'Дар соли 1970')).answer.id);
    store.run("UPDATE people SET role = 'administrator'");
    sweep(school, 1000);
    time.now = right + dayMs;
    sweep(school, 1000);
    const kept = store.all<{ updated_at: number }>('SELECT updated_at FROM conversations');
    expect(kept).toHaveLength(2);
    for (const { updated_at } of kept) expect(updated_at).toBeGreaterThanOrEqual(right);
    await close();
  });

  it('is believed after six hours of running with it', async () => {
    const { school, time, close } = await schoolWithConversation();
    time.now -= 100 * dayMs;
    sweep(school, 1000);
    expect(school.time.trusted).toBe(false);
    sweep(school, doubtMs);
    expect(school.time.trusted).toBe(true);
    expect(school.clock()).toBe(time.now);
    await close();
  });
});

describe('hours', () => {
  const monday = new Date(2026, 10, 2, 7, 30).getTime();
  const hours = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '13:00' }];

  it('open and close by the clock on the wall', () => {
    expect(isOpen([], monday)).toBe(true);
    expect(isOpen(hours, monday)).toBe(false);
    expect(isOpen(hours, monday + 30 * 60_000)).toBe(true);
    expect(isOpen(hours, monday + 5.5 * 3_600_000)).toBe(false);
    expect(isOpen(hours, monday + 5 * dayMs + 3_600_000)).toBe(false);
  });

  it('tell when it goes on, over a weekend too', () => {
    expect(opensAt(hours, monday)).toBe(monday + 30 * 60_000);
    expect(opensAt(hours, monday + 3_600_000)).toBeNull();
    const friday = new Date(2026, 10, 6, 14).getTime();
    expect(opensAt(hours, friday)).toBe(new Date(2026, 10, 9, 8).getTime());
  });
});

describe('names', () => {
  it('are taken out with their endings, contacts too, and the rest stays', () => {
    const text =
      'Зарринаро дидам. Номи ман Фаррух, почта a.b@maktab.tj, тел. +992 (90) 123-45-67. Ман Сомон ҳастам. Об 100 дараҷа.';
    const clean = removeNames(text, ['Заррина']);
    expect(clean).toBe(
      '[ном] дидам. Номи ман [ном], почта [ном], тел. [ном]. Ман [ном] ҳастам. Об 100 дараҷа.',
    );
  });

  it('that are short words or numbers stay: taking them out everywhere would spoil the text', () => {
    expect(removeNames('Об ва нон 12', ['об', '12'])).toBe('Об ва нон 12');
  });
});

describe('another script', () => {
  it('leaves formulas, code and addresses as they are', () => {
    const text = 'Ин $x^2$ ва `дар` аст: https://maktab.tj/дарс';
    const shown = inScript(text, 'Latn');
    for (const part of ['$x^2$', '`дар`', 'https://maktab.tj/дарс']) expect(shown).toContain(part);
  });

  it('is the same however the text comes in pieces', () => {
    const text = 'Салом! Чӣ хел шумо? Ман хубам.\n- як\n- ду';
    for (let cut = 0; cut <= text.length; cut += 1) {
      const writer = new ShownText('Latn');
      const shown = writer.push(text.slice(0, cut)) + writer.push(text.slice(cut)) + writer.flush();
      const whole = new ShownText('Latn');
      expect(shown).toBe(whole.push(text) + whole.flush());
    }
  });
});

describe('the server', () => {
  it('cuts off who sends a request byte by byte, and answers others meanwhile', async () => {
    const app = new Hono().get('/', (c) => c.text('ok'));
    const server = createHttpServer(app);
    expect(server).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000 });
    server.headersTimeout = 300;
    server.requestTimeout = 300;
    await listen(server, '127.0.0.1', 0);
    const { port } = server.address() as AddressInfo;
    const slow = connect(port, '127.0.0.1');
    // Cut off while it writes, it may be reset.
    slow.on('error', () => {});
    const said: Buffer[] = [];
    slow.on('data', (chunk) => said.push(chunk));
    slow.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const dripping = setInterval(() => slow.write('X-A: b\r\n'), 100);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('ok');
    await new Promise((resolve) => slow.once('close', resolve));
    clearInterval(dripping);
    expect(Buffer.concat(said).toString()).toContain('408');
    server.closeAllConnections();
    server.close();
  });

  it('says which certificate cannot be used', async () => {
    const file = join(await folder(), 'soro.crt');
    await writeFile(file, 'no certificate');
    expect(() => createHttpServer(new Hono(), { certificate: file, key: file })).toThrow(BadInputError);
  });

  it('answers to its own addresses, as they are now', () => {
    const isOwn = ownHosts(['Maktab.tj'], () => ['192.168.1.10', 'soro.local']);
    for (const name of ['localhost', '127.0.0.1', '[::1]', '192.168.1.10', 'soro.local', 'maktab.tj']) {
      expect(isOwn(name), name).toBe(true);
    }
    for (const name of ['192.168.1.11', 'soro.local.attacker.example', '127.0.0.1.nip.io', '']) {
      expect(isOwn(name), name).toBe(false);
    }
  });
});

describe('a log file', () => {
  it('is renamed when it is full, and the oldest goes', async () => {
    const at = await folder();
    const log = openLogFile(join(at, 'soro.log'), { clock: () => 0, limitBytes: 100 });
    for (let line = 0; line < 40; line += 1) log(`сатр ${line}`);
    const names = (await readdir(at)).sort();
    expect(names).toEqual(['soro.log', 'soro.log.1', 'soro.log.2', 'soro.log.3', 'soro.log.4', 'soro.log.5']);
    expect(await readFile(join(at, 'soro.log'), 'utf8')).toContain('сатр 39');
  });
});

describe('the service', () => {
  const unit = serviceUnit({
    projectFolder: '/opt/soro',
    node: '/opt/soro/bin/node',
    data: '/var/lib/soro',
    user: 'soro',
    host: '0.0.0.0',
    port: 80,
  });

  it('runs as its own user, writes its data folder only, and may take a low port', () => {
    for (const line of [
      'User=soro',
      'ReadWritePaths=/var/lib/soro',
      'ProtectSystem=strict',
      'NoNewPrivileges=yes',
    ]) {
      expect(unit.split('\n')).toContain(line);
    }
    expect(unit).toContain('AmbientCapabilities=CAP_NET_BIND_SERVICE');
  });
});

describe('doctor', () => {
  it('finds a damaged database, a folder that others can read, a clock of 1970 and a port in use', async () => {
    const data = dataFolder(await folder());
    await writeFile(data.database, 'damaged '.repeat(1000));
    const other = createHttpServer(new Hono());
    await listen(other, '0.0.0.0', 0);
    const { port } = other.address() as AddressInfo;
    const found = await diagnoseSchool(data, port, 0);
    other.close();
    const states = Object.fromEntries(found.map(({ subject, state }) => [subject, state]));
    expect(states).toMatchObject({ Clock: 'missing', Database: 'missing', Port: 'optional', Room: 'good' });
    for (const { state, remedy } of found) expect(state === 'good' || remedy !== undefined).toBe(true);
  });
});
