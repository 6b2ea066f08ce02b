import { setTimeout as delay } from 'node:timers/promises';
import { checkDatabase } from '../../src/school/database/restore.ts';
import { openStore } from '../../src/school/database/store.ts';
import { dataFolder } from '../../src/school/running/data-folder.ts';
import { freePort, SchoolServer } from './school-server.ts';

export interface DayOptions {
  readonly folder: string;
  readonly seconds: number;
  readonly pupils: number;
  readonly seed: number;
  /** A GGUF model; without one a play-back engine answers. */
  readonly modelFile?: string | undefined;
  readonly log?: (line: string) => void;
}

export interface DayReport {
  readonly confirmed: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly unreadable: readonly string[];
  /** Answers whose text, as it was followed over lost connections, is not what is kept. */
  readonly torn: readonly string[];
  readonly serverKills: number;
  readonly engineKills: number;
  readonly fullDisks: number;
  readonly clockJumps: number;
  readonly closedLaptops: number;
  /** Resident memory of the server in MB, each time it was looked at. */
  readonly memoryMb: readonly number[];
}

interface Confirmed {
  readonly clientId: string;
  readonly text: string;
  readonly conversation: string;
}

const pin = ['sun', 'moon', 'star', 'fish'];

/** A day of a class, in short: pupils ask and read while server, engine, disk and clock fail. */
export async function classroomDay(options: DayOptions): Promise<DayReport> {
  const { seconds, pupils, seed, log = () => {} } = options;
  const random = mulberry(seed);
  const server = new SchoolServer(options, await freePort());
  await server.start();
  const end = performance.now() + seconds * 1000;
  const counts = { serverKills: 0, engineKills: 0, fullDisks: 0, clockJumps: 0, closedLaptops: 0 };
  const confirmed: Confirmed[] = [];
  const torn: string[] = [];
  const memoryMb: number[] = [];
  const code = await prepareClass(server);
  const students = await Promise.all(
    Array.from({ length: pupils }, async (_, index) => {
      const student = new Student(server, mulberry(seed + index + 1));
      await student.join(code, `хонанда ${index}`);
      return student;
    }),
  );
  const lesson = students.map((student) =>
    student.learn(end, {
      confirmed: (one) => confirmed.push(one),
      torn: (id) => torn.push(id),
      closedLaptop: () => {
        counts.closedLaptops += 1;
      },
    }),
  );
  await misfortunes();
  await Promise.all(lesson);
  await server.stop();
  log(`${confirmed.length} questions confirmed`);
  return { confirmed: confirmed.length, ...audit(options.folder, confirmed), torn, ...counts, memoryMb };

  async function misfortunes(): Promise<void> {
    while (performance.now() < end) {
      await delay(
        Math.min(1000 + random() * (seconds > 60 ? 14_000 : 1000), Math.max(0, end - performance.now())),
      );
      memoryMb.push(await server.memoryMb());
      // The first misfortune is always a killed server.
      const chance = counts.serverKills === 0 ? 0 : random();
      if (chance < 0.4) {
        counts.serverKills += 1;
        await server.kill();
        await delay(random() * 500);
        await server.start();
      } else if (chance < 0.6) {
        counts.clockJumps += 1;
        server.signal('SIGUSR1');
      } else if (chance < 0.8) {
        counts.fullDisks += 1;
        server.signal('SIGUSR2');
        await delay(500 + random() * 1000);
        server.signal('SIGUSR2');
      } else if (await server.killEngine()) counts.engineKills += 1;
    }
  }
}

/** Compares what was confirmed with what is on disk. */
function audit(folder: string, confirmed: readonly Confirmed[]) {
  const store = openStore(dataFolder(folder).database);
  try {
    checkDatabase(store);
    const kept = new Map<string, number>();
    const sql = `SELECT conversations.id || ' ' || messages.client_id AS key, count(*) AS count FROM messages
      JOIN conversations ON conversations.number = conversation_number
      WHERE role = 'user' GROUP BY conversations.id, text`;
    for (const { key, count } of store.all<{ key: string; count: number }>(sql)) kept.set(key, count);
    const lost = confirmed.filter(({ conversation, clientId }) => !kept.has(`${conversation} ${clientId}`));
    const doubled = [...kept].filter(([, count]) => count > 1).map(([key]) => key);
    const unreadable = store
      .all<{ id: string }>(
        `SELECT conversations.id FROM conversations JOIN messages ON conversation_number = conversations.number
         WHERE role = 'assistant' AND (state = 'complete' AND text = '' OR parent_number IS NULL)`,
      )
      .map(({ id }) => id);
    return { lost: lost.map(({ text }) => text), doubled, unreadable };
  } finally {
    store.close();
  }
}

/** Something that was confirmed is not there. */
class Lost extends Error {}

interface Told {
  readonly confirmed: (one: Confirmed) => void;
  readonly torn: (answerId: string) => void;
  readonly closedLaptop: () => void;
}

interface Asked {
  readonly answer: { readonly id: string };
}

class Student {
  readonly #server: SchoolServer;
  readonly #random: () => number;
  #cookie = '';
  #csrf = '';
  #count = 0;

  constructor(server: SchoolServer, random: () => number) {
    this.#server = server;
    this.#random = random;
  }

  async join(code: string, nickname: string): Promise<void> {
    await this.insist('GET', '/api/session');
    await this.insist('POST', '/api/join', { code, nickname, pin });
  }

  /** Asks and reads until the lesson is over. */
  async learn(end: number, told: Told): Promise<void> {
    while (performance.now() < end) {
      const { id } = await this.insist<{ id: string }>('POST', '/api/conversations', {
        clientId: this.#newId(),
      });
      const rules = await this.insist<{ version: string }>('GET', '/api/me/rules');
      let parentId: string | null = null;
      for (let turn = 0; turn < 3 && performance.now() < end; turn += 1) {
        const clientId = this.#newId();
        const text = `Савол ${clientId}`;
        const asked: Asked = await this.insist('POST', `/api/conversations/${id}/questions`, {
          clientId,
          parentId,
          text,
          rules: rules.version,
        });
        told.confirmed({ clientId, text, conversation: id });
        if (this.#random() < 0.15) {
          told.closedLaptop();
          await delay(this.#random() * 800);
        }
        await this.#follow(asked.answer.id, told);
        parentId = asked.answer.id;
        await delay(this.#random() * 300);
      }
    }
  }

  /** Follows an answer over every lost connection and compares it with what is kept. */
  async #follow(answerId: string, told: Told): Promise<void> {
    let text = '';
    for (;;) {
      const end = await this.#read(answerId, text).catch((error: unknown) => {
        if (error instanceof Lost) throw error;
        return undefined;
      });
      if (end === undefined) {
        await delay(100);
        continue;
      }
      text = end.text;
      if (!end.finish) continue;
      const kept = end.finish;
      // After a kill the page may know more than was kept; then it takes what the server says.
      if (kept.state === 'complete' && kept.text !== text) told.torn(answerId);
      return;
    }
  }

  async #read(answerId: string, known: string) {
    const response = await fetch(
      `${this.#server.address}/api/answers/${answerId}/events?after=${known.length}`,
      {
        headers: { cookie: this.#cookie },
        signal: AbortSignal.timeout(this.#random() < 0.1 ? 300 : 30_000),
      },
    );
    if (response.status === 404) throw new Lost(`The answer ${answerId} is gone.`);
    if (!response.ok || !response.body) return undefined;
    let text = known;
    let finish: { state: string; text: string } | undefined;
    let buffer = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body) {
        buffer += decoder.decode(chunk, { stream: true });
        const blocks = buffer.split('\n\n');
        buffer = blocks.pop() ?? '';
        for (const block of blocks) {
          const event = /^event: (.*)$/mu.exec(block)?.[1];
          const data = JSON.parse(/^data: (.*)$/mu.exec(block)?.[1] ?? '{}');
          if (event === 'text') text += data.text;
          if (event === 'reset') text = '';
          if (event === 'finish') finish = data.answer;
        }
      }
    } catch {
      // The connection was lost; what came is kept.
    }
    return { text, finish };
  }

  /** Sends a request again and again until the server has confirmed it, as a page does. */
  async insist<Value>(method: string, path: string, body?: unknown): Promise<Value> {
    for (;;) {
      const reply = await this.#send(method, path, body).catch(() => undefined);
      if (reply && reply.status < 300) return reply.body as Value;
      if (reply && ![403, 429, 503, 507].includes(reply.status)) {
        throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
      }
      if (reply?.status === 403) await this.#send('GET', '/api/session').catch(() => undefined);
      await delay(50 + this.#random() * 200);
    }
  }

  async #send(method: string, path: string, body?: unknown) {
    const response = await fetch(this.#server.address + path, {
      method,
      headers: {
        cookie: this.#cookie,
        'x-soro-csrf': this.#csrf,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const cookies = response.headers.getSetCookie();
    const cookie = cookies.find((one) => one.startsWith('soro_session='));
    const value = (await response.json()) as { readonly csrf?: string };
    if (cookie) this.#cookie = cookie.split(';', 1)[0] ?? '';
    if (value.csrf !== undefined) this.#csrf = value.csrf;
    return { status: response.status, body: value };
  }

  #newId(): string {
    this.#count += 1;
    return `client-${String(Math.floor(this.#random() * 1e12)).padStart(12, '0')}-${this.#count}`;
  }
}

async function prepareClass(server: SchoolServer): Promise<string> {
  const administrator = new Student(server, Math.random);
  await administrator.insist('GET', '/api/session');
  const account = { schoolName: 'Мактаб', name: 'Директор', password: 'калимаи рамз' };
  await administrator.insist('POST', '/api/set-up', account);
  return (await administrator.insist<{ code: string }>('POST', '/api/classes', { name: '7а' })).code;
}

/** Small numbers by chance that a seed repeats. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
