import { currentAnswer } from '../../answers/answer-runner.ts';
import { askQuestion } from '../../answers/questions.ts';
import type { conversationOperations } from '../../contract/conversations.ts';
import {
  beginConversation,
  changeConversation,
  conversationView,
  listConversations,
  ownConversation,
  readableConversation,
  removeConversation,
} from '../../conversations/conversation.ts';
import { findMeaning } from '../../conversations/meaning.ts';
import { answerView, isFinished, listMessages, questionView } from '../../conversations/message.ts';
import { searchMessages } from '../../conversations/search.ts';
import { audit } from '../../people/audit.ts';
import { personOfNumber } from '../../people/person.ts';
import type { Handlers } from '../call.ts';

/** One's own conversations, and questions in them. */
export const conversationHandlers: Handlers<typeof conversationOperations> = {
  'GET /api/conversations': ({ school, me, query }) => {
    const { conversations, more } = listConversations(school.store, { person: me.number }, query);
    return { json: { conversations: conversations.map((one) => conversationView(school.store, one)), more } };
  },

  'POST /api/conversations': ({ school, me, body }) => {
    const { conversation, created } = beginConversation(school, me, body);
    return { status: created ? 201 : 200, json: conversationView(school.store, conversation) };
  },

  'GET /api/conversations/:id': ({ school, runner, me, parameter }) => {
    const { store } = school;
    const conversation = readableConversation(store, me, parameter('id'));
    const owner = personOfNumber(store, conversation.personNumber);
    if (owner.number !== me.number) audit(school, me, 'conversation-read', conversation.id, owner.id);
    const messages = listMessages(store, 'conversation_number = :number ORDER BY number', {
      number: conversation.number,
    }).map((message) =>
      message.role === 'user'
        ? questionView(store, message)
        : answerView(store, currentAnswer(school, runner, message.number) ?? message),
    );
    const owned = { id: owner.id, name: owner.role === 'local' ? '' : owner.name };
    return { json: { ...conversationView(store, conversation), owner: owned, messages } };
  },

  'PATCH /api/conversations/:id': ({ school, me, parameter, body }) => {
    const conversation = ownConversation(school.store, me, parameter('id'));
    return { json: conversationView(school.store, changeConversation(school, conversation, body)) };
  },

  'DELETE /api/conversations/:id': ({ school, runner, me, parameter }) => {
    const conversation = ownConversation(school.store, me, parameter('id'));
    runner.stopAllIn(conversation.number);
    removeConversation(school, conversation);
    return undefined;
  },

  'POST /api/conversations/:id/questions': ({ school, runner, me, parameter, body }) => {
    const { store } = school;
    const conversation = ownConversation(store, me, parameter('id'));
    const { question, answer, created } = askQuestion(school, me, conversation, body);
    if (created && !isFinished(answer)) runner.start(answer);
    const present = currentAnswer(school, runner, answer.number) ?? answer;
    return {
      status: created ? 201 : 200,
      json: {
        question: questionView(store, question),
        answer: answerView(store, present),
        conversation: conversationView(store, ownConversation(store, me, conversation.id)),
      },
    };
  },

  'GET /api/search': ({ school, me, query }) => ({
    json: { results: searchMessages(school.store, me, query.query, query.limit) },
  }),

  'POST /api/meaning': ({ me, body }) => ({
    json: { suggestion: findMeaning(body.text, me.script) ?? null },
  }),
};
