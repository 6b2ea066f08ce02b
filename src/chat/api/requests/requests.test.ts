import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../../core/configuration.ts';
import { type FakeEngine, fakeEngine } from '../../testing.ts';
import type { AnswerLogprob, PromptToken } from '../../types.ts';
import { type ApiOptions, createApi } from '../api.ts';
import type { Caller } from '../caller.ts';
import { chatChunk, chatCompletion, textCompletion } from '../responses.ts';
import { ignoredFields } from './fields.ts';

const user = { role: 'user', content: 'Салом!' };

function client(engine: FakeEngine = fakeEngine(['ҳа']), options: Partial<ApiOptions> = {}) {
  const app = createApi({ engine, ...options });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
    });
  return {
    app,
    engine,
    post,
    chat: (body: object) => post('/v1/chat/completions', { messages: [user], ...body }),
    text: (body: object) => post('/v1/completions', { prompt: 'Як', ...body }),
  };
}

async function errorOf(response: Response) {
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  return { status: response.status, ...error };
}

describe('a conversation that goes on', () => {
  it('takes back each message that it sent, as clients fill it in', async () => {
    const { chat, engine } = client();
    const answer = chatCompletion.parse(await (await chat({})).json()).choices[0]?.message;
    const filled = {
      ...answer,
      refusal: null,
      audio: null,
      annotations: [],
      function_call: null,
      tool_calls: [],
      name: 'soro',
      parsed: { a: 1 },
      reasoning_content: null,
      provider_specific_fields: {},
    };
    for (const sent of [answer, filled, { ...answer, tool_calls: null, content: null, refusal: 'Не.' }]) {
      expect((await chat({ messages: [user, sent, user] })).status).toBe(200);
    }
    expect(engine.requests.map(({ messages }) => messages[1]?.content)).toEqual([
      undefined,
      'ҳа',
      'ҳа',
      'Не.',
    ]);
  });

  it('may begin with several system messages, which are one', async () => {
    const { chat, engine } = client();
    const system = (role: string, content: string) => ({ role, content });
    await chat({ messages: [system('system', 'Як.'), system('developer', 'Ду.'), user] });
    expect(engine.requests[0]?.messages).toEqual([{ role: 'system', content: 'Як.\n\nДу.' }, user]);
  });

  it.each([
    [{ messages: [user, { role: 'tool', content: '4', tool_call_id: 'a' }] }, 'messages.1.role'],
    [
      { messages: [user, { role: 'assistant', content: null, tool_calls: [{ id: 'a' }] }, user] },
      'messages.1.tool_calls',
    ],
    [{ tools: [{ type: 'function', function: { name: 'f' } }] }, 'tools'],
    [{ functions: [{ name: 'f' }] }, 'functions'],
    [{ tool_choice: 'required' }, 'tool_choice'],
    [
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] },
      'messages.0.content.0',
    ],
    [{ messages: [{ role: 'user', content: null }] }, 'messages.0.content'],
    [{ messages: [{ ...user, extra: 1 }] }, 'messages.0.extra'],
  ])('is refused with a reason where the model cannot follow: %j', async (body, param) => {
    expect(await errorOf(await client().chat(body))).toMatchObject({ status: 400, param });
  });
});

describe('parameters', () => {
  it.each(Object.keys(ignoredFields))('that cannot change the answer are accepted: %s', async (name) => {
    const { chat, text } = client();
    for (const value of [null, 'auto', true, { a: 1 }, 4096]) {
      expect((await chat({ [name]: value })).status).toBe(200);
      expect((await text({ [name]: value })).status).toBe(200);
    }
  });

  it('that are passed over are listed in docs/api.md', async () => {
    const guide = await readFile(join(projectFolder, 'docs', 'api.md'), 'utf8');
    for (const name of Object.keys(ignoredFields)) expect(guide).toContain(`\`${name}\``);
  });

  it('of sampling reach the engine', async () => {
    const { chat, text, engine } = client();
    const sampling = {
      top_k: 40,
      min_p: 0.1,
      repetition_penalty: 1.1,
      presence_penalty: 0.5,
      frequency_penalty: -1,
    };
    await chat({ ...sampling, seed: -1, top_p: 0 });
    await text({ top_k: -1, repeat_penalty: 1.3, seed: 2 ** 40 + 3 });
    expect(engine.requests).toMatchObject([
      {
        topK: 40,
        minP: 0.1,
        repetitionPenalty: 1.1,
        presencePenalty: 0.5,
        frequencyPenalty: -1,
        seed: 0xffff_ffff,
      },
      { topK: 0, repetitionPenalty: 1.3, seed: 3 },
    ]);
    expect(engine.requests[0]?.topP).toBeGreaterThan(0);
  });

  it.each([
    { top_k: -2 },
    { min_p: 2 },
    { repetition_penalty: 0 },
    { presence_penalty: 3 },
    { num_predict: 5 },
  ])('that mean something else are refused by name: %j', async (body) => {
    expect(await errorOf(await client().chat(body))).toMatchObject({
      status: 400,
      param: Object.keys(body)[0],
    });
  });

  it('may be nested a hundred levels deep and no more, in any field', async () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const send = (field: string, levels: number) =>
      client().post('/v1/chat/completions', Buffer.from(`{"messages": [], "${field}": ${nested(levels)}}`));
    for (const field of ['metadata', 'messages', 'tools', 'response_format', 'stop', 'anything']) {
      expect(await errorOf(await send(field, 100_000))).toMatchObject({
        status: 400,
        message: expect.stringContaining('100 levels'),
      });
      expect((await send(field, 90)).status).toBeLessThan(500);
    }
  });

  it('may hold a key called __proto__ in a schema, which is refused and not lost', async () => {
    const schema = '{"type":"object","properties":{"__proto__":{"type":"string"}}}';
    const format = `{"type":"json_schema","json_schema":{"name":"a","schema":${schema}}}`;
    const { post, engine } = client();
    await post(
      '/v1/chat/completions',
      Buffer.from(`{"messages":[${JSON.stringify(user)}],"response_format":${format}}`),
    );
    expect(JSON.stringify(engine.requests[0]?.format)).toContain('__proto__');
  });
});

describe('texts to be continued', () => {
  it('may be several, each with several answers, in the order of OpenAI', async () => {
    const { text, engine } = client();
    const body = textCompletion.parse(await (await text({ prompt: ['а', 'б'], n: 2, seed: 5 })).json());
    expect(body.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(engine.requests.map((one) => [one.text, one.seed])).toEqual([
      ['а', 5],
      ['а', 6],
      ['б', 5],
      ['б', 6],
    ]);
    expect(body.usage).toMatchObject({ prompt_tokens: 20, completion_tokens: 4 });
  });

  it('may be tokens, one list or several', async () => {
    const { text, engine } = client();
    await text({ prompt: [2, 10, 11] });
    await text({
      prompt: [
        [2, 10],
        [2, 11],
      ],
    });
    expect(engine.requests.map(({ tokens }) => tokens)).toEqual([
      [2, 10, 11],
      [2, 10],
      [2, 11],
    ]);
  });

  it.each([[[]], [[[]]], [['a', 1]], [[1.5]], [[-1]], [[1, 'a']], [Array(65).fill('а')]])(
    'are refused when they are neither: %j',
    async (prompt) => {
      expect(await errorOf(await client().text({ prompt }))).toMatchObject({ status: 400 });
    },
  );

  it('come back before the answer with echo', async () => {
    const { text } = client();
    const body = textCompletion.parse(await (await text({ echo: true })).json());
    expect(body.choices[0]).toMatchObject({ text: 'Якҳа', logprobs: null });
    const stream = await (await text({ echo: true, stream: true })).text();
    expect([...stream.matchAll(/"text":"([^"]*)"/gu)].map(([, piece]) => piece).join('')).toBe('Якҳа');
  });

  it('come back with their probabilities, the first without one', async () => {
    const token = (text: string, logprob: number): AnswerLogprob => {
      const one = { token: text, bytes: [...Buffer.from(text)], logprob };
      return { ...one, top: [one] };
    };
    const prompt: PromptToken[] = [{ ...token('Я', 0), logprob: null, top: [] }, token('к', -2)];
    const engine = () =>
      fakeEngine([
        { type: 'prompt', tokens: prompt },
        { type: 'text-delta', text: 'ҳа', logprobs: [token('ҳа', -1)] },
      ]);
    const ask = async (body: object) => {
      const answer = await client(engine()).text({ prompt: [7, 8], echo: true, ...body });
      return textCompletion.parse(await answer.json()).choices[0];
    };
    expect(await ask({ logprobs: 1 })).toMatchObject({
      text: 'Якҳа',
      logprobs: {
        tokens: ['Я', 'к', 'ҳа'],
        token_logprobs: [null, -2, -1],
        top_logprobs: [null, { к: -2 }, { ҳа: -1 }],
        text_offset: [0, 1, 2],
      },
    });
    expect(await ask({ logprobs: 1, max_tokens: 0 })).toMatchObject({
      text: 'Як',
      logprobs: { tokens: ['Я', 'к'] },
    });
    expect(await ask({})).toMatchObject({ text: 'Якҳа' });
  });

  it('need something to be asked for', async () => {
    expect(await errorOf(await client().text({ max_tokens: 0 }))).toMatchObject({
      status: 400,
      param: 'max_tokens',
    });
  });

  it('become no vectors when they are tokens of somebody else', async () => {
    for (const input of [[1, 2], [[1, 2]]]) {
      const answer = await errorOf(await client().post('/v1/embeddings', { input }));
      expect(answer).toMatchObject({ status: 400, param: 'input' });
    }
    const many = await client().post('/v1/embeddings', { input: Array(2048).fill('а') });
    expect(many.status).toBe(200);
  });
});

describe('many answers', () => {
  it('are written as many at a time as their owner may have, and counted as one request', async () => {
    const pupil: Caller = { owner: 'key/1', role: 'pupil', scopes: ['chat'] };
    let most = 0;
    const engine = fakeEngine(['а', 'б'], {
      pace: async () => {
        most = Math.max(most, engine.running());
        await new Promise((resolve) => setTimeout(resolve, 1));
      },
    });
    const { chat } = client(engine, { resolveCaller: () => pupil });
    const body = chatCompletion.parse(await (await chat({ n: 8 })).json());
    expect(body.choices.map((choice) => choice.message.content)).toEqual(Array(8).fill('аб'));
    expect(most).toBe(2);
    expect(engine.callers.map(({ isFurther }) => isFurther)).toEqual([false, ...Array(7).fill(true)]);
  });
});

describe('the model', () => {
  it('is meant by its name and by "soro"', async () => {
    const { app, chat } = client();
    for (const model of ['fake', 'soro', null]) expect((await chat({ model })).status).toBe(200);
    expect((await chat({ model: 'gpt-4o' })).status).toBe(404);
    for (const name of ['fake', 'soro', 'soro/']) {
      expect(await (await app.request(`/v1/models/${name}`)).json()).toMatchObject({ id: 'fake' });
    }
  });

  it('calls tools where it can', async () => {
    const call = (index: number, name: string, text: string) => ({
      index,
      function: { name, arguments: text },
    });
    const engine = fakeEngine([
      { type: 'tool-calls', calls: [{ ...call(0, 'weather', '{"ci'), id: 'a', type: 'function' }] },
      { type: 'tool-calls', calls: [call(0, '', 'ty":1}')] },
    ]);
    const able = { ...engine, model: { ...engine.model, callsTools: true } };
    const tools = [{ type: 'function', function: { name: 'weather', parameters: {} } }];
    const answer = { role: 'assistant', content: null, tool_calls: [{ id: 'a', type: 'function' }] };
    const messages = [user, answer, { role: 'tool', tool_call_id: 'a', content: '20°' }];
    const { chat } = client(able);
    const body = chatCompletion.parse(await (await chat({ tools, messages, tool_choice: 'auto' })).json());
    expect(body.choices[0]?.message).toMatchObject({
      content: null,
      tool_calls: [{ id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city":1}' } }],
    });
    expect(engine.requests[0]?.passedOn).toMatchObject({ messages, fields: { tools, tool_choice: 'auto' } });
    const stream = await (await chat({ tools, stream: true })).text();
    const deltas = stream.split('\n\n').flatMap((block) => {
      const data = block.replace('data: ', '');
      return data.startsWith('{')
        ? (chatChunk.parse(JSON.parse(data)).choices[0]?.delta.tool_calls ?? [])
        : [];
    });
    expect(deltas.map((one) => one.function?.arguments).join('')).toBe('{"city":1}');
  });
});

describe('a connection', () => {
  const body = { messages: [user] };

  it('may end its addresses with a slash', async () => {
    const { post, app } = client();
    expect((await post('/v1/chat/completions/', body)).status).toBe(200);
    expect((await app.request('/v1/models/')).status).toBe(200);
  });

  it('is told the right method', async () => {
    const { app } = client();
    for (const [method, path, allow] of [
      ['GET', '/v1/chat/completions', 'POST, OPTIONS'],
      ['DELETE', '/v1/models', 'GET, HEAD, OPTIONS'],
      ['PUT', '/v1/models/soro', 'GET, HEAD, OPTIONS'],
      ['POST', '/healthz', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const response = await app.request(path, { method });
      expect(response.headers.get('allow')).toBe(allow);
      expect(await errorOf(response)).toMatchObject({ status: 405, type: 'invalid_request_error' });
    }
    const options = await app.request('/v1/embeddings', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  });

  it('without /v1 is told where it is', async () => {
    expect(await errorOf(await client().post('/chat/completions', body))).toMatchObject({
      status: 404,
      message: expect.stringContaining('/v1/chat/completions'),
    });
  });

  it('may send compressed bodies, which are bounded unpacked', async () => {
    const { post, engine } = client();
    const packed = (bytes: Uint8Array, encoding: string) =>
      post('/v1/chat/completions', bytes, { 'content-encoding': encoding });
    expect((await packed(gzipSync(JSON.stringify(body)), 'gzip')).status).toBe(200);
    expect((await packed(zstdCompressSync(JSON.stringify(body)), 'zstd')).status).toBe(200);
    expect(engine.requests).toHaveLength(2);
    expect((await packed(gzipSync(Buffer.alloc(50_000_000, ' ')), 'gzip')).status).toBe(413);
    expect(await errorOf(await packed(Buffer.from('{}'), 'gzip'))).toMatchObject({ status: 400 });
    const unknown = await packed(Buffer.from('{}'), 'lzma');
    expect(unknown.headers.get('accept-encoding')).toContain('gzip');
    expect(await errorOf(unknown)).toMatchObject({ status: 415 });
  });

  it('is refused what is not UTF-8', async () => {
    const bytes = Buffer.from('{"messages":[{"role":"user","content":"\xd1\xe0\xeb\xee\xec"}]}', 'latin1');
    expect(await errorOf(await client().post('/v1/chat/completions', bytes))).toMatchObject({ status: 400 });
  });

  it('is told when it is closed because a body was not read', async () => {
    const { post } = client();
    const large = Buffer.alloc(2_000_000, ' ');
    const length = { 'content-length': String(large.length) };
    expect((await post('/v1/chat/completions', large, length)).headers.get('connection')).toBe('close');
    const stranger = client(fakeEngine([]), { resolveCaller: () => undefined });
    expect((await stranger.post('/v1/chat/completions', large, length)).headers.get('connection')).toBe(
      'close',
    );
    expect((await stranger.chat({})).headers.get('connection')).toBeNull();
  });

  it('has an id by which its request can be found', async () => {
    expect((await client().chat({})).headers.get('x-request-id')).toMatch(/^req_/u);
  });
});

describe('pages elsewhere', () => {
  const preflight = (options: Partial<ApiOptions>, origin: string) =>
    client(fakeEngine([]), { resolveCaller: () => undefined, ...options }).app.request(
      '/v1/chat/completions',
      {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type,x-stainless-os',
        },
      },
    );
  const origins = ['https://school.tj'];

  it('may call the API where the server was told so, without a key for the question whether', async () => {
    const allowed = await preflight({ origins }, 'https://school.tj');
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': 'https://school.tj',
      'access-control-allow-headers': 'authorization,content-type,x-stainless-os',
      vary: 'Origin',
    });
    const { app } = client(fakeEngine([]), { origins: ['*'] });
    const answer = await app.request('/v1/models', { headers: { origin: 'https://any.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('may not otherwise', async () => {
    for (const options of [{}, { origins }]) {
      const refused = await preflight(options, 'https://evil.example');
      expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    }
    const { app } = client(fakeEngine([]), { origins: ['*'] });
    const health = await app.request('/healthz', { headers: { origin: 'https://any.example' } });
    expect(health.headers.get('access-control-allow-origin')).toBeNull();
  });
});
