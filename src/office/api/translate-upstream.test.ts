import { createAdaptorServer } from '@hono/node-server';
import { describe, expect, it } from 'vitest';
import {
  type ChatRequest,
  createApi,
  createUpstreamEngine,
  type Engine,
  fakeEngine,
} from '../../chat/index.ts';
import { listenForTest } from '../../core/testing/listen.ts';
import { taskOperations } from '../contract/index.ts';
import { createTaskApi } from './task-api.ts';

/** A model that translates by a list: of a text that is asked for again, the next translation. */
function translator(known: Readonly<Record<string, readonly string[]>>) {
  const requests: ChatRequest[] = [];
  const asked = new Map<string, number>();
  const base = fakeEngine([]);
  const engine: Engine = {
    model: base.model,
    embed: base.embed,
    state: base.state,
    close: base.close,
    async *generate(request) {
      requests.push(request);
      const text = request.messages.at(-1)?.content ?? '';
      const count = asked.get(text) ?? 0;
      asked.set(text, count + 1);
      const choices = known[text] ?? [];
      yield { type: 'text-delta', text: choices[Math.min(count, choices.length - 1)] ?? '?' };
      const usage = { promptTokens: 9, completionTokens: 3, reusedTokens: 0 };
      yield { type: 'finish', reason: 'stop', usage, droppedMessages: 0 };
    },
  };
  return { engine, requests };
}

/**
 * The way of `soro serve --upstream`: our API asks another server over HTTP. That server is our own OpenAI-compatible
 * one, so that its schemas check every request and ours every piece of its stream.
 */
async function translateBehind(known: Readonly<Record<string, readonly string[]>>, body: object) {
  const { engine, requests } = translator(known);
  const server = createAdaptorServer({ fetch: createApi({ engine }).fetch }) as import('node:http').Server;
  const upstream = await createUpstreamEngine({ address: `${await listenForTest(server)}/v1` });
  const app = createApi({ engine: upstream, routes: createTaskApi({ translator: () => upstream }) });
  const response = await app.request('/v1/soro/translations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from: 'tg', to: 'ru', whole: true, ...body }),
  });
  expect(response.status, await response.clone().text()).toBe(200);
  await upstream.close();
  return { reply: taskOperations.translate.response.parse(await response.json()), requests };
}

const application = 'Ариза 5 май дода шуд.';
const paid = 'Фирдавс Ҷалилов 1 200 сомонӣ супорид.';

describe('a whole text through a larger model', () => {
  it('keeps the glossary, the figures and the names; a paragraph that lost them is asked for again', async () => {
    const { reply, requests } = await translateBehind(
      {
        [application]: ['Просьба подана 6 мая.', 'Заявление подано 5 мая.'],
        [paid]: ['Фирдавс Джалилов сдал 1200 сомони.'],
      },
      {
        text: `Дарси якум соати ҳашти саҳар сар мешавад.\n\n${application}\n\n${paid}`,
        glossary: [{ source: 'ариза', target: 'заявление' }],
      },
    );
    expect(reply).toMatchObject({ kind: 'model', faults: [], canWhole: true });
    expect(reply.text).toBe(
      'Первый урок начинается в восемь утра.\n\nЗаявление подано 5 мая.\n\nФирдавс Джалилов сдал 1200 сомони.',
    );
    const systems = requests.map(({ messages }) => messages[0]?.content ?? '');
    expect(systems).toHaveLength(3);
    expect(systems[0]).toContain('ариза = заявление');
    expect(systems[1]).toContain('missing: 5; new: 6');
    expect(systems[2]).toContain('Фирдавс Ҷалилов = Фирдавс Джалилов');
  });

  it('tells what did not come through', async () => {
    const { reply } = await translateBehind(
      { [application]: ['Просьба подана.'] },
      {
        text: application,
        glossary: [{ source: 'ариза', target: 'заявление' }],
      },
    );
    expect(reply.faults).toEqual(['missing: 5', 'ариза is not «заявление»']);
  });
});
