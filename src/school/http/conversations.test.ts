import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeEngine } from '../../chat/index.ts';
import { type Asked, ask, clientId, follow, parseEvents } from '../testing/test-people.ts';
import { Browser, openTestSchool, type TestSchool, type TestSchoolOptions } from '../testing/test-school.ts';

let opened: TestSchool | undefined;

function open(options: TestSchoolOptions = {}) {
  opened = openTestSchool(options);
  return { ...opened, browser: new Browser(opened.app) };
}

afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

interface Conversation {
  readonly id: string;
  readonly title: string;
  readonly leafId: string | null;
  readonly messages: readonly {
    readonly id: string;
    readonly role: string;
    readonly text: string;
    readonly state?: string;
    readonly parentId: string | null;
  }[];
}

/** An engine that writes one piece each time it is let. */
function steppedEngine(pieces: readonly string[]) {
  const waiting: (() => void)[] = [];
  const engine = fakeEngine(pieces, { pace: () => new Promise<void>((resolve) => waiting.push(resolve)) });
  const step = async () => {
    while (waiting.length === 0) await setImmediate();
    waiting.shift()?.();
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
  };
  return { engine, step };
}

describe('a conversation', () => {
  it('is open at once on the loopback address: ask, follow, read', async () => {
    const { browser } = open();
    const { answer, conversation } = await ask(browser, 'Пойтахти Тоҷикистон кадом шаҳр аст?');
    expect(conversation.title).toBe('Пойтахти Тоҷикистон кадом шаҳр аст?');
    const events = await follow(browser, answer.id);
    expect(
      events
        .filter(({ event }) => event === 'text')
        .map(({ data }) => data.text)
        .join(''),
    ).toBe('Салом, дӯст!');
    expect(events.at(-1)).toMatchObject({
      event: 'finish',
      data: { answer: { state: 'complete', text: 'Салом, дӯст!' } },
    });
    const kept = await browser.get<Conversation>(`/api/conversations/${conversation.id}`);
    expect(kept.body.messages).toMatchObject([
      { role: 'user' },
      { role: 'assistant', text: 'Салом, дӯст!', state: 'complete' },
    ]);
    expect(kept.body.leafId).toBe(answer.id);
  });

  it('never doubles a question that is sent again, and asks the model once', async () => {
    const engine = fakeEngine(['ҷавоб']);
    const { browser } = open({ engine });
    const begun = { clientId: clientId() };
    const { body } = await browser.post<{ id: string }>('/api/conversations', begun);
    expect((await browser.post<{ id: string }>('/api/conversations', begun)).body.id).toBe(body.id);
    const question = { clientId: clientId(), parentId: null, text: 'Салом' };
    const replies = await Promise.all(
      Array.from({ length: 5 }, () =>
        browser.post<Asked>(`/api/conversations/${body.id}/questions`, question),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(replies.map((reply) => reply.body.answer.id)).size).toBe(1);
    await follow(browser, replies[0]?.body.answer.id ?? '');
    expect((await browser.get<Conversation>(`/api/conversations/${body.id}`)).body.messages).toHaveLength(2);
    expect(engine.requests).toHaveLength(1);
  });

  it('refuses a client id that was used for another text', async () => {
    const { browser } = open();
    const { body } = await browser.post<{ id: string }>('/api/conversations', { clientId: clientId() });
    const id = clientId();
    const path = `/api/conversations/${body.id}/questions`;
    await browser.post(path, { clientId: id, parentId: null, text: 'як' });
    const again = await browser.post(path, { clientId: id, parentId: null, text: 'ду' });
    expect(again).toMatchObject({
      status: 409,
      body: { error: { code: 'already-used', place: 'clientId' } },
    });
  });

  it('sends the model the branch, not the tree', async () => {
    const engine = fakeEngine(['ҷавоб']);
    const { browser } = open({ engine });
    const first = await ask(browser, 'Саволи нодуруст');
    await follow(browser, first.answer.id);
    const path = `/api/conversations/${first.conversation.id}/questions`;
    const edited = await browser.post<Asked>(path, {
      clientId: clientId(),
      parentId: null,
      text: 'Саволи дуруст',
    });
    await follow(browser, edited.body.answer.id);
    const next = await browser.post<Asked>(path, {
      clientId: clientId(),
      parentId: edited.body.answer.id,
      text: 'Давом',
    });
    await follow(browser, next.body.answer.id);
    expect(engine.requests.at(-1)?.messages.map(({ content }) => content)).toEqual([
      'Саволи дуруст',
      'ҷавоб',
      'Давом',
    ]);
    const regenerated = await browser.post<Asked>(`/api/questions/${next.body.question.id}/answers`, {
      clientId: clientId(),
    });
    await follow(browser, regenerated.body.answer.id);
    const { messages } = (await browser.get<Conversation>(`/api/conversations/${first.conversation.id}`))
      .body;
    expect(messages.filter(({ parentId }) => parentId === next.body.question.id)).toHaveLength(2);
  });

  it('is renamed, listed the latest first, deleted and then gone from search', async () => {
    const { browser } = open();
    const first = await ask(browser, 'Об чист?');
    await follow(browser, first.answer.id);
    const second = await ask(browser, 'Ҳаво чист?');
    await follow(browser, second.answer.id);
    await browser.patch(`/api/conversations/${first.conversation.id}`, { title: 'Дарси об' });
    const list = await browser.get<{ conversations: { title: string }[] }>('/api/conversations');
    expect(list.body.conversations.map(({ title }) => title)).toEqual(['Ҳаво чист?', 'Дарси об']);
    expect((await browser.delete(`/api/conversations/${second.conversation.id}`)).status).toBe(204);
    const found = await browser.get<{ results: unknown[] }>(
      `/api/search?query=${encodeURIComponent('хаво')}`,
    );
    expect(found.body.results).toEqual([]);
    expect((await browser.get(`/api/conversations/${second.conversation.id}`)).status).toBe(404);
  });

  it('is found by words typed with or without Tajik letters, in any case and form', async () => {
    const { browser } = open();
    const { answer } = await ask(browser, 'Дар бораи ҷумҳурии мо ва китобҳои нав бигӯ');
    await follow(browser, answer.id);
    for (const typed of ['чумхурии', 'ҶУМҲУРИИ', 'китоб', 'чумх', 'китобхо нав']) {
      const { body } = await browser.get<{ results: { snippet: { text: string; hit: boolean }[] }[] }>(
        `/api/search?query=${encodeURIComponent(typed)}`,
      );
      expect(body.results, typed).toHaveLength(1);
      expect(body.results[0]?.snippet.some(({ hit }) => hit)).toBe(true);
    }
    expect(
      (await browser.get<{ results: [] }>(`/api/search?query=${encodeURIComponent('" OR *')}`)).body.results,
    ).toEqual([]);
  });

  it('pages through a long list', async () => {
    const { browser } = open();
    for (const text of ['як', 'ду', 'се']) await follow(browser, (await ask(browser, text)).answer.id);
    const first = await browser.get<{ conversations: { id: string; title: string }[]; more: boolean }>(
      '/api/conversations?limit=2',
    );
    expect(first.body).toMatchObject({ more: true, conversations: [{ title: 'се' }, { title: 'ду' }] });
    const rest = await browser.get(`/api/conversations?limit=2&before=${first.body.conversations[1]?.id}`);
    expect(rest.body).toMatchObject({ more: false, conversations: [{ title: 'як' }] });
  });
});

describe('an answer under way', () => {
  it('goes on without a reader, and gives a new one exactly the rest', async () => {
    const { engine, step } = steppedEngine(['Як ', 'ду ', 'се ', 'чор']);
    const { browser } = open({ engine });
    const { answer } = await ask(browser, 'Шумор');
    const reading = new AbortController();
    await step();
    await step();
    const middle = await browser.get<{ answer: { text: string; state: string } }>(
      `/api/answers/${answer.id}`,
    );
    expect(middle.body.answer).toMatchObject({ text: 'Як ду ', state: 'writing' });
    reading.abort();
    const rest = follow(browser, answer.id, 'Як ду '.length);
    await step();
    await step();
    const events = await rest;
    expect(
      events
        .filter(({ event }) => event === 'text')
        .map(({ data }) => data.text)
        .join(''),
    ).toBe('се чор');
    expect(events.filter(({ event }) => event === 'text').at(-1)?.id).toBe('Як ду се чор'.length);
    expect(engine.requests).toHaveLength(1);
  });

  it('is given to two readers alike, also by Last-Event-ID', async () => {
    const { engine, step } = steppedEngine(['аб', 'вг']);
    const { browser } = open({ engine });
    const { answer } = await ask(browser, 'Ҳарфҳо');
    const one = follow(browser, answer.id);
    await step();
    const response = browser.request('GET', `/api/answers/${answer.id}/events`, undefined, {
      'last-event-id': '1',
    });
    const other = response.then(async (reply) => parseEvents(await reply.text()));
    await step();
    const texts = (await Promise.all([one, other])).map((events) =>
      events.flatMap(({ event, data }) => (event === 'text' ? [data.text] : [])).join(''),
    );
    expect(texts).toEqual(['абвг', 'бвг']);
  });

  it('is stopped with what is there, and goes on where it was', async () => {
    const { engine, step } = steppedEngine(['Аввал. ', 'Баъд.']);
    const { browser } = open({ engine });
    const { answer } = await ask(browser, 'Қисса');
    await step();
    const stopping = browser.post<{ answer: { state: string; text: string } }>(
      `/api/answers/${answer.id}/stop`,
    );
    // The engine looks at its signal before the next piece.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await step();
    expect((await stopping).body.answer).toMatchObject({ state: 'stopped', text: 'Аввал. ' });
    const continued = await browser.post(`/api/answers/${answer.id}/continue`, { clientId: clientId() });
    expect(continued.body).toMatchObject({ answer: { state: 'waiting', text: 'Аввал. ' } });
    const rest = follow(browser, answer.id, 'Аввал. '.length);
    await step();
    await step();
    expect((await rest).at(-1)?.data.answer).toMatchObject({
      state: 'complete',
      text: 'Аввал. Аввал. Баъд.',
    });
    expect(engine.requests.at(-1)?.answerBeginning).toBe('Аввал. ');
  });

  it('gives its place back when nobody reads it for a while', async () => {
    const { engine, step } = steppedEngine(['а', 'б']);
    const { browser } = open({ engine, runner: { saveEveryMs: 5, abandonedAfterMs: 10 } });
    const { answer } = await ask(browser, 'Савол');
    await step();
    await new Promise((resolve) => setTimeout(resolve, 60));
    await step();
    const now = await browser.get(`/api/answers/${answer.id}`);
    expect(now.body).toMatchObject({ answer: { state: 'interrupted', text: 'а' } });
    expect(engine.running()).toBe(0);
  });

  it('tells a failure of the engine, and keeps the question', async () => {
    const { browser, warnings } = open({ engine: fakeEngine(['ним'], { error: new Error('broken') }) });
    const { answer, conversation } = await ask(browser, 'Савол');
    expect((await follow(browser, answer.id)).at(-1)?.data.answer).toMatchObject({
      state: 'failed',
      text: 'ним',
    });
    expect(warnings.join()).toContain('broken');
    expect(
      (await browser.get<Conversation>(`/api/conversations/${conversation.id}`)).body.messages,
    ).toHaveLength(2);
  });

  it('comes in the script that was chosen, whole sentences at once; the model goes on in its own', async () => {
    const engine = fakeEngine(['Салом, дӯ', 'ст! Чӣ хел', 'ӣ?']);
    const { browser } = open({ engine });
    await browser.patch('/api/me', { script: 'Latn' });
    const first = await ask(browser, 'Салом');
    const events = await follow(browser, first.answer.id);
    const texts = events.flatMap(({ event, data }) => (event === 'text' ? [data.text ?? ''] : []));
    expect(texts.join('')).not.toMatch(/\p{Script=Cyrillic}/u);
    await browser.post(`/api/conversations/${first.conversation.id}/questions`, {
      clientId: clientId(),
      parentId: first.answer.id,
      text: 'Боз',
    });
    expect(engine.requests.at(-1)?.messages[1]?.content).toBe('Салом, дӯст! Чӣ хелӣ?');
  });

  it('brings formulas as MathML', async () => {
    const { browser } = open({ engine: fakeEngine(['Ин $x^', '2$ аст.']) });
    const { answer } = await ask(browser, 'Формула');
    const events = await follow(browser, answer.id);
    expect(events.find(({ event }) => event === 'formula')?.data).toMatchObject({
      source: '$x^2$',
      tex: 'x^2',
    });
    expect(events.at(-1)?.data.answer).toMatchObject({
      formulas: [{ mathml: expect.stringContaining('<msup>') }],
    });
  });
});

describe('what was meant', () => {
  const cases: readonly [string, unknown][] = [
    ['Точикистон кадом шахр аст?', { kind: 'letters', meant: 'Тоҷикистон кадом шаҳр аст?', script: 'Cyrl' }],
    ['Salom, chi xel?', { kind: 'latin', meant: 'Салом, чи хел?', script: 'Latn' }],
    ['پایتخت تاجیکستان کدام شهر است؟', { kind: 'persian', script: 'Arab' }],
    ['What is the capital of Tajikistan?', null],
    ['Что такое атом?', null],
    ['Solve 2x+3=7', null],
    ['Пойтахти Тоҷикистон кадом шаҳр аст?', null],
  ];
  it.each(cases)('%s', async (text, expected) => {
    const { browser } = open();
    const { body } = await browser.post<{ suggestion: { original: string } | null }>('/api/meaning', {
      text,
    });
    if (expected === null) expect(body.suggestion).toBeNull();
    else expect(body.suggestion).toMatchObject({ ...(expected as object), original: text });
  });

  it('never changes a question by itself', async () => {
    const engine = fakeEngine(['хуб']);
    const { browser } = open({ engine });
    const { answer } = await ask(browser, 'шахр чист');
    await follow(browser, answer.id);
    expect(engine.requests[0]?.messages).toEqual([{ role: 'user', content: 'шахр чист' }]);
  });
});
