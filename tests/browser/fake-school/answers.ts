import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { now } from './school-data.ts';

interface Answer {
  id: string;
  parentId: string;
  role: 'assistant';
  text: string;
  script: 'Cyrl';
  createdAt: number;
  state: string;
  error: string | null;
  formulas: readonly object[];
  droppedMessages: number;
  correction: { text: string; createdAt: number } | null;
}

interface Question {
  id: string;
  parentId: string | null;
  role: 'user';
  text: string;
  createdAt: number;
  clientId: string;
}

interface Conversation {
  id: string;
  title: string;
  createdAt: number;
  updatedAt: number;
  leafId: string | null;
  teacherMayRead: boolean;
}

/** What the next answers are made of. */
export interface Plan {
  readonly text: string;
  readonly formulas?: readonly object[];
  /** Milliseconds between two pieces of text. */
  readonly paceMs?: number;
  /** Told before the text. */
  readonly before?: readonly {
    readonly event: 'queue' | 'moment';
    readonly data: object;
    readonly ms: number;
  }[];
  /** Put into the middle of the text. */
  readonly momentAt?: number;
}

const pieceLength = 4;

/** Conversations and their answers: written once each, however often the page comes back for them. */
export class Answers {
  plan: Plan = { text: 'Пойтахти Тоҷикистон шаҳри Душанбе аст.' };
  suggestion: object | null = null;
  /** How many answers were begun: a lost connection must not make another. */
  generations = 0;
  readonly conversations: Conversation[] = [];
  readonly #messages = new Map<string, (Question | Answer)[]>();
  readonly #streams = new Set<AbortController>();
  readonly #confirmed = new Map<string, object>();
  #isDown = false;
  #count = 0;

  /** Breaks every open stream, as a Wi-Fi does. */
  cutLines(): void {
    for (const stream of this.#streams) stream.abort();
  }

  /** While it is down, streams are refused as a proxy in front of a dead server does. */
  setDown(isDown: boolean): void {
    this.#isDown = isDown;
  }

  /** Puts a finished conversation in, newest first. */
  add(
    title: string,
    turns: readonly (readonly [string, string])[] = [],
    formulas: readonly object[] = [],
  ): string {
    const conversation = this.#create(title);
    for (const [question, text] of turns) {
      const asked = this.#question(conversation, conversation.leafId, question, `seed-${this.#count}`);
      const answer = this.#answer(conversation, asked.id);
      Object.assign(answer, { text, state: 'complete', formulas });
    }
    return conversation.id;
  }

  messagesOf(conversationId: string): readonly (Question | Answer)[] {
    return this.#messages.get(conversationId) ?? [];
  }

  addRoutes(app: Hono): void {
    const missing = (c: Context) => c.json({ error: { code: 'not-found', message: 'not found' } }, 404);
    app.get('/api/conversations', (c) => c.json({ conversations: this.conversations, more: false }));
    app.post('/api/conversations', async (c) => {
      const { clientId } = (await c.req.json()) as { clientId: string };
      return c.json(
        this.#once(clientId, () => this.#create('')),
        201,
      );
    });
    app.get('/api/conversations/:id', (c) => {
      const found = this.#find(c.req.param('id'));
      const owner = { id: 'p0', name: 'Фирӯза' };
      return found ? c.json({ ...found, messages: this.messagesOf(found.id), owner }) : missing(c);
    });
    app.patch('/api/conversations/:id', async (c) => {
      const found = this.#find(c.req.param('id'));
      return found ? c.json(Object.assign(found, await c.req.json())) : missing(c);
    });
    app.delete('/api/conversations/:id', (c) => {
      const place = this.conversations.findIndex(({ id }) => id === c.req.param('id'));
      this.conversations.splice(place, 1);
      return c.body(null, 204);
    });
    app.post('/api/conversations/:id/questions', async (c) => {
      const conversation = this.#find(c.req.param('id'));
      if (!conversation) return missing(c);
      const body = (await c.req.json()) as { clientId: string; parentId: string | null; text: string };
      const asked = this.#once(body.clientId, () => {
        const question = this.#question(conversation, body.parentId, body.text, body.clientId);
        return { question, answer: { ...this.#answer(conversation, question.id) } };
      });
      return c.json({ ...asked, conversation }, 201);
    });
    app.post('/api/questions/:id/answers', (c) => {
      const conversation = this.conversations.find(({ id }) =>
        this.messagesOf(id).some((message) => message.id === c.req.param('id')),
      );
      return conversation
        ? c.json({ answer: this.#answer(conversation, c.req.param('id')) }, 201)
        : missing(c);
    });
    app.get('/api/answers/:id/events', (c) => this.#stream(c));
    app.post('/api/answers/:id/stop', (c) => {
      const answer = this.#findAnswer(c.req.param('id'));
      if (answer && answer.state !== 'complete') answer.state = 'stopped';
      return c.json({ answer });
    });
    app.post('/api/answers/:id/continue', (c) => {
      const answer = this.#findAnswer(c.req.param('id'));
      if (answer) {
        answer.state = 'waiting';
        void this.#write(answer);
      }
      return c.json({ answer });
    });
    app.post('/api/answers/:id/correction', async (c) => {
      const { text } = (await c.req.json()) as { text: string };
      const answer = this.#findAnswer(c.req.param('id'));
      if (answer) answer.correction = { text, createdAt: now };
      return c.json({ correction: answer?.correction }, 201);
    });
    app.post('/api/meaning', (c) => c.json({ suggestion: this.suggestion }));
    app.get('/api/search', (c) => {
      const query = c.req.query('query') ?? '';
      const found = this.conversations.filter(({ title }) =>
        title.toLowerCase().includes(query.toLowerCase()),
      );
      const results = found.map(({ id, title }) => ({
        conversationId: id,
        title,
        messageId: `of-${id}`,
        role: 'user',
        createdAt: now,
        snippet: [
          { text: 'Дар бораи ', hit: false },
          { text: query, hit: true },
        ],
      }));
      return c.json({ results });
    });
  }

  #once<Result extends object>(clientId: string, make: () => Result): Result {
    const known = this.#confirmed.get(clientId) as Result | undefined;
    const result = known ?? make();
    this.#confirmed.set(clientId, result);
    return result;
  }

  #create(title: string): Conversation {
    const id = `conversation-${this.conversations.length + 1}`;
    const conversation = { id, title, createdAt: now, updatedAt: now, leafId: null, teacherMayRead: true };
    this.conversations.unshift(conversation);
    this.#messages.set(id, []);
    return conversation;
  }

  #question(conversation: Conversation, parentId: string | null, text: string, clientId: string): Question {
    const id = this.#newId('q');
    const question = { id, parentId, role: 'user' as const, text, createdAt: now, clientId };
    this.#messages.get(conversation.id)?.push(question);
    conversation.title ||= text.slice(0, 60);
    return question;
  }

  #answer(conversation: Conversation, questionId: string): Answer {
    const answer: Answer = {
      id: this.#newId('a'),
      parentId: questionId,
      role: 'assistant',
      text: '',
      script: 'Cyrl',
      createdAt: now,
      state: 'waiting',
      error: null,
      formulas: [],
      droppedMessages: 0,
      correction: null,
    };
    this.#messages.get(conversation.id)?.push(answer);
    conversation.leafId = answer.id;
    // After the caller has put a finished text in, there is nothing left to write.
    queueMicrotask(() => void this.#write(answer));
    return answer;
  }

  async #write(answer: Answer): Promise<void> {
    if (answer.state !== 'waiting') return;
    this.generations += 1;
    const { text, formulas = [], paceMs = 5, before = [] } = this.plan;
    for (const { ms } of before) await sleep(ms);
    if (answer.state === 'waiting') answer.state = 'writing';
    while (answer.state === 'writing' && answer.text.length < text.length) {
      answer.text = text.slice(0, answer.text.length + pieceLength);
      await sleep(paceMs);
    }
    if (answer.state === 'writing') Object.assign(answer, { state: 'complete', formulas });
  }

  #stream(c: Context): Response {
    const answer = this.#findAnswer(c.req.param('id') ?? '');
    if (this.#isDown || !answer) return c.json({ error: { code: 'starting', message: 'down' } }, 503);
    let sent = Number(c.req.query('after') ?? 0);
    const line = new AbortController();
    this.#streams.add(line);
    const { before = [], momentAt } = this.plan;
    return streamSSE(c, async (stream) => {
      for (const { event, data, ms } of answer.text === '' ? before : []) {
        await stream.writeSSE({ event, data: JSON.stringify(data) });
        await sleep(ms);
      }
      while (!line.signal.aborted && !stream.aborted) {
        if (answer.text.length > sent) {
          const text = answer.text.slice(sent);
          sent = answer.text.length;
          await stream.writeSSE({ event: 'text', id: String(sent), data: JSON.stringify({ text }) });
          if (momentAt !== undefined && sent >= momentAt && sent < momentAt + pieceLength)
            await stream.writeSSE({ event: 'moment', data: '{}' });
        } else if (!['waiting', 'writing'].includes(answer.state)) {
          await stream.writeSSE({ event: 'finish', data: JSON.stringify({ answer }) });
          break;
        }
        await sleep(2);
      }
      this.#streams.delete(line);
    });
  }

  #find(id: string): Conversation | undefined {
    return this.conversations.find((one) => one.id === id);
  }

  #findAnswer(id: string): Answer | undefined {
    const found = [...this.#messages.values()].flat().find((message) => message.id === id);
    return found?.role === 'assistant' ? found : undefined;
  }

  #newId(kind: string): string {
    this.#count += 1;
    return `${kind}${this.#count}`;
  }
}
