import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import OpenAI, { type APIError, NotFoundError, RateLimitError } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusyError, type ChatEvent, fakeEngine } from '../../src/chat/index.ts';
import { projectFolder } from '../../src/core/configuration.ts';
import { serveApi } from '../support/http-server.ts';

const one = { token: 'Са', bytes: [...Buffer.from('Са')], logprob: -0.25 };
const pieces: ChatEvent[] = [
  { type: 'queue', position: 2, estimatedSeconds: 1 },
  { type: 'text-delta', text: 'Са', logprobs: [{ ...one, top: [one] }] },
  { type: 'restart' },
  { type: 'text-delta', text: 'лом' },
];
const messages = [{ role: 'user' as const, content: 'Салом!' }];

let server: Awaited<ReturnType<typeof serveApi>>;
let busy: Awaited<ReturnType<typeof serveApi>>;
const engine = fakeEngine(pieces);
beforeAll(async () => {
  server = await serveApi({ engine });
  const error = new BusyError({ message: 'Full.' }, 'owner', 1);
  busy = await serveApi({ engine: fakeEngine([], { error }) });
});
afterAll(() => Promise.all([server.close(), busy.close()]));

const client = (address: string) =>
  new OpenAI({ baseURL: `${address}/v1`, apiKey: 'sk-none', maxRetries: 0 });

describe("OpenAI's client for Node", () => {
  it('gets whole answers, several of them, with log-probabilities', async () => {
    const answer = await client(server.address).chat.completions.create({
      model: 'fake',
      messages,
      n: 2,
      logprobs: true,
      top_logprobs: 1,
    });
    expect(answer.choices.map((choice) => choice.message.content)).toEqual(['Салом', 'Салом']);
    expect(answer.choices[0]?.logprobs?.content?.[0]?.top_logprobs[0]?.logprob).toBe(-0.25);
    expect(answer.usage?.total_tokens).toBe(18);
  });

  it('streams, past what only Soro tells', async () => {
    const stream = await client(server.address).chat.completions.create({
      model: 'fake',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let total: number | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      total = chunk.usage?.total_tokens ?? total;
    }
    expect([text, total]).toEqual(['Салом', 14]);
  });

  it('sends a schema, continues a text, gets vectors and models', async () => {
    const openai = client(server.address);
    await openai.chat.completions.create({
      model: 'fake',
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'object' } } },
    });
    expect(engine.requests.at(-1)?.format).toEqual({ type: 'json-schema', schema: { type: 'object' } });
    const text = await openai.completions.create({ model: 'fake', prompt: 'Са', max_tokens: 3 });
    expect(text.choices[0]?.text).toBe('Салом');
    // The client asks for base64 by itself.
    const vectors = await openai.embeddings.create({ model: 'fake', input: ['абв'] });
    expect(vectors.data[0]?.embedding).toEqual([3, 1]);
    expect((await openai.models.list()).data.map((model) => model.id)).toEqual(['fake']);
  });

  it('understands our errors', async () => {
    const wrong = client(server.address).chat.completions.create({ model: 'gpt', messages });
    await expect(wrong).rejects.toThrow(NotFoundError);
    const full = await client(busy.address)
      .chat.completions.create({ model: 'fake', messages })
      .catch((error: unknown) => error);
    expect(full).toBeInstanceOf(RateLimitError);
    expect((full as APIError).code).toBe('rate_limit_exceeded');
    expect((full as RateLimitError).headers?.get('retry-after')).toBe('1');
  });
});

const python = process.env.SORO_OPENAI_PYTHON ?? join(projectFolder, '.venv', 'bin', 'python');
const run = promisify(execFile);
const reason = await pythonReason();
if (reason) process.stderr.write(`Skipped OpenAI's client for Python: ${reason}.\n`);

async function pythonReason(): Promise<string | undefined> {
  if (!existsSync(python)) return `no Python at ${python} (SORO_OPENAI_PYTHON names one)`;
  return run(python, ['-c', 'import openai']).then(
    () => undefined,
    () => `the package openai is not installed for ${python} (SORO_OPENAI_PYTHON names another)`,
  );
}

describe.skipIf(reason)("OpenAI's client for Python", () => {
  it('gets answers, streams, vectors and errors', async () => {
    const script = join(projectFolder, 'tests', 'api', 'openai-client.py');
    const { stdout } = await run(python, [script, `${server.address}/v1`, `${busy.address}/v1`]);
    expect(JSON.parse(stdout)).toEqual({
      answers: ['Салом', 'Салом'],
      stream: 'Салом',
      usage: 14,
      text: 'Салом',
      vector: [3, 1],
      models: ['fake'],
      errors: ['NotFoundError', 'RateLimitError', 'BadRequestError'],
    });
  });
});
