import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { MachineError } from '../../../core/errors.ts';
import type { ChatEvent } from '../../types.ts';
import { createUpstreamEngine } from './upstream.ts';

const answerMs = 200;

/** Answers as vLLM does: two pieces of text, 200 ms. What it sends is read by the schemas of the real thing. */
async function replica(name: string, port = 0) {
  const open = new Set<ServerResponse>();
  let asked = 0;
  const server = createServer((request, response) => {
    if (request.url === '/v1/models') {
      response.end(
        JSON.stringify({ object: 'list', data: [{ id: 'soro', max_model_len: 1024, owned_by: 'vllm' }] }),
      );
      return;
    }
    asked += 1;
    open.add(response);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const say = (content: string, reason: string | null) =>
      response.write(
        `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: reason }] })}\n\n`,
      );
    setTimeout(() => say(name, null), answerMs / 2);
    setTimeout(() => {
      say('.', 'stop');
      response.end('data: [DONE]\n\n');
      open.delete(response);
    }, answerMs);
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const kill = () => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(kill);
  const bound = (server.address() as AddressInfo).port;
  return { address: `http://127.0.0.1:${bound}/v1`, port: bound, kill, asked: () => asked };
}

async function answer(events: AsyncIterable<ChatEvent>) {
  let text = '';
  let firstEstimate: number | undefined;
  let waitedMs = 0;
  const began = performance.now();
  for await (const event of events) {
    if (event.type === 'queue') firstEstimate ??= event.estimatedSeconds;
    if (event.type === 'text-delta' && text === '') waitedMs = performance.now() - began - answerMs / 2;
    if (event.type === 'text-delta') text += event.text;
  }
  return { text, firstEstimate, waitedMs };
}

const request = { messages: [{ role: 'user', content: 'Салом!' }] } as const;

it('answers 30 pupils while a replica is killed: only who was being answered by it is told, and the estimates stay honest', async () => {
  const [one, other] = [await replica('one'), await replica('other')];
  const engine = await createUpstreamEngine({ address: `${one.address},${other.address}`, places: 3 });
  onTestFinished(() => engine.close());
  expect(engine.state().places).toBe(6);
  // From now on it is known how long answers take.
  await Promise.all(
    Array.from({ length: 6 }, (_, pupil) => answer(engine.generate(request, { owner: `first ${pupil}` }))),
  );
  const asked = Array.from({ length: 30 }, (_, pupil) =>
    answer(engine.generate(request, { owner: `pupil ${pupil}` })).catch((error: unknown) => error),
  );
  // In the middle of its second three.
  setTimeout(one.kill, answerMs * 1.75);
  const outcomes = await Promise.all(asked);
  const failed = outcomes.filter((outcome) => outcome instanceof Error);
  expect(failed.length).toBeLessThanOrEqual(3);
  for (const error of failed) expect(error).toBeInstanceOf(MachineError);
  const answered = outcomes.filter((outcome) => !(outcome instanceof Error)) as Awaited<
    ReturnType<typeof answer>
  >[];
  expect(answered.length + failed.length).toBe(30);
  for (const { text } of answered) expect(text).toMatch(/^(?:one|other)\.$/u);
  expect(engine.state()).toMatchObject({ places: 3, restarts: 1, ready: true });
  // Nobody was answered twice: what was asked is what was answered, and what broke off.
  expect(one.asked() + other.asked()).toBeLessThanOrEqual(6 + 30 + 3);
  // Half of the places went while they waited: nobody was told much less than it took.
  for (const { firstEstimate, waitedMs } of answered)
    if (firstEstimate !== undefined) expect(Math.abs(firstEstimate - waitedMs / 1000)).toBeLessThan(2.5);
  expect(engine.state().totals.waitErrorSeconds ?? 0).toBeLessThan(1.5);
});

it('uses a replica again when it is back, and tells it when none is there', async () => {
  const [one, other] = [await replica('one'), await replica('other')];
  const engine = await createUpstreamEngine({ address: `${one.address},${other.address}`, places: 3 });
  onTestFinished(() => engine.close());
  one.kill();
  for (let question = 0; question < 4; question += 1)
    expect((await answer(engine.generate(request))).text).toBe('other.');
  expect(engine.state().places).toBe(3);
  other.kill();
  await expect(answer(engine.generate(request))).rejects.toThrow(MachineError);
  expect(engine.state()).toMatchObject({ ready: false });
  await replica('back', one.port);
  const text = async () => (await answer(engine.generate(request)).catch(() => undefined))?.text;
  await expect.poll(text, { timeout: 8000 }).toBe('back.');
});
