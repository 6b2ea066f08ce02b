// How long a pupil waits for the first text of an exact answer or a quote: `npm run bench first-text`. The school's server
// runs in a process of its own, without a model; the starter library answers. Questions are of the lessons.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { sharedFolder } from '../../src/core/configuration.ts';
import { parseJson, parseWith } from '../../src/core/schema.ts';
import { seededRandom } from '../../src/core/seeded-random.ts';

const lessons = join(sharedFolder(), 'data', 'lessons', 'articles.jsonl');
const pupils = 30;
const questionsEach = 6;
/** Between two questions of a pupil, on average; a class of 30 then asks three times a second at most. */
const pauseMs = 10_000;
const random = seededRandom(2026);
const below = (limit: number) => Math.floor(random() * limit);

if (!existsSync(lessons)) console.log(`Skipped: no lessons at ${lessons} (SORO_SHARED).`);
else await measure();

async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'soro-first-text-'));
  const server = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(new URL('./first-text/server.ts', import.meta.url)), folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const address = await new Promise<string>((resolve) =>
      server.stdout.once('data', (text) => resolve(String(text).trim())),
    );
    const quotes = await questionsOfLessons();
    const sum = () => `${100 + below(900)} × ${2 + below(90)} чанд мешавад?`;
    // What a first question loads (word lists, statements) is not what is asked about here.
    for (let turn = 0; turn < 5; turn += 1) await firstTextMs(address, quotes(), sum());
    console.log(
      `| asked | questions | p50 ms | p95 ms | most ms | load |\n| --- | ---: | ---: | ---: | ---: | ---: |`,
    );
    report('tools, one pupil', await oneByOne(address, sum, 60));
    report('quotes, one pupil', await oneByOne(address, quotes, 60));
    report(`quotes and tools, ${pupils} pupils at their pace`, await classOf(address, quotes, sum));
    report(`quotes, ${pupils} pupils in one moment`, await together(address, quotes));
  } finally {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await gone;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Draws a question as pupils type it. */
async function questionsOfLessons(): Promise<() => string> {
  const schema = z.looseObject({ questions: z.array(z.looseObject({ typed: z.string() })).default([]) });
  const lines = (await readFile(lessons, 'utf8')).split('\n').filter((line) => line !== '');
  const typed = lines
    .flatMap((line) => parseWith(schema, parseJson(line, { file: lessons }), { file: lessons }).questions)
    .map((question) => question.typed)
    .filter((question) => question !== '');
  return () => typed[below(typed.length)] ?? '';
}

async function oneByOne(address: string, question: () => string, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let turn = 0; turn < count; turn += 1) found.push(...(await firstTextMs(address, question())));
  return found;
}

async function classOf(address: string, quote: () => string, sum: () => string): Promise<number[]> {
  const attend = async () => {
    const found: number[] = [];
    for (let turn = 0; turn < questionsEach; turn += 1) {
      await delay(2 * pauseMs * random());
      found.push(...(await firstTextMs(address, random() < 0.7 ? quote() : sum())));
    }
    return found;
  };
  return (await Promise.all(Array.from({ length: pupils }, attend))).flat();
}

async function together(address: string, question: () => string): Promise<number[]> {
  return (await Promise.all(Array.from({ length: pupils }, () => firstTextMs(address, question())))).flat();
}

/** Asks in new conversations; from the question's way out to the first text on its way in. */
async function firstTextMs(address: string, ...questions: readonly string[]): Promise<number[]> {
  const session = (await (await fetch(`${address}/api/session`)).json()) as { csrf: string };
  const post = async <Value>(path: string, body: object): Promise<Value> => {
    const response = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-soro-csrf': session.csrf },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Value;
  };
  const found: number[] = [];
  for (const text of questions) {
    const clientId = () => `first-text-${String(Math.floor(random() * 1e12)).padStart(12, '0')}`;
    const { id } = await post<{ id: string }>('/api/conversations', { clientId: clientId() });
    const begun = performance.now();
    const { answer } = await post<{ answer: { id: string } }>(`/api/conversations/${id}/questions`, {
      ...{ clientId: clientId(), parentId: null, text },
    });
    const response = await fetch(`${address}/api/answers/${answer.id}/events`);
    const decoder = new TextDecoder();
    let told = '';
    for await (const piece of response.body ?? []) {
      told += decoder.decode(piece, { stream: true });
      if (/^event: (text|finish)$/mu.test(told)) break;
    }
    found.push(performance.now() - begun);
  }
  return found;
}

function report(name: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0);
  console.log(
    `| ${name} | ${sorted.length} | ${at(0.5)} | ${at(0.95)} | ${at(1)} | ${loadavg()[0]?.toFixed(1)} |`,
  );
}
