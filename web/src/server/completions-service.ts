import { newClientId } from './client-id.ts';
import { streamCompletion, type Turn } from './completions-client.ts';
import type { ConversationService } from './conversation-service.ts';
import { codeOf } from './server-error.ts';
import type { Answer, AnswerEvent, Conversation, Grounding, Message, Question } from './types.ts';

// Of this tab only: a school's computer is used by one pupil after another.
const storageKey = 'soro-conversation';

interface Kept {
  leafId: string | null;
  messages: Message[];
}

const kept: Kept = restore();
let running: AbortController | undefined;

/** One conversation in this tab, answered by the OpenAI-compatible API: for a server without accounts. */
export const completionsService: ConversationService = {
  list: () => Promise.resolve({ conversations: [], more: false }),
  create() {
    Object.assign(kept, { leafId: null, messages: [] });
    store();
    return Promise.resolve(conversation());
  },
  open: () => Promise.resolve({ ...conversation(), messages: [...kept.messages] }),
  change(_id, { leafId }) {
    if (leafId !== undefined) kept.leafId = leafId;
    store();
    return Promise.resolve(conversation());
  },
  remove() {
    Object.assign(kept, { leafId: null, messages: [] });
    store();
    return Promise.resolve();
  },
  ask(_id, { clientId, parentId, text }) {
    const question: Question = {
      id: newClientId(),
      parentId,
      role: 'user',
      text,
      original: null,
      createdAt: Date.now(),
      clientId,
    };
    const answer = newAnswer(question.id);
    kept.messages.push(question, answer);
    kept.leafId = answer.id;
    return Promise.resolve({ question, answer, conversation: conversation() });
  },
  answerAgain(questionId) {
    const answer = newAnswer(questionId);
    kept.messages.push(answer);
    kept.leafId = answer.id;
    return Promise.resolve(answer);
  },
  // Such a server cannot continue with an answer: it is asked again.
  goOn: (answerId, clientId) => completionsService.answerAgain(find(answerId).parentId ?? '', clientId),
  stop() {
    running?.abort();
    return Promise.resolve();
  },
  follow: (answerId, _after, signal) => write(answerId, signal),
  meaning: () => Promise.resolve(null),
  search: () => Promise.resolve([]),
};

async function* write(answerId: string, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const controller = new AbortController();
  running = controller;
  const onAbort = () => controller.abort();
  signal.addEventListener('abort', onAbort);
  let text = '';
  let kind: Omit<Grounding, 'citations'> | undefined;
  let citations: Grounding['citations'] = [];
  const end = (change: Partial<Answer>): AnswerEvent => {
    const answer = { ...find(answerId), text, grounding: kind ? { ...kind, citations } : null, ...change };
    kept.messages = kept.messages.map((one) => (one.id === answerId ? answer : one));
    store();
    return { type: 'finish', answer };
  };
  try {
    for await (const event of streamCompletion(turnsUntil(answerId), controller.signal)) {
      if (event.type === 'text') {
        text += event.text;
        yield { type: 'text', text: event.text, end: text.length };
      } else if (event.type === 'grounding') {
        kind = event.grounding;
        yield { type: 'grounding', grounding: { ...kind, citations } };
      } else if (event.type === 'citations') {
        citations = event.citations;
      } else if (event.type !== 'finish') yield event;
      else {
        const state = event.reason === 'length' ? 'cut-short' : 'complete';
        yield end({ state, droppedMessages: event.droppedMessages });
        return;
      }
    }
  } catch (error) {
    if (signal.aborted) throw error;
    yield controller.signal.aborted
      ? end({ state: 'stopped' })
      : end({ state: 'failed', error: codeOf(error) });
  } finally {
    signal.removeEventListener('abort', onAbort);
    controller.abort();
  }
}

/** The way from the first question to this answer as the model sees it; unanswered questions are left out. */
function turnsUntil(answerId: string): Turn[] {
  const turns: Turn[] = [];
  const byId = new Map(kept.messages.map((message) => [message.id, message]));
  let question = byId.get(byId.get(answerId)?.parentId ?? '');
  if (question) turns.unshift({ role: 'user', content: question.text });
  while (question?.parentId) {
    const answer = byId.get(question.parentId);
    question = byId.get(answer?.parentId ?? '');
    if (answer && question && answer.text.trim() !== '')
      turns.unshift({ role: 'user', content: question.text }, { role: 'assistant', content: answer.text });
  }
  return turns;
}

function find(id: string): Answer {
  const found = kept.messages.find((message) => message.id === id);
  if (found?.role !== 'assistant') throw new Error(`no answer ${id}`);
  return found;
}

function newAnswer(questionId: string): Answer {
  return {
    id: newClientId(),
    parentId: questionId,
    role: 'assistant',
    text: '',
    script: 'Cyrl',
    createdAt: Date.now(),
    state: 'waiting',
    error: null,
    formulas: [],
    grounding: null,
    droppedMessages: 0,
    correction: null,
    source: 'model',
    marked: false,
  };
}

function conversation(): Conversation {
  return {
    id: 'tab',
    title: '',
    createdAt: 0,
    updatedAt: 0,
    leafId: kept.leafId,
    teacherMayRead: false,
  };
}

function store(): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // Storage is full or switched off: the conversation just does not survive a reload.
  }
}

function restore(): Kept {
  try {
    const stored = JSON.parse(sessionStorage.getItem(storageKey) ?? '') as Partial<Kept>;
    const messages = Array.isArray(stored.messages) ? stored.messages : [];
    return { leafId: stored.leafId ?? null, messages };
  } catch {
    return { leafId: null, messages: [] };
  }
}
