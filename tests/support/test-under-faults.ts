import { setTimeout as delay } from 'node:timers/promises';
import { openStore } from '../../src/school/database/store.ts';
import { dataFolder } from '../../src/school/running/data-folder.ts';
import { Outbox, type Outcome, type Shelf, type Waiting } from '../../web/src/practice/outbox.ts';
import { freePort, SchoolServer } from './school-server.ts';

/** What goes wrong with one request. */
export const faults = [
  'nothing',
  'request-lost',
  'reply-lost',
  'killed-before',
  'killed-during',
  'killed-after',
] as const;
export type Fault = (typeof faults)[number];

/** The steps of a test, and of practice after it: at each the fault happens once. */
export const steps = [
  'start',
  'answer 1',
  'answer 2',
  'answer 3',
  'answer 1 again',
  'hand in',
  'practise',
] as const;

export interface FaultReport {
  readonly runs: number;
  readonly kills: number;
  readonly given: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Sheets whose present answers are not the last ones given, or that are not handed in. */
  readonly wrong: readonly string[];
}

const pin = ['sun', 'moon', 'star', 'fish'];
const items = [1, 2, 3].map((number) => ({
  id: `q/${number}`,
  version: 1,
  status: 'approved',
  subject: 'Математика',
  grade: null,
  topic: null,
  source: null,
  author: '-',
  question: `${number} + 1?`,
  why: null,
  kind: 'number',
  answer: number + 1,
  unit: null,
  tolerance: 0,
}));

/** Lets a pupil write a test for each fault at each step, with the page's own outbox, and compares what is kept. */
export async function testUnderFaults(folder: string): Promise<FaultReport> {
  const server = new SchoolServer({ folder }, await freePort());
  await server.start();
  const teacher = new Client(server);
  await teacher.insist('GET', '/api/session');
  await teacher.insist('POST', '/api/set-up', {
    schoolName: 'М',
    name: 'Директор',
    password: 'калимаи рамз',
  });
  const { id, code } = await teacher.insist<{ id: string; code: string }>('POST', '/api/classes', {
    name: '7а',
  });
  for (const item of items) await teacher.insist('POST', '/api/items', { item });
  const now = Date.now();
  const test = await teacher.insist<{ id: string }>('POST', `/api/classes/${id}/tests`, {
    clientId: 'fault-test-client-id',
    title: 'Санҷиш',
    settings: {
      order: 'same',
      opensAt: now - 1000,
      closesAt: now + 3_600_000,
      minutes: 50,
      chatClosed: false,
      results: 'at-once',
    },
    choice: { by: 'items', itemIds: items.map((item) => item.id) },
  });
  const report = { runs: 0, kills: 0, given: 0, wrong: [] as string[] };
  const given = new Set<string>();
  for (const [place, step] of steps.entries()) {
    for (const fault of faults) {
      const pupil = new Client(server);
      await pupil.insist('GET', '/api/session');
      await pupil.insist('POST', '/api/join', { code, nickname: `${fault} ${place}`, pin });
      const ids = await writeTest(pupil, test.id, (at) => (at === step ? fault : 'nothing'));
      for (const one of ids) given.add(one);
      report.runs += 1;
      report.kills += fault.startsWith('killed') ? 1 : 0;
      const told = await pupil.insist<{
        state: string;
        result: { right: number; items: { typed: string }[] };
      }>('GET', `/api/my-tests/${test.id}`);
      const typed = told.result?.items.map((item) => item.typed).join();
      if (told.state !== 'submitted' || typed !== '2,3,4') {
        report.wrong.push(`${fault} at "${step}": ${told.state} ${typed}`);
      }
    }
  }
  await server.stop();
  return { ...report, given: given.size, ...compare(folder, given) };
}

/** Writes a test as the page does: an answer is on the device before it is sent. Returns the client ids. */
async function writeTest(pupil: Client, test: string, faultAt: (step: string) => Fault): Promise<string[]> {
  const ids: string[] = [];
  const shelf = memoryShelf();
  let fault: Fault = 'nothing';
  const send = async ({ clientId, test: to, body }: Waiting): Promise<Outcome> => {
    const path = to === '' ? '/api/practice/answers' : `/api/my-tests/${to}/answers`;
    const now = fault;
    fault = 'nothing';
    const reply = await pupil.send('POST', path, { ...body, clientId }, now);
    if (reply?.status === 200) return { kind: 'done', reply: reply.body };
    if (reply && reply.status !== 403)
      throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return { kind: 'later', code: 'offline' };
  };
  // The page is loaded again at each step: only what is on the device goes on.
  const deliver = async (step: string, to: string, body: object) => {
    const outbox = new Outbox({ shelf, person: 'p', send, onOutcome: () => {} });
    ids.push(outbox.add(to, body).clientId);
    fault = faultAt(step);
    const reloaded = new Outbox({ shelf, person: 'p', send, onOutcome: () => {} });
    while (reloaded.list().length > 0) {
      await reloaded.flush();
      if (reloaded.list().length > 0) await delay(30);
    }
  };
  await pupil.insist('POST', `/api/my-tests/${test}/start`, {}, faultAt('start'));
  await deliver('answer 1', test, { place: 0, after: 0, typed: '9', atMs: 1 });
  await deliver('answer 2', test, { place: 1, after: 0, typed: '3', atMs: 2 });
  await deliver('answer 3', test, { place: 2, after: 0, typed: '4', atMs: 3 });
  await deliver('answer 1 again', test, { place: 0, after: 1, typed: '2', atMs: 4 });
  await pupil.insist('POST', `/api/my-tests/${test}/submit`, {}, faultAt('hand in'));
  await deliver('practise', '', { itemId: 'q/1', version: 1, typed: '2' });
  return ids;
}

function compare(folder: string, given: ReadonlySet<string>) {
  const store = openStore(dataFolder(folder).database);
  try {
    const rows = store.all<{ id: string; count: number }>(
      `SELECT client_id AS id, count(*) AS count FROM (
         SELECT client_id FROM sheet_answers UNION ALL SELECT client_id FROM practice_answers) GROUP BY client_id`,
    );
    const kept = new Map(rows.map(({ id, count }) => [id, count]));
    return {
      lost: [...given].filter((id) => !kept.has(id)),
      doubled: rows.filter(({ id, count }) => count > 1 || !given.has(id)).map(({ id }) => id),
    };
  } finally {
    store.close();
  }
}

/** A browser's session over HTTP, on a line that a test disturbs. */
class Client {
  readonly #server: SchoolServer;
  #cookie = '';
  #csrf = '';

  constructor(server: SchoolServer) {
    this.#server = server;
  }

  /** Sends a request until the server has confirmed it. */
  async insist<Value>(
    method: string,
    path: string,
    body?: unknown,
    fault: Fault = 'nothing',
  ): Promise<Value> {
    for (let next = fault; ; next = 'nothing') {
      const reply = await this.send(method, path, body, next);
      if (reply && reply.status < 300) return reply.body as Value;
      if (reply) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
      await delay(30);
    }
  }

  /** What the server said; undefined when nothing came. A killed server is started again. */
  async send(method: string, path: string, body: unknown, fault: Fault) {
    if (fault === 'request-lost') return undefined;
    if (fault === 'killed-before') {
      await this.#killed(async () => {});
      return undefined;
    }
    const request = this.#fetch(method, path, body).catch(() => undefined);
    if (fault === 'killed-during') {
      // The server has the request and may or may not have written it.
      await this.#killed(() => delay(Math.random() * 6));
      await request;
      return undefined;
    }
    const reply = await request;
    if (fault === 'killed-after') await this.#killed(async () => {});
    return fault === 'reply-lost' || fault === 'killed-after' ? undefined : reply;
  }

  async #killed(before: () => Promise<unknown>): Promise<void> {
    await before();
    await this.#server.kill();
    await this.#server.start();
  }

  async #fetch(method: string, path: string, body: unknown) {
    const response = await fetch(this.#server.address + path, {
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
    if (value.csrf !== undefined) this.#csrf = value.csrf;
    return { status: response.status, body: value };
  }
}

/** A device's store that outlives the page. */
function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
