// Thirty pupils answer at the same moment beside a running chat: `npm run bench practice-answers`. The server is
// `soro serve --no-grounding` (the embedded model writes every answer), in a process of its own; each round all pupils send one answer of practice and
// one of a test. Durations are whole HTTP requests, from this process.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { projectFolder } from '../../src/core/configuration.ts';

const pupilCount = 30;
const rounds = 8;
const pauseMs = 1000;
const pin = ['sun', 'moon', 'star', 'fish'];

interface ShownItem {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
}

/** One person at a browser. */
class Client {
  readonly #address: string;
  #cookie = '';
  #csrf = '';
  #count = 0;
  readonly name: string;

  constructor(address: string, name: string) {
    this.#address = address;
    this.name = name;
  }

  newId(): string {
    this.#count += 1;
    return `bench-client-id-${this.name.replace(/\W/gu, '')}-${this.#count}`.padEnd(20, '0');
  }

  async send<Value>(method: string, path: string, body?: unknown): Promise<Value> {
    const response = await fetch(this.#address + path, {
      method,
      headers: {
        cookie: this.#cookie,
        'x-soro-csrf': this.#csrf,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const cookie = response.headers.getSetCookie().find((one) => one.startsWith('soro_session='));
    if (cookie) this.#cookie = cookie.split(';', 1)[0] ?? '';
    const value = (await response.json()) as { readonly csrf?: string };
    if (response.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    if (value.csrf !== undefined) this.#csrf = value.csrf;
    return value as Value;
  }

  /** Asks and reads to the end, again and again, until it is told to stop; returns how many pieces came. */
  async chat(state: { stop: boolean }): Promise<number> {
    let pieces = 0;
    for (let turn = 1; !state.stop; turn += 1) {
      const { id } = await this.send<{ id: string }>('POST', '/api/conversations', {
        clientId: this.newId(),
      });
      const rules = await this.send<{ version: string }>('GET', '/api/me/rules');
      const asked = await this.send<{ answer: { id: string } }>(
        'POST',
        `/api/conversations/${id}/questions`,
        {
          clientId: this.newId(),
          parentId: null,
          text: `Як ҳикояи дарози кӯдакона дар бораи баҳор ва гурбаи ${turn} навис.`,
          rules: rules.version,
        },
      );
      const response = await fetch(`${this.#address}/api/answers/${asked.answer.id}/events`, {
        headers: { cookie: this.#cookie },
      });
      for await (const _chunk of response.body ?? []) {
        pieces += 1;
        if (state.stop) break;
      }
      // As many conversations as a pupil may begin in a minute.
      await delay(state.stop ? 0 : 8000);
    }
    return pieces;
  }
}

const folder = await mkdtemp(join(tmpdir(), 'soro-bench-practice-'));
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const server = await startServer();
try {
  const { pupils, chatter, test } = await prepare();
  console.log(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} before the measurement`);
  console.log('| chat | request | answers | p50 ms | p95 ms | longest ms | load |');
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: |');
  await measure('none', pupils, test, 0);
  const state = { stop: false };
  const chat = chatter.chat(state);
  await delay(3000);
  await measure('running', pupils, test, 1);
  state.stop = true;
  console.log(`pieces of text that the chat got meanwhile: ${await chat}`);
} finally {
  server.kill('SIGTERM');
  await delay(3000);
  await rm(folder, { recursive: true, force: true });
}

async function measure(chat: string, pupils: readonly Client[], test: string, half: number): Promise<void> {
  const practice: number[] = [];
  const written: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(
      pupils.map(async (pupil) => {
        const { items } = await pupil.send<{ items: ShownItem[] }>(
          'GET',
          '/api/practice/items?more=1&limit=1',
        );
        const [item] = items;
        if (!item) return;
        practice.push(
          await timed(() =>
            pupil.send('POST', '/api/practice/answers', {
              clientId: pupil.newId(),
              itemId: item.id,
              version: item.version,
              typed: item.kind === 'matching' ? '1-A' : item.kind === 'number' ? '5' : 'A',
            }),
          ),
        );
      }),
    );
    await delay(pauseMs);
    await Promise.all(
      pupils.map(async (pupil) => {
        written.push(
          await timed(() =>
            pupil.send('POST', `/api/my-tests/${test}/answers`, {
              clientId: pupil.newId(),
              place: round % 10,
              after: half,
              typed: 'A',
              atMs: 0,
            }),
          ),
        );
      }),
    );
    await delay(pauseMs);
  }
  for (const [name, values] of [
    ['answer in practice', practice],
    ['answer in a test', written],
  ] as const) {
    const sorted = values.toSorted((one, other) => one - other);
    const at = (part: number) => (sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN).toFixed(0);
    console.log(
      `| ${chat} | ${name} | ${sorted.length} | ${at(0.5)} | ${at(0.95)} | ${at(1)} | ${loadavg()[0]?.toFixed(1)} |`,
    );
  }
}

async function timed(perform: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await perform();
  return performance.now() - begun;
}

async function prepare() {
  const teacher = new Client(address, 'teacher');
  await teacher.send('GET', '/api/session');
  await teacher.send('POST', '/api/set-up', { schoolName: 'М', name: 'Директор', password: 'калимаи рамз' });
  const own = await teacher.send<{ id: string; code: string }>('POST', '/api/classes', { name: '7а' });
  await teacher.send('POST', '/api/items/starter', {});
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const query = new URLSearchParams({ status: 'draft', limit: '100', ...(after && { after }) });
    const told = await teacher.send<{ items: ShownItem[]; more: boolean }>('GET', `/api/items?${query}`);
    ids.push(...told.items.map(({ id }) => id));
    after = told.items.at(-1)?.id;
    if (!told.more) break;
  }
  for (let from = 0; from < ids.length; from += 500) {
    await teacher.send('POST', '/api/items/status', { ids: ids.slice(from, from + 500), status: 'approved' });
  }
  const now = Date.now();
  const test = await teacher.send<{ id: string }>('POST', `/api/classes/${own.id}/tests`, {
    clientId: 'bench-test-client-id-1',
    title: 'Санҷиш',
    settings: {
      order: 'shuffled',
      opensAt: now - 1000,
      closesAt: now + 3_600_000,
      minutes: 60,
      chatClosed: false,
      results: 'never',
    },
    choice: { by: 'blueprint', topics: [{ subject: 'География', topic: null, count: 10 }] },
  });
  const pupils: Client[] = [];
  for (let number = 1; number <= pupilCount + 1; number += 1) {
    const pupil = new Client(address, `pupil${number}`);
    await pupil.send('GET', '/api/session');
    await pupil.send('POST', '/api/join', { code: own.code, nickname: `хонанда ${number}`, pin });
    await pupil.send('POST', `/api/my-tests/${test.id}/start`, {});
    pupils.push(pupil);
  }
  const chatter = pupils.pop();
  if (!chatter) throw new Error('no pupils');
  return { pupils, chatter, test: test.id };
}

async function startServer(): Promise<ChildProcess> {
  const args = [
    'scripts/soro.mjs',
    'serve',
    '--port',
    String(port),
    '--data',
    folder,
    '--no-announce',
    '--no-grounding',
  ];
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  for (let turn = 0; turn < 600; turn += 1) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    const isReady = await fetch(`${address}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return child;
    await delay(500);
  }
  throw new Error('The server did not start.');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const found = probe.address();
  probe.close();
  return typeof found === 'object' && found !== null ? found.port : 0;
}
