import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import { tooLong } from '../engine/fit-context.ts';
import { BusyError } from '../queue/busy-error.ts';
import { fakeEngine } from '../testing.ts';
import { createApi } from './api.ts';
import type { Caller } from './caller.ts';
import { openApiDocument } from './openapi.ts';
import type { Page } from './page.ts';
import { chatChunk, chatCompletion, embeddingsList, textCompletion } from './responses.ts';

const question = { model: 'fake', messages: [{ role: 'user', content: 'Салом!' }] };

function post(app: ReturnType<typeof createApi>, body: unknown, init: RequestInit = {}) {
  return app.request('/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  return { status: response.status, ...error };
}

function parseEvents(text: string): unknown[] {
  const blocks = text.split('\n\n').filter(Boolean);
  expect(blocks.every((block) => block.startsWith('data: '))).toBe(true);
  expect(blocks.at(-1)).toBe('data: [DONE]');
  return blocks.slice(0, -1).map((block) => JSON.parse(block.slice('data: '.length)));
}

describe('chat completions', () => {
  it('answers in one piece with usage', async () => {
    const response = await post(createApi({ engine: fakeEngine(['Сал', 'ом']) }), question);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/u),
      object: 'chat.completion',
      model: 'fake',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Салом' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
    });
  });

  it('streams chunks, then the reason, then [DONE]', async () => {
    const response = await post(createApi({ engine: fakeEngine(['Сал', 'ом']) }), {
      ...question,
      stream: true,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = parseEvents(await response.text());
    expect(events).toMatchObject([
      { object: 'chat.completion.chunk', choices: [{ delta: { role: 'assistant' }, finish_reason: null }] },
      { choices: [{ delta: { content: 'Сал' } }] },
      { choices: [{ delta: { content: 'ом' } }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }], soro: { dropped_messages: 0 } },
    ]);
    expect(new Set(events.map((event) => (event as { id: string }).id)).size).toBe(1);
  });

  it('adds a usage chunk when it is asked for', async () => {
    const body = { ...question, stream: true, stream_options: { include_usage: true } };
    const events = parseEvents(await (await post(createApi({ engine: fakeEngine(['а']) }), body)).text());
    expect(events.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 11 } });
  });

  it('hands every setting to the engine', async () => {
    const engine = fakeEngine([]);
    await post(createApi({ engine }), {
      ...question,
      messages: [{ role: 'developer', content: 'Кӯтоҳ.' }, ...question.messages],
      temperature: 0,
      top_p: 0.5,
      seed: 7,
      max_completion_tokens: 9,
      stop: '\n',
      n: 1,
      presence_penalty: 0,
      tools: [],
      logprobs: null,
    });
    expect(engine.requests).toEqual([
      {
        messages: [
          { role: 'system', content: 'Кӯтоҳ.' },
          { role: 'user', content: 'Салом!' },
        ],
        temperature: 0,
        topP: 0.5,
        seed: 7,
        maximumTokens: 9,
        presencePenalty: 0,
        stop: ['\n'],
      },
    ]);
  });

  it('joins text parts of a message', async () => {
    const engine = fakeEngine([]);
    const content = [
      { type: 'text', text: 'Са' },
      { type: 'text', text: 'лом' },
    ];
    await post(createApi({ engine }), { ...question, messages: [{ role: 'user', content }] });
    expect(engine.requests[0]?.messages).toEqual([{ role: 'user', content: 'Салом' }]);
  });

  it('ends the answer when the reader goes away', async () => {
    const engine = fakeEngine(new Array(10_000).fill('а'), {
      pace: () => new Promise((resolve) => setTimeout(resolve, 1)),
    });
    const response = await post(createApi({ engine }), { ...question, stream: true });
    const reader = response.body?.getReader();
    await reader?.read();
    expect(engine.running()).toBe(1);
    await reader?.cancel();
    await expect.poll(() => engine.running()).toBe(0);
  });

  it('ends the answer when the connection is cut', async () => {
    const engine = fakeEngine(new Array(10_000).fill('а'), {
      pace: () => new Promise((resolve) => setTimeout(resolve, 1)),
    });
    const connection = new AbortController();
    const answer = post(createApi({ engine }), question, { signal: connection.signal });
    await expect.poll(() => engine.running()).toBe(1);
    connection.abort();
    await answer;
    expect(engine.running()).toBe(0);
  });

  it('tells an error that comes in the middle of a stream', async () => {
    const error = new BadInputError({ message: 'Too long.', remedy: 'Shorten.', place: 'messages' });
    const app = createApi({ engine: fakeEngine(['а'], { error }) });
    const text = await (await post(app, { ...question, stream: true })).text();
    expect(text).toContain('"error":{"message":"Too long. Shorten."');
    expect(text).not.toContain('[DONE]');
  });
});

describe('several answers, log-probabilities, texts', () => {
  it('are asked for at the same time, each with a seed of its own', async () => {
    const engine = fakeEngine(['а']);
    const response = await post(createApi({ engine }), { ...question, n: 3, seed: 5 });
    const body = chatCompletion.parse(await response.json());
    expect(body.choices.map(({ index, message }) => [index, message.content])).toEqual([
      [0, 'а'],
      [1, 'а'],
      [2, 'а'],
    ]);
    expect(body.usage).toMatchObject({ prompt_tokens: 10, completion_tokens: 3 });
    expect(engine.requests.map(({ seed }) => seed)).toEqual([5, 6, 7]);
  });

  it('are told in the shape of OpenAI', async () => {
    const one = { token: 'а', bytes: [208, 176], logprob: -0.1 };
    const engine = fakeEngine([{ type: 'text-delta', text: 'а', logprobs: [{ ...one, top: [one] }] }]);
    const response = await post(createApi({ engine }), { ...question, logprobs: true, top_logprobs: 1 });
    const body = chatCompletion.parse(await response.json());
    expect(body.choices[0]?.logprobs?.content).toEqual([{ ...one, top_logprobs: [one] }]);
    expect(engine.requests[0]?.topLogprobs).toBe(1);
  });

  it('hand a schema on', async () => {
    const engine = fakeEngine(['{}']);
    const schema = { type: 'object' };
    const response_format = { type: 'json_schema', json_schema: { name: 'a', schema, strict: true } };
    await post(createApi({ engine }), { ...question, response_format });
    await post(createApi({ engine }), { ...question, response_format: { type: 'json_object' } });
    expect(engine.requests.map(({ format }) => format)).toEqual([
      { type: 'json-schema', schema },
      { type: 'json' },
    ]);
  });

  it('continue a text', async () => {
    const engine = fakeEngine([' буд']);
    const response = await createApi({ engine }).request('/v1/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'Як вақте', max_tokens: 4 }),
    });
    const body = textCompletion.parse(await response.json());
    expect(body.choices[0]).toMatchObject({ text: ' буд', finish_reason: 'stop' });
    expect(engine.requests[0]).toMatchObject({ text: 'Як вақте', messages: [], maximumTokens: 4 });
  });

  it('become vectors, as numbers or in base64', async () => {
    const app = createApi({ engine: fakeEngine([]) });
    const embed = async (body: object) => {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const response = await app.request('/v1/embeddings', { ...init, body: JSON.stringify(body) });
      return embeddingsList.parse(await response.json());
    };
    const numbers = await embed({ input: ['а', 'бб'] });
    expect(numbers.data.map(({ embedding }) => embedding)).toEqual([
      [1, 1],
      [2, 1],
    ]);
    const base64 = await embed({ input: 'а', encoding_format: 'base64' });
    const bytes = Buffer.from(String(base64.data[0]?.embedding), 'base64');
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual([1, 1]);
  });
});

describe('a stream', () => {
  it('says how long the wait is, and that there was a restart', async () => {
    const engine = fakeEngine([
      { type: 'queue', position: 4, estimatedSeconds: 20 },
      'а',
      { type: 'restart' },
      'б',
    ]);
    const response = await post(createApi({ engine }), { ...question, stream: true });
    const chunks = parseEvents(await response.text()).map((event) => chatChunk.parse(event));
    expect(chunks.map((chunk) => chunk.soro)).toEqual([
      undefined,
      { queue: { position: 4, estimated_seconds: 20 } },
      undefined,
      { notice: 'one-moment' },
      undefined,
      { dropped_messages: 0 },
    ]);
    expect(chunks.every((chunk) => chunk.choices.length === 1)).toBe(true);
  });

  it('that is refused at once is an error with its status, and says when to come again', async () => {
    const error = new BusyError({ message: 'Full.' }, 'everybody', 12.3);
    const response = await post(createApi({ engine: fakeEngine([], { error }) }), {
      ...question,
      stream: true,
    });
    expect(response.headers.get('retry-after')).toBe('13');
    expect(await errorOf(response)).toMatchObject({
      status: 429,
      type: 'rate_limit_error',
      code: 'overloaded',
    });
  });
});

describe('callers', () => {
  const pupil: Caller = { owner: 'pupil-7', role: 'pupil', scopes: ['chat'] };

  it('are unknown without a key and refused without a scope', async () => {
    const app = createApi({ engine: fakeEngine([]), resolveCaller: () => undefined });
    const response = await post(app, question);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await errorOf(response)).toMatchObject({ status: 401, code: 'invalid_api_key' });
    const narrow = createApi({ engine: fakeEngine([]), resolveCaller: () => pupil });
    expect(await errorOf(await narrow.request('/metrics'))).toMatchObject({
      status: 403,
      code: 'insufficient_scope',
    });
  });

  it('are asked for at every route of the API', async () => {
    const app = createApi({ engine: fakeEngine([]), resolveCaller: () => undefined });
    const open = new Set(['/healthz', '/readyz', '/openapi.json']);
    for (const [path, methods] of Object.entries(openApiDocument().paths as object)) {
      for (const method of Object.keys(methods)) {
        const { status } = await app.request(path.replace('{id}', 'x'), { method: method.toUpperCase() });
        expect([path, status]).toEqual([path, open.has(path) ? 200 : 401]);
      }
    }
  });

  it('bring their share, their turn and their limits to the engine', async () => {
    const engine = fakeEngine(['а']);
    await post(createApi({ engine, resolveCaller: () => pupil }), question);
    await post(createApi({ engine, resolveCaller: async () => ({ ...pupil, role: 'teacher' }) }), question);
    expect(engine.callers).toMatchObject([
      { owner: 'pupil-7', priority: 'pupil', limits: { promptTokens: 1536 } },
      { owner: 'pupil-7', priority: 'teacher' },
    ]);
  });

  it('share only what the server named', async () => {
    const engine = fakeEngine(['а']);
    const app = createApi({ engine, sharedTexts: ['Ту муаллим ҳастӣ.', 'Ту'] });
    const system = (content: string) => ({
      messages: [{ role: 'system', content }, ...question.messages],
    });
    await post(app, system('Ту муаллим ҳастӣ. Номи ман Анор.'));
    await post(app, system('Рамз: 4711.'));
    expect(engine.requests.map(({ sharedPrefix }) => sharedPrefix)).toEqual(['Ту муаллим ҳастӣ.', undefined]);
  });
});

describe('what watches the server', () => {
  it('reads figures, and whether the model is ready', async () => {
    const engine = fakeEngine(['а']);
    const app = createApi({ engine });
    await post(app, question);
    await app.request('/v1/models/secret-name');
    const text = await (await app.request('/metrics')).text();
    expect(text).toContain('soro_http_requests_total{route="/v1/chat/completions",status="200"} 1');
    expect(text).toContain('soro_http_requests_total{route="/v1/models/:id",status="404"} 1');
    expect(text).toContain('soro_first_text_seconds_count 1');
    expect(text).not.toContain('secret-name');
    for (const line of text.trim().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? -?[\d.e+-]+)$/u);
    }
    expect((await app.request('/readyz')).status).toBe(200);
    const starting = { ...engine, state: () => ({ ...engine.state(), ready: false }) };
    expect((await createApi({ engine: starting }).request('/readyz')).status).toBe(503);
  });
});

describe('requests that do not fit', () => {
  const app = createApi({ engine: fakeEngine(['а']) });

  it.each([
    [{ ...question, tempurature: 1 }, 'tempurature'],
    [{ ...question, temperature: 3 }, 'temperature'],
    [{ ...question, tools: [{ type: 'function' }] }, 'tools'],
    [{ ...question, n: 9 }, 'n'],
    [{ ...question, top_logprobs: 2 }, 'top_logprobs'],
    [{ ...question, response_format: { type: 'xml' } }, 'response_format.type'],
    [{ ...question, logit_bias: { 5: 1 } }, 'logit_bias'],
    [{ ...question, messages: [] }, 'messages'],
    [{ ...question, messages: [{ role: 'assistant', content: 'Салом' }] }, 'messages.0'],
    [{ ...question, messages: [{ role: 'user', content: '  ' }] }, 'messages.0'],
    [{ ...question, messages: [...question.messages, { role: 'system', content: 'а' }] }, 'messages.1.role'],
  ])('are refused by the name of the field: %j', async (body, param) => {
    expect(await errorOf(await post(app, body))).toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      param,
    });
  });

  it('are refused when they are not JSON', async () => {
    expect(await errorOf(await post(app, '{"model":'))).toMatchObject({ status: 400, param: null });
    expect(await errorOf(await post(app, '[]'))).toMatchObject({ status: 400 });
  });

  it('are refused with another content type, which other web sites could send', async () => {
    const response = await post(app, question, { headers: { 'content-type': 'text/plain' } });
    expect(await errorOf(response)).toMatchObject({ status: 415 });
  });

  it('are refused above 1 MB', async () => {
    const messages = [{ role: 'user', content: 'а'.repeat(600_000) }];
    expect(await errorOf(await post(app, { ...question, messages }))).toMatchObject({ status: 413 });
  });

  it('may leave the model out: there is only one', async () => {
    expect((await post(app, { messages: question.messages })).status).toBe(200);
  });

  it('are refused by a code of their own when they are too long', async () => {
    const long = createApi({ engine: fakeEngine([], { error: tooLong(9000, 2000) }) });
    expect(await errorOf(await post(long, question))).toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param: 'messages',
    });
  });

  it('are refused for a model that is not served', async () => {
    const response = await post(app, { ...question, model: 'gpt-4o' });
    expect(await errorOf(response)).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
  });

  it('are refused when they were addressed to a foreign name', async () => {
    const response = await app.request('http://evil.example/v1/models');
    expect(await errorOf(response)).toMatchObject({ status: 421 });
  });

  it('tells a defect to the log, not to the client', async () => {
    const seen: unknown[] = [];
    const error = new Error('secret');
    const broken = createApi({ engine: fakeEngine([], { error }), onError: (one) => seen.push(one) });
    expect(await errorOf(await post(broken, question))).toMatchObject({ status: 500, type: 'server_error' });
    expect(seen).toEqual([error]);
  });
});

describe('the rest of the server', () => {
  const page: Page = new Map([
    ['/', file('<!doctype html>', 'text/html; charset=utf-8', false)],
    ['/assets/index-abc.js', file('1', 'text/javascript; charset=utf-8', true)],
  ]);
  const app = createApi({ engine: fakeEngine([]), page });

  it('lists its model', async () => {
    expect(await (await app.request('/v1/models')).json()).toEqual({
      object: 'list',
      data: [{ id: 'fake', object: 'model', created: 1_700_000_000, owned_by: 'soro' }],
    });
    expect((await app.request('/v1/models/other')).status).toBe(404);
    expect((await app.request('/healthz')).status).toBe(200);
  });

  it('serves the page with a policy that allows only this server', async () => {
    const response = await app.request('/');
    expect(await response.text()).toBe('<!doctype html>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('lets browsers keep files whose name has a hash, and answers 304 for the page', async () => {
    const asset = await app.request('/assets/index-abc.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    const again = await app.request('/', { headers: { 'if-none-match': 'W/"etag"' } });
    expect(again.status).toBe(304);
  });

  it('tells that a file of the page is only read', async () => {
    const response = await app.request('/', { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('answers an unknown path in the same error shape', async () => {
    expect(await errorOf(await app.request('/../etc/passwd'))).toMatchObject({ status: 404 });
    expect(await errorOf(await app.request('/v1/audio/speech', { method: 'POST' }))).toMatchObject({
      status: 404,
    });
  });
});

function file(text: string, contentType: string, immutable: boolean) {
  return { content: new TextEncoder().encode(text), contentType, etag: '"etag"', immutable };
}
