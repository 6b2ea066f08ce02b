import { call } from './call.ts';
import type { ConversationService } from './conversation-service.ts';
import { followAnswer } from './follow-answer.ts';
import { codeOf } from './server-error.ts';
import { loadSession, session } from './session.ts';

/** Conversations kept by the school's server. */
export const schoolService: ConversationService = {
  list: (before) => call('GET /api/conversations', { query: { limit: 50, before } }),
  create: (clientId) => call('POST /api/conversations', { body: { clientId } }),
  open: (id) => call('GET /api/conversations/:id', { path: { id } }),
  change: (id, change) => call('PATCH /api/conversations/:id', { path: { id }, body: change }),
  remove: (id, pageCloses = false) =>
    call('DELETE /api/conversations/:id', { path: { id }, keepalive: pageCloses }),
  async ask(id, question) {
    const rules = session.value?.class?.rules;
    const body = { ...question, ...(rules !== undefined && { rules }) };
    try {
      return await call('POST /api/conversations/:id/questions', { path: { id }, body });
    } catch (error) {
      // The present rules are shown before the pupil sends the question again.
      if (codeOf(error) === 'rules-changed') await loadSession();
      throw error;
    }
  },
  async answerAgain(id, clientId) {
    return (await call('POST /api/questions/:id/answers', { path: { id }, body: { clientId } })).answer;
  },
  async goOn(id, clientId) {
    return (await call('POST /api/answers/:id/continue', { path: { id }, body: { clientId } })).answer;
  },
  async stop(id, pageCloses = false) {
    await call('POST /api/answers/:id/stop', { path: { id }, keepalive: pageCloses });
  },
  follow: (answerId, after, signal) => followAnswer({ answerId, after, signal }),
  async meaning(text, signal) {
    return (await call('POST /api/meaning', { body: { text }, signal })).suggestion;
  },
  async search(query, signal) {
    return (await call('GET /api/search', { query: { query, limit: 20 }, signal })).results;
  },
};
