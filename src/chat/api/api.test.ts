import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import { fakeEngine } from '../testing.ts';
import { createApi } from './api.ts';
import type { Page } from './page.ts';

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
