import { createServer, type Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { describe, expect, it } from 'vitest';
import { BadInputError, MachineError } from '../../../core/errors.ts';
import { listenForTest } from '../../../core/testing/listen.ts';
import { createApi } from '../../api/api.ts';
import { BusyError } from '../../queue/busy-error.ts';
import { fakeEngine } from '../../testing.ts';
import type { ChatEvent, ChatRequest } from '../../types.ts';
import { createUpstreamEngine } from './upstream.ts';

const listen = async (server: Server) => `${await listenForTest(server)}/v1`;

/** A server of another make: lists one model, answers every question with these pieces of a stream. */
function foreign(pieces: readonly string[], status = 200, headers: Record<string, string> = {}) {
  const bodies: unknown[] = [];
  const server = createServer(async (request, response) => {
    if (request.url === '/v1/models') {
      response.end(JSON.stringify({ data: [{ id: 'qwen', max_model_len: 4096, owned_by: 'vllm' }] }));
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    bodies.push({ key: request.headers.authorization, ...JSON.parse(Buffer.concat(parts).toString()) });
    response.writeHead(status, { 'content-type': 'text/event-stream', ...headers });
    for (const piece of pieces) response.write(piece);
    response.end();
  });
  return { bodies, address: listen(server) };
}

const question: ChatRequest = { messages: [{ role: 'user', content: 'Салом!' }], maximumTokens: 8 };

async function collect(events: AsyncIterable<ChatEvent>) {
  const seen: ChatEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (content: string) => event({ choices: [{ delta: { content }, finish_reason: null }] });
const stop = event({ choices: [{ delta: {}, finish_reason: 'content_filter' }] });
const usage = event({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } });

describe('an upstream server', () => {
  it('answers in its own words and is asked in its own format', async () => {
    const whole = `: hello\n\n${delta('Са')}${delta('лом')}${stop}${usage}data: [DONE]\n\n`;
    // Cut in the middle of events and of characters.
    const bytes = Buffer.from(whole);
    const server = foreign([
      bytes.subarray(0, 51) as unknown as string,
      bytes.subarray(51) as unknown as string,
    ]);
    const engine = await createUpstreamEngine({ address: await server.address, key: 'sk-1' });
    expect(engine.model).toMatchObject({ id: 'qwen', contextSizeTokens: 4096 });
    expect(await collect(engine.generate({ ...question, seed: 3, stop: ['!'] }))).toEqual([
      { type: 'text-delta', text: 'Са' },
      { type: 'text-delta', text: 'лом' },
      {
        type: 'finish',
        reason: 'stop',
        usage: { promptTokens: 9, completionTokens: 2, reusedTokens: 0 },
        droppedMessages: 0,
      },
    ]);
    expect(server.bodies).toEqual([
      {
        key: 'Bearer sk-1',
        model: 'qwen',
        stream: true,
        stream_options: { include_usage: true },
        messages: question.messages,
        max_tokens: 8,
        seed: 3,
        stop: ['!'],
      },
    ]);
  });

  it('may be another Soro, with everything that it has', async () => {
    const behind = fakeEngine([
      { type: 'queue', position: 2, estimatedSeconds: 3 },
      'Са',
      { type: 'restart' },
      'лом',
    ]);
    const app = createApi({ engine: behind });
    const address = await listen(createAdaptorServer({ fetch: app.fetch }) as Server);
    const engine = await createUpstreamEngine({ address });
    const events = await collect(engine.generate({ ...question, format: { type: 'json' } }));
    expect(events.filter((one) => one.type === 'text-delta').map((one) => one.text)).toEqual(['Са', 'лом']);
    expect(events.at(-1)).toMatchObject({ type: 'finish', usage: { promptTokens: 10, reusedTokens: 4 } });
    expect(behind.requests[0]).toMatchObject({ messages: question.messages, format: { type: 'json' } });
    expect(await engine.embed(['абв'])).toEqual({ vectors: [[3, 1]], promptTokens: 1 });
  });

  it('is handed tools and conversations about them, and tells of calls', async () => {
    const call = { index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } };
    const server = foreign([
      event({ choices: [{ delta: { role: 'assistant', content: null, tool_calls: [call] } }] }),
      event({ choices: [{ delta: {}, finish_reason: 'tool_calls' }] }),
    ]);
    const engine = await createUpstreamEngine({ address: await server.address });
    expect(engine.model.callsTools).toBe(true);
    const messages = [
      { role: 'user', content: 'Салом!' },
      { role: 'tool', tool_call_id: 'a', content: '1' },
    ];
    const passedOn = { messages, fields: { tools: [{ type: 'function' }] }, place: 'tools' };
    const events = await collect(engine.generate({ messages: [], passedOn }));
    expect(events).toMatchObject([{ type: 'tool-calls', calls: [call] }, { reason: 'tool_calls' }]);
    expect(server.bodies[0]).toMatchObject({ messages, tools: [{ type: 'function' }] });
  });

  it('hands its refusals on', async () => {
    const error = (message: string) => JSON.stringify({ error: { message, param: 'temperature' } });
    const ask = async (status: number, headers = {}) => {
      const server = foreign([error('No.')], status, headers);
      const engine = await createUpstreamEngine({ address: await server.address });
      return collect(engine.generate(question)).catch((thrown: unknown) => thrown);
    };
    expect(await ask(400)).toMatchObject({
      constructor: BadInputError,
      message: 'No.',
      place: 'temperature',
    });
    expect(await ask(429, { 'retry-after': '7' })).toMatchObject({
      constructor: BusyError,
      retryAfterSeconds: 7,
    });
    expect(await ask(500)).toBeInstanceOf(MachineError);
  });

  it('that breaks off is an error, never a short answer', async () => {
    const server = foreign([delta('Са')]);
    const engine = await createUpstreamEngine({ address: await server.address });
    await expect(collect(engine.generate(question))).rejects.toThrow(MachineError);
  });

  it('that is not there, or has not this model, is told at the start', async () => {
    await expect(createUpstreamEngine({ address: 'http://127.0.0.1:1/v1' })).rejects.toThrow(MachineError);
    await expect(createUpstreamEngine({ address: 'ftp://host' })).rejects.toThrow(BadInputError);
    const server = foreign([]);
    const options = { address: await server.address, model: 'gpt-4o' };
    await expect(createUpstreamEngine(options)).rejects.toThrow(BadInputError);
  });
});
