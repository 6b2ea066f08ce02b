import type { Asked, ConversationPage, ConversationService, SearchResult } from './conversation-service.ts';
import { followAnswer } from './follow-answer.ts';
import { request } from './request.ts';
import { codeOf } from './server-error.ts';
import { loadSession, session } from './session.ts';
import type { Answer, Conversation, ConversationWithMessages, Suggestion } from './types.ts';

const conversation = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;
const answer = (id: string) => `/api/answers/${encodeURIComponent(id)}`;

/** Conversations kept by the school's server. */
export const schoolService: ConversationService = {
  list: (before) =>
    request<ConversationPage>(
      'GET',
      `/api/conversations?limit=50${before ? `&before=${encodeURIComponent(before)}` : ''}`,
    ),
  create: (clientId) => request<Conversation>('POST', '/api/conversations', { body: { clientId } }),
  open: (id) => request<ConversationWithMessages>('GET', conversation(id)),
  change: (id, change) => request<Conversation>('PATCH', conversation(id), { body: change }),
  remove: (id, pageCloses = false) => request<void>('DELETE', conversation(id), { keepalive: pageCloses }),
  async ask(id, question) {
    const rules = session.value?.class?.rules;
    const body = { ...question, ...(rules !== undefined && { rules }) };
    try {
      return await request<Asked>('POST', `${conversation(id)}/questions`, { body });
    } catch (error) {
      // The present rules are shown before the pupil sends the question again.
      if (codeOf(error) === 'rules-changed') await loadSession();
      throw error;
    }
  },
  async answerAgain(questionId, clientId) {
    const path = `/api/questions/${encodeURIComponent(questionId)}/answers`;
    return (await request<{ answer: Answer }>('POST', path, { body: { clientId } })).answer;
  },
  async goOn(id, clientId) {
    const path = `${answer(id)}/continue`;
    return (await request<{ answer: Answer }>('POST', path, { body: { clientId } })).answer;
  },
  async stop(id, pageCloses = false) {
    await request('POST', `${answer(id)}/stop`, { keepalive: pageCloses });
  },
  follow: (answerId, after, signal) => followAnswer({ answerId, after, signal }),
  async meaning(text, signal) {
    const body = { text };
    return (await request<{ suggestion: Suggestion | null }>('POST', '/api/meaning', { body, signal }))
      .suggestion;
  },
  async search(query, signal) {
    const path = `/api/search?limit=20&query=${encodeURIComponent(query)}`;
    return (await request<{ results: SearchResult[] }>('GET', path, { signal })).results;
  },
};
