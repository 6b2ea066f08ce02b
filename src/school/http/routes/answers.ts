import { followAnswer } from '../../answers/answer-events.ts';
import { currentAnswer } from '../../answers/answer-runner.ts';
import { askAgain, continueAnswer } from '../../answers/questions.ts';
import type { answerOperations } from '../../contract/conversations.ts';
import { conversationOfNumber } from '../../conversations/conversation.ts';
import { answerView, findMessage, type Message } from '../../conversations/message.ts';
import { correctAnswer, mayCorrect, removeCorrection } from '../../corrections/corrections.ts';
import { markAnswer, unmarkAnswer } from '../../corrections/marks.ts';
import { audited } from '../../people/audit.ts';
import type { Person } from '../../people/person.ts';
import type { School } from '../../school.ts';
import { notFound } from '../../school-error.ts';
import type { SchoolServices } from '../../services.ts';
import type { Handlers } from '../call.ts';
import { eventStream } from '../replies/event-stream.ts';

/** Answers: to follow, stop, continue, write again and correct. */
export const answerHandlers: Handlers<typeof answerOperations> = {
  'POST /api/questions/:id/answers': (call) => {
    const { school, runner, me, parameter, body } = call;
    const question = ownMessage(school, me, parameter('id'), 'user');
    const { answer, created } = askAgain(school, me, question, body.clientId);
    if (created) runner.start(answer);
    return { status: created ? 201 : 200, json: { answer: present(call, answer) } };
  },

  'GET /api/answers/:id': (call) => ({
    json: { answer: present(call, ownMessage(call.school, call.me, call.parameter('id'), 'assistant')) },
  }),

  'GET /api/answers/:id/events': ({ school, runner, me, parameter, query, request }) => {
    const answer = ownMessage(school, me, parameter('id'), 'assistant');
    const last = /^\d{1,8}$/u.exec(request.headers.get('last-event-id') ?? '')?.[0];
    const after = last === undefined ? (query.after ?? 0) : Number(last);
    return eventStream(
      (signal) => followAnswer({ school, runner }, answer.number, after, signal),
      request.signal,
    );
  },

  'POST /api/answers/:id/stop': async (call) => {
    const answer = ownMessage(call.school, call.me, call.parameter('id'), 'assistant');
    await call.runner.stop(answer.number);
    return { json: { answer: present(call, answer) } };
  },

  'POST /api/answers/:id/continue': (call) => {
    const { school, runner, me } = call;
    const answer = ownMessage(school, me, call.parameter('id'), 'assistant');
    const { resumed } = continueAnswer(school, me, answer);
    const waiting = findMessage(school.store, 'number = :number', { number: answer.number });
    if (resumed && waiting) runner.start(waiting);
    return { json: { answer: present(call, answer) } };
  },

  'POST /api/answers/:id/correction': ({ school, me, parameter, body }) => {
    const answer = correctableAnswer(school, me, parameter('id'));
    audited(school, me, ['correction-written', answer.id], () => correctAnswer(school, me, answer, body));
    return { status: 201, json: { correction: answerView(school.store, answer).correction } };
  },

  'PUT /api/answers/:id/mark': (call) => {
    const answer = ownMessage(call.school, call.me, call.parameter('id'), 'assistant');
    markAnswer(call.school, call.me, present(call, answer).state, answer);
    return { json: { answer: present(call, answer) } };
  },

  'DELETE /api/answers/:id/mark': (call) => {
    const answer = ownMessage(call.school, call.me, call.parameter('id'), 'assistant');
    unmarkAnswer(call.school.store, answer);
    return { json: { answer: present(call, answer) } };
  },

  'DELETE /api/answers/:id/correction': ({ school, me, parameter }) => {
    const answer = correctableAnswer(school, me, parameter('id'));
    audited(school, me, ['correction-removed', answer.id], () => removeCorrection(school, me, { answer }));
    return undefined;
  },
};

function ownMessage({ store }: School, person: Person, id: string, role: Message['role']): Message {
  const message = findMessage(store, 'id = :id AND role = :role', { id, role });
  const conversation = message && conversationOfNumber(store, message.conversationNumber);
  if (!message || conversation?.personNumber !== person.number) {
    throw notFound(role === 'user' ? 'question' : 'answer');
  }
  return message;
}

function correctableAnswer({ store }: School, person: Person, id: string): Message {
  const message = findMessage(store, "id = :id AND role = 'assistant'", { id });
  if (!message || !mayCorrect(store, person, message)) throw notFound('answer');
  return message;
}

function present({ school, runner }: SchoolServices, answer: Message) {
  const now = currentAnswer(school, runner, answer.number);
  if (!now) throw notFound('answer');
  return answerView(school.store, now);
}
