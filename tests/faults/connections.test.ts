import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueuedEngine } from '../../src/chat/engine/queued-engine.ts';
import { fakeEngine } from '../../src/chat/index.ts';
import { silentProgress } from '../../src/core/progress.ts';
import { startSchool } from '../../src/school/index.ts';
import { serveApi } from '../support/http-server.ts';

/** An engine that writes until it is closed, behind the real queue. */
function endlessEngine() {
  const fake = fakeEngine(Array(100_000).fill('а '), {
    pace: () => new Promise((resolve) => setTimeout(resolve, 5)),
  });
  return new QueuedEngine(
    {
      model: fake.model,
      prepare: async (request) => ({
        write: (signal) => fake.generate(request, { signal }) as AsyncIterable<never>,
      }),
      embed: async () => ({ vectors: [], promptTokens: 0 }),
      state: () => ({ ready: true, restarts: 0, residentBytes: 0 }),
      close: async () => {},
    },
    { places: 4, maximumWaiting: 4 },
  );
}

describe('a server that is stopped', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soro-stopping-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('ends each stream with its last event, and takes no new ones', async () => {
    const school = await startSchool({
      engine: endlessEngine(),
      grounding: { mode: 'off' },
      port: 0,
      data: folder,
      progress: silentProgress,
    });
    const stream = await fetch(`${school.address}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'Салом!' }], stream: true }),
    });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader?.read())?.value ?? '';
    const begun = performance.now();
    const closed = school.close();
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) text += next.value;
    await closed;
    const last = text.trimEnd().split('\n\n').at(-1) ?? '';
    expect(JSON.parse(last.replace('data: ', ''))).toMatchObject({ error: { code: 'stopping' } });
    expect(performance.now() - begun).toBeLessThan(10_000);
    await expect(fetch(`${school.address}/healthz`)).rejects.toThrow();
  });
});

describe('a connection', () => {
  /** Sends requests one after the other on one connection; what came back, and whether it was closed. */
  async function conversation(port: number, requests: readonly string[]) {
    const socket = connect(port, '127.0.0.1');
    const state = { text: '', closed: false };
    socket.setEncoding('utf8').on('data', (piece: string) => {
      state.text += piece;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      state.closed = true;
    });
    for (const [index, request] of requests.entries()) {
      if (!socket.writable) break;
      socket.write(request);
      const answers = () => state.text.match(/HTTP\/1\.1 \d/gu)?.length ?? 0;
      await expect.poll(() => answers() > index || state.closed).toBe(true);
    }
    return { state, socket };
  }
  const post = (body: string, headers = '') =>
    `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${headers}` +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const healthy = 'GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';

  it('is closed after a body that is too large, as was said', async () => {
    const server = await serveApi({ engine: fakeEngine(['а']) });
    const { state } = await conversation(server.port, [post(' '.repeat(1_500_000)), healthy]);
    expect(state.text).toMatch(/^HTTP\/1\.1 413 /u);
    expect(state.text).toMatch(/^connection: close\r$/imu);
    await expect.poll(() => state.closed).toBe(true);
    await server.close();
  });

  it('is kept after every other refusal, as was said', async () => {
    const server = await serveApi({ engine: fakeEngine(['а']) });
    const wrong = post('{"messages": []}');
    const plain = post('{}').replace('application/json', 'text/plain');
    const { state, socket } = await conversation(server.port, [wrong, plain, healthy]);
    expect(state.text.match(/HTTP\/1\.1 \d+/gu)).toEqual(['HTTP/1.1 400', 'HTTP/1.1 415', 'HTTP/1.1 200']);
    expect(state.text).not.toMatch(/^connection: close/imu);
    expect(state.closed).toBe(false);
    socket.destroy();
    await server.close();
  });
});
