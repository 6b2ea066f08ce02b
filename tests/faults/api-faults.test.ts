import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorObject } from '../../src/chat/api/responses.ts';
import { createApi, type FakeEngine, fakeEngine } from '../../src/chat/index.ts';
import { serveApi } from '../support/http-server.ts';

const messages = [{ role: 'user', content: 'Салом!' }];
const slowly = () => new Promise<void>((resolve) => setTimeout(resolve, 2));

let engine: FakeEngine;
let server: Awaited<ReturnType<typeof serveApi>>;
beforeAll(async () => {
  engine = fakeEngine(new Array(2000).fill('а'), { pace: slowly });
  server = await serveApi({ engine });
});
afterAll(() => server.close());

const stillServes = async () => expect((await fetch(`${server.address}/healthz`)).status).toBe(200);

/** Sends raw text; resolves with everything that came back when the server closes, or after `patienceMs`. */
function raw(text: string, patienceMs: number): Promise<{ answer: string; closed: boolean }> {
  return new Promise((resolve) => {
    const socket: Socket = connect(server.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    const done = (closed: boolean) => {
      socket.destroy();
      resolve({ answer, closed });
    };
    socket.setEncoding('utf8').on('data', (piece) => {
      answer += piece;
    });
    socket.on('error', () => done(true));
    socket.on('close', () => done(true));
    setTimeout(() => done(false), patienceMs).unref();
  });
}

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.address}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('a server in bad company', () => {
  it('ends the answers of readers who cut the connection', async () => {
    const leaving = new AbortController();
    const answers = Array.from({ length: 20 }, () =>
      fetch(`${server.address}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ messages, stream: true }),
        signal: leaving.signal,
      }),
    );
    await Promise.all(answers);
    expect(engine.running()).toBe(20);
    leaving.abort();
    await expect.poll(() => engine.running(), { timeout: 10_000 }).toBe(0);
    await stillServes();
  });

  it('does not wait for readers who do not read', async () => {
    const body = JSON.stringify({ messages, stream: true });
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    socket.pause();
    await expect.poll(() => engine.running()).toBe(1);
    // 2000 pieces of 2 ms and more: the answer is written to its end though nobody takes it.
    await expect.poll(() => engine.running(), { timeout: 50_000 }).toBe(0);
    socket.destroy();
  });

  it('refuses bodies of 10 MB, told or not told beforehand', async () => {
    const large = JSON.stringify({ messages: [{ role: 'user', content: 'а'.repeat(5_000_000) }] });
    const told = await post(large).catch((error: unknown) => error);
    // The connection may be closed before everything was sent, which is as good.
    if (told instanceof Response) expect(told.status).toBe(413);
    const untold = await fetch(`${server.address}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit).catch((error: unknown) => error);
    if (untold instanceof Response) expect(untold.status).toBe(413);
    await stillServes();
  });

  it('closes on who sends his headers or his question byte by byte', async () => {
    const [headers, body] = await Promise.all([
      raw('POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\nx-', 20_000),
      raw('GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n', 20_000),
    ]);
    expect(headers.closed).toBe(true);
    expect(headers.answer).toContain('408');
    expect(body.closed).toBe(true);
    await stillServes();
  });

  it('survives what is not HTTP', async () => {
    for (const text of [
      '\0\0\0\0\r\n\r\n',
      'GET / HTTP/9\r\n\r\n',
      `GET /${'a'.repeat(70_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      expect((await raw(text, 5000)).answer).toMatch(/^HTTP\/1\.1 4\d\d|^$/u);
    }
    await stillServes();
  });
});

// A small number of fuzzed requests; SORO_FUZZ=100000 for the large one.
const fuzzed = Number(process.env.SORO_FUZZ ?? 400);

describe('fuzzed requests', () => {
  const app = createApi({ engine: fakeEngine(['а']), onError: (error) => defects.push(error) });
  const defects: unknown[] = [];
  const value = fc.oneof(
    fc.json().map((text) => JSON.parse(text) as unknown),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.constantFrom(null, true, -1, 0, 1, 2 ** 31, 2 ** 53, '', [], {}),
  );
  const known = [
    ...['model', 'messages', 'stream', 'stream_options', 'temperature', 'top_p', 'seed', 'max_tokens', 'n'],
    ...['max_completion_tokens', 'stop', 'user', 'logprobs', 'top_logprobs', 'response_format', 'prompt'],
    ...['input', 'encoding_format', 'tools', 'logit_bias', '__proto__', 'constructor', 'toString'],
  ];
  const message = fc.record({
    role: fc.oneof(fc.constantFrom('system', 'user', 'assistant', 'developer'), value),
    content: value,
  });
  const body = fc.oneof(
    fc.dictionary(fc.oneof(fc.constantFrom(...known), fc.string()), value),
    fc
      .tuple(fc.array(fc.oneof(message, value)), fc.dictionary(fc.constantFrom(...known), value))
      .map(([list, rest]) => ({ ...rest, messages: list })),
    value,
  );
  const request = fc.record({
    method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'OPTIONS'),
    path: fc.oneof(
      fc.constantFrom(
        '/v1/chat/completions',
        '/v1/completions',
        '/v1/embeddings',
        '/v1/models/x',
        '/metrics',
      ),
      fc.webPath(),
    ),
    type: fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', ''),
    text: fc.oneof(
      body.map((one) => JSON.stringify(one) ?? ''),
      fc.string({ unit: 'binary' }),
    ),
  });

  it(`never make a mistake of the server (${fuzzed} of them)`, async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, type, text }) => {
        const answer = await app.request(`http://127.0.0.1${path.startsWith('/') ? path : `/${path}`}`, {
          method,
          headers: { 'content-type': type },
          ...(method === 'GET' ? {} : { body: text }),
        });
        expect(answer.status).toBeLessThan(500);
        const content = await answer.text();
        if (answer.status >= 400) errorObject.parse(JSON.parse(content));
      }),
      { numRuns: fuzzed },
    );
    expect(defects).toEqual([]);
  }, 3_600_000);
});
