import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { followAnswer } from './follow-answer.ts';
import type { AnswerEvent } from './types.ts';

const whole = 'Пойтахти Тоҷикистон Душанбе аст.';
const answer = { id: 'a', text: whole, state: 'complete' };

const event = (name: string, data: object, id?: number) =>
  `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

/** A server that sends the rest of the answer from `after` on, in pieces, and breaks off where the test says. */
function brokenServer(breaks: readonly number[]) {
  const asked: number[] = [];
  const remaining = [...breaks];
  vi.stubGlobal('fetch', async (path: string) => {
    const after = Number(new URL(path, 'http://x').searchParams.get('after'));
    asked.push(after);
    const bytes = remaining.shift();
    const events: string[] = [];
    for (let end = after + 3; end < whole.length + 3; end += 3) {
      const stop = Math.min(end, whole.length);
      events.push(event('text', { text: whole.slice(end - 3, stop) }, stop));
    }
    const all = new TextEncoder().encode(events.join('') + event('finish', { answer }));
    return new Response(bytes === undefined ? all : all.slice(0, bytes));
  });
  return asked;
}

async function collect(events: AsyncIterable<AnswerEvent>) {
  const list: AnswerEvent[] = [];
  for await (const one of events) list.push(one);
  return list;
}

const textOf = (events: readonly AnswerEvent[]) =>
  events.map((one) => (one.type === 'text' ? one.text : '')).join('');

const follow = (after = 0, signal = new AbortController().signal) =>
  followAnswer({ answerId: 'a', after, signal, pause: async () => {} });

afterEach(() => vi.unstubAllGlobals());

describe('followAnswer', () => {
  it('gives the text once and whole, wherever the line breaks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(900), { maxLength: 5 }), async (breaks) => {
        brokenServer(breaks);
        const events = await collect(follow());
        expect(textOf(events)).toBe(whole);
        expect(events[events.length - 1]).toMatchObject({ type: 'finish' });
      }),
      { numRuns: 60 },
    );
  });

  it('asks for the rest only, and says that the line was lost and found', async () => {
    const asked = brokenServer([200]);
    const events = await collect(follow());
    expect(asked[0]).toBe(0);
    expect(asked[1]).toBeGreaterThan(0);
    expect(events.filter(({ type }) => type === 'lost' || type === 'found').map(({ type }) => type)).toEqual([
      'lost',
      'found',
    ]);
  });

  it('goes on from what is there already', async () => {
    const asked = brokenServer([]);
    expect(textOf(await collect(follow(10)))).toBe(whole.slice(10));
    expect(asked).toEqual([10]);
  });

  it('tells the place in the queue and the restart', async () => {
    const body =
      event('queue', { position: 4, seconds: 20 }) + event('moment', {}) + event('finish', { answer });
    vi.stubGlobal('fetch', async () => new Response(body));
    expect(await collect(follow())).toEqual([
      { type: 'queue', position: 4, seconds: 20 },
      { type: 'moment' },
      { type: 'finish', answer },
    ]);
  });

  it('takes formulas as they come, and begins anew when the server lost some of its text', async () => {
    const body =
      event('reset', {}) +
      event('text', { text: whole }, whole.length) +
      event('formula', { source: '$x$', tex: 'x', display: false, mathml: '<math></math>' }) +
      event('finish', { answer });
    vi.stubGlobal('fetch', async () => new Response(body));
    const events = await collect(follow(12));
    expect(textOf(events)).toBe(whole);
    expect(events.map(({ type }) => type)).toEqual(['reset', 'text', 'formula', 'finish']);
  });

  it('tries again when the server is gone or starting, and gives up when it refuses', async () => {
    const statuses = [503, 502];
    vi.stubGlobal('fetch', async () => {
      const status = statuses.shift();
      if (status === undefined) return new Response(event('finish', { answer }));
      return Response.json({ error: { code: 'starting' } }, { status });
    });
    expect((await collect(follow())).map(({ type }) => type)).toEqual(['lost', 'found', 'finish']);
    vi.stubGlobal('fetch', async () => Response.json({ error: { code: 'not-found' } }, { status: 404 }));
    await expect(collect(follow())).rejects.toMatchObject({ code: 'not-found' });
  });

  it('takes a silent line for dead', async () => {
    let lines = 0;
    vi.stubGlobal('fetch', async (_path: string, { signal }: RequestInit) => {
      lines += 1;
      if (lines > 1) return new Response(event('finish', { answer }));
      const silent = new ReadableStream({
        start: (controller) => signal?.addEventListener('abort', () => controller.error(new Error('cut'))),
      });
      return new Response(silent);
    });
    const { signal } = new AbortController();
    const events = followAnswer({ answerId: 'a', after: 0, signal, pause: async () => {}, silenceMs: 20 });
    expect((await collect(events)).map(({ type }) => type)).toEqual(['lost', 'found', 'finish']);
  });

  it('ends when the reader leaves', async () => {
    const controller = new AbortController();
    vi.stubGlobal('fetch', async () => {
      controller.abort();
      throw new TypeError('network');
    });
    await expect(collect(follow(0, controller.signal))).rejects.toThrow();
  });
});
