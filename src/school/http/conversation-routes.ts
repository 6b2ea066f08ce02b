import { z } from 'zod';
import { currentAnswer } from '../conversations/answer-runner.ts';
import {
  beginConversation,
  changeConversation,
  conversationView,
  listConversations,
  ownConversation,
  readableConversation,
  removeConversation,
} from '../conversations/conversation.ts';
import { findMeaning } from '../conversations/meaning.ts';
import { answerView, listMessages, questionView } from '../conversations/message.ts';
import { askQuestion, questionCharacters } from '../conversations/questions.ts';
import { searchMessages } from '../conversations/search.ts';
import { audit } from '../people/audit.ts';
import { answerScripts, findPerson } from '../people/person.ts';
import { clientIdSchema, pageQuery, people, type Route, route } from './route.ts';

const titleSchema = z.string().trim().min(1).max(200);
const idSchema = z.string().min(1).max(40);
/** A longer text is refused with its own code, so the schema only bounds it. */
const textSchema = z.string().trim().min(1).max(100_000);

/** One's own conversations, and questions in them. */
export const conversationRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/conversations',
    summary: 'The own conversations, the latest first',
    callers: people,
    query: pageQuery,
    handle: ({ school, me, query }) => {
      const { conversations, more } = listConversations(school.store, { person: me.number }, query);
      return {
        json: { conversations: conversations.map((one) => conversationView(school.store, one)), more },
      };
    },
  }),
  route({
    method: 'POST',
    path: '/api/conversations',
    summary: 'Begin a conversation',
    callers: people,
    body: z.strictObject({ clientId: clientIdSchema, title: titleSchema.optional() }),
    handle: ({ school, me, body }) => {
      const { conversation, created } = beginConversation(school, me, body);
      return { status: created ? 201 : 200, json: conversationView(school.store, conversation) };
    },
  }),
  route({
    method: 'GET',
    path: '/api/conversations/:id',
    summary: 'A conversation with all its messages; a teacher only where the class allows it',
    callers: people,
    handle: ({ school, runner, me, parameter }) => {
      const { store } = school;
      const conversation = readableConversation(store, me, parameter('id'));
      const owner = findPerson(store, 'number = :number', { number: conversation.personNumber });
      if (owner?.number !== me.number)
        audit(school, me, 'conversation-read', conversation.id, owner?.id ?? '');
      const messages = listMessages(store, 'conversation_number = :number ORDER BY number', {
        number: conversation.number,
      }).map((message) =>
        message.role === 'user'
          ? questionView(store, message)
          : answerView(store, currentAnswer(school, runner, message.number) ?? message),
      );
      const owned = { id: owner?.id ?? '', name: owner?.role === 'local' ? '' : (owner?.name ?? '') };
      return { json: { ...conversationView(store, conversation), owner: owned, messages } };
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/conversations/:id',
    summary: 'Rename a conversation, or remember which branch is shown',
    callers: people,
    body: z.strictObject({ title: titleSchema.optional(), leafId: idSchema.optional() }),
    handle: ({ school, me, parameter, body }) => {
      const conversation = ownConversation(school.store, me, parameter('id'));
      return { json: conversationView(school.store, changeConversation(school, conversation, body)) };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/conversations/:id',
    summary: 'Delete a conversation for good',
    callers: people,
    handle: async ({ school, runner, me, parameter }) => {
      const conversation = ownConversation(school.store, me, parameter('id'));
      for (const live of runner.list()) {
        if (live.message.conversationNumber === conversation.number) live.abort.abort('stopped');
      }
      removeConversation(school, conversation);
      return { status: 204 };
    },
  }),
  route({
    method: 'POST',
    path: '/api/conversations/:id/questions',
    summary: 'Ask; the question and its waiting answer are on disk when this answers',
    callers: people,
    body: z.strictObject({
      clientId: clientIdSchema,
      parentId: idSchema.nullable(),
      text: textSchema,
      meant: z
        .strictObject({
          original: z.string().max(questionCharacters),
          kind: z.enum(['letters', 'latin', 'persian']),
        })
        .optional(),
      script: z.enum(answerScripts).optional(),
    }),
    handle: ({ school, runner, me, parameter, body }) => {
      const { store } = school;
      const conversation = ownConversation(store, me, parameter('id'));
      const { question, answer, created } = askQuestion(school, me, conversation, body);
      if (created) runner.start(answer);
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
  }),
  route({
    method: 'GET',
    path: '/api/search',
    summary: 'Search the own conversations',
    callers: people,
    query: z.strictObject({
      query: z.string().trim().min(1).max(200),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    handle: ({ school, me, query }) => ({
      json: { results: searchMessages(school.store, me, query.query, query.limit) },
    }),
  }),
  route({
    method: 'POST',
    path: '/api/meaning',
    summary: 'What was probably meant: letters restored, another script read',
    callers: people,
    body: z.strictObject({ text: z.string().trim().min(1).max(questionCharacters) }),
    handle: ({ body }) => ({ json: { suggestion: findMeaning(body.text) ?? null } }),
  }),
];
