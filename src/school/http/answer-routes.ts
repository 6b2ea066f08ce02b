import { z } from 'zod';
import { followAnswer } from '../conversations/answer-events.ts';
import { currentAnswer } from '../conversations/answer-runner.ts';
import { conversationOfNumber, mayRead } from '../conversations/conversation.ts';
import { correctAnswer, removeCorrection } from '../conversations/corrections.ts';
import { answerView, findMessage, type Message } from '../conversations/message.ts';
import { askAgain, continueAnswer } from '../conversations/questions.ts';
import { audit } from '../people/audit.ts';
import type { Person } from '../people/person.ts';
import type { School } from '../school.ts';
import { notFound } from '../school-error.ts';
import { eventStream } from './event-stream.ts';
import { clientIdSchema, emptyBody, people, type Route, route, staff } from './route.ts';
import type { SchoolServices } from './services.ts';

/** Answers: to follow, stop, continue, write anew and correct. */
export const answerRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/questions/:id/answers',
    summary: 'Answer a question anew',
    callers: people,
    body: z.strictObject({ clientId: clientIdSchema }),
    handle: (call) => {
      const { school, runner, me, parameter, body } = call;
      const question = ownMessage(school, me, parameter('id'), 'user');
      const { answer, created } = askAgain(school, me, question, body.clientId);
      if (created) runner.start(answer);
      return { status: created ? 201 : 200, json: { answer: present(call, answer) } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/answers/:id',
    summary: 'An answer as it is now',
    callers: people,
    handle: (call) => ({
      json: { answer: present(call, ownMessage(call.school, call.me, call.parameter('id'), 'assistant')) },
    }),
  }),
  route({
    method: 'GET',
    path: '/api/answers/:id/events',
    summary: 'Follow an answer from a character on, as server-sent events',
    callers: people,
    query: z.strictObject({ after: z.coerce.number().int().min(0).max(10_000_000).optional() }),
    handle: ({ school, runner, me, parameter, query, request }) => {
      const answer = ownMessage(school, me, parameter('id'), 'assistant');
      const last = /^\d{1,8}$/u.exec(request.headers.get('last-event-id') ?? '')?.[0];
      const after = last === undefined ? (query.after ?? 0) : Number(last);
      return eventStream(
        (signal) => followAnswer({ school, runner }, answer.number, after, signal),
        request.signal,
      );
    },
  }),
  route({
    method: 'POST',
    path: '/api/answers/:id/stop',
    summary: 'End an answer; what is there is kept',
    callers: people,
    body: emptyBody,
    handle: async (call) => {
      const answer = ownMessage(call.school, call.me, call.parameter('id'), 'assistant');
      await call.runner.stop(answer.number);
      return { json: { answer: present(call, answer) } };
    },
  }),
  route({
    method: 'POST',
    path: '/api/answers/:id/continue',
    summary: 'Go on with an answer that ended early',
    callers: people,
    body: z.strictObject({ clientId: clientIdSchema }),
    handle: (call) => {
      const { school, runner, me } = call;
      const answer = ownMessage(school, me, call.parameter('id'), 'assistant');
      const { resumed } = continueAnswer(school, me, answer);
      const waiting = findMessage(school.store, 'number = :number', { number: answer.number });
      if (resumed && waiting) runner.start(waiting);
      return { json: { answer: present(call, answer) } };
    },
  }),
  route({
    method: 'POST',
    path: '/api/answers/:id/correction',
    summary: 'Write the right answer beside a wrong one',
    callers: staff,
    body: z.strictObject({
      text: z.string().trim().min(1).max(8000),
      note: z.string().trim().max(1000).default(''),
    }),
    handle: ({ school, me, parameter, body }) => {
      const answer = readableAnswer(school, me, parameter('id'));
      correctAnswer(school, me, answer, body);
      audit(school, me, 'correction-written', answer.id);
      return { status: 201, json: { correction: answerView(school.store, answer).correction } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/answers/:id/correction',
    summary: 'Take a correction back',
    callers: staff,
    handle: ({ school, me, parameter }) => {
      const answer = readableAnswer(school, me, parameter('id'));
      removeCorrection(school, me, { answer });
      audit(school, me, 'correction-removed', answer.id);
      return { status: 204 };
    },
  }),
];

function ownMessage({ store }: School, person: Person, id: string, role: Message['role']): Message {
  const message = findMessage(store, 'id = :id AND role = :role', { id, role });
  const conversation = message && conversationOfNumber(store, message.conversationNumber);
  if (!message || conversation?.personNumber !== person.number) {
    throw notFound(role === 'user' ? 'question' : 'answer');
  }
  return message;
}

function readableAnswer({ store }: School, person: Person, id: string): Message {
  const message = findMessage(store, "id = :id AND role = 'assistant'", { id });
  const conversation = message && conversationOfNumber(store, message.conversationNumber);
  if (!message || !conversation || !mayRead(store, person, conversation)) throw notFound('answer');
  return message;
}

function present({ school, runner }: SchoolServices, answer: Message) {
  const now = currentAnswer(school, runner, answer.number);
  if (!now) throw notFound('answer');
  return answerView(school.store, now);
}
