import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationService } from './conversation-service.ts';
import type { AnswerEvent } from './types.ts';

const chunk = (text: string) => `data: ${JSON.stringify({ choices: [{ delta: { content: text } }] })}\n\n`;
const end = `data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }], soro: { dropped_messages: 0 } })}\n\ndata: [DONE]\n\n`;

describe('a conversation in this tab', () => {
  const asked: { role: string; content: string }[][] = [];
  let service: ConversationService;

  beforeEach(async () => {
    asked.length = 0;
    vi.resetModules();
    vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => {} });
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      if (path === '/v1/models') return Response.json({ data: [{ id: 'soro' }] });
      asked.push(
        (JSON.parse(String(init.body)) as { messages: { role: string; content: string }[] }).messages,
      );
      return new Response(chunk('Душанбе') + chunk('.') + end);
    });
    service = (await import('./completions-service.ts')).completionsService;
  });

  afterEach(() => vi.unstubAllGlobals());

  const answer = async (id: string) => {
    const events: AnswerEvent[] = [];
    for await (const event of service.follow(id, 0, new AbortController().signal)) events.push(event);
    return events;
  };

  it('is answered by the OpenAI-compatible API, with what was said before', async () => {
    const first = await service.ask('tab', { clientId: 'a', parentId: null, text: 'Пойтахт?' });
    const events = await answer(first.answer.id);
    expect(events[events.length - 1]).toMatchObject({
      type: 'finish',
      answer: { text: 'Душанбе.', state: 'complete' },
    });
    const second = await service.ask('tab', { clientId: 'b', parentId: first.answer.id, text: 'Дарё?' });
    await answer(second.answer.id);
    expect(asked).toEqual([
      [{ role: 'user', content: 'Пойтахт?' }],
      [
        { role: 'user', content: 'Пойтахт?' },
        { role: 'assistant', content: 'Душанбе.' },
        { role: 'user', content: 'Дарё?' },
      ],
    ]);
  });

  it('is told when the line breaks in the middle', async () => {
    vi.stubGlobal('fetch', async (path: string) =>
      path === '/v1/models' ? Response.json({ data: [{ id: 'soro' }] }) : new Response(chunk('Душ')),
    );
    const { answer: begun } = await service.ask('tab', { clientId: 'a', parentId: null, text: 'Пойтахт?' });
    const events = await answer(begun.id);
    expect(events[events.length - 1]).toMatchObject({
      answer: { state: 'failed', error: 'offline', text: 'Душ' },
    });
  });
});
