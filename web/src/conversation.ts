import { type Signal, signal } from '@preact/signals';
import { AnswerError, type ErrorKind, streamAnswer, type Turn } from './answer-client.ts';

export type ExchangeState = 'writing' | 'done' | 'cut-short' | 'stopped' | 'failed';

/** One question and its answer; the answer grows while it is written. */
export interface Exchange {
  readonly id: number;
  readonly question: string;
  readonly answer: Signal<string>;
  readonly state: Signal<ExchangeState>;
  readonly error: Signal<ErrorKind | undefined>;
  readonly droppedMessages: Signal<number>;
}

// Of this tab only: a school's computer is used by one pupil after another.
const storageKey = 'soro-conversation';

let nextId = 1;
let running: AbortController | undefined;

export const exchanges = signal<readonly Exchange[]>(restore());
export const answering = signal(false);

/** Asks a question; does nothing while another answer is being written. */
export async function ask(question: string): Promise<void> {
  if (answering.value || question.trim() === '') return;
  const exchange = newExchange(question.trim());
  exchanges.value = [...exchanges.value, exchange];
  await write(exchange);
}

/** Asks the last question again, in place of its answer. */
export async function retry(): Promise<void> {
  const last = exchanges.value[exchanges.value.length - 1];
  if (!last || answering.value) return;
  exchanges.value = exchanges.value.slice(0, -1);
  await ask(last.question);
}

/** Ends the answer that is being written; what is there stays. */
export function stop(): void {
  running?.abort();
}

export function startOver(): void {
  stop();
  exchanges.value = [];
  store();
}

async function write(exchange: Exchange): Promise<void> {
  const controller = new AbortController();
  running = controller;
  answering.value = true;
  try {
    for await (const event of streamAnswer(turnsUntil(exchange), controller.signal)) {
      if (event.type === 'text') exchange.answer.value += event.text;
      else {
        exchange.state.value = event.reason === 'length' ? 'cut-short' : 'done';
        exchange.droppedMessages.value = event.droppedMessages;
      }
    }
  } catch (error) {
    exchange.state.value = controller.signal.aborted ? 'stopped' : 'failed';
    if (!controller.signal.aborted)
      exchange.error.value = error instanceof AnswerError ? error.kind : 'failed';
  } finally {
    running = undefined;
    answering.value = false;
    store();
  }
}

/** The conversation as the model sees it: unanswered questions are left out. */
function turnsUntil(exchange: Exchange): Turn[] {
  const answered = exchanges.value.filter((one) => one !== exchange && one.answer.value.trim() !== '');
  return [
    ...answered.flatMap((one): Turn[] => [
      { role: 'user', content: one.question },
      { role: 'assistant', content: one.answer.value },
    ]),
    { role: 'user', content: exchange.question },
  ];
}

function newExchange(question: string, answer = '', state: ExchangeState = 'writing'): Exchange {
  const id = nextId;
  nextId += 1;
  return {
    id,
    question,
    answer: signal(answer),
    state: signal(state),
    error: signal<ErrorKind | undefined>(undefined),
    droppedMessages: signal(0),
  };
}

function store(): void {
  const kept = exchanges.value.map(({ question, answer, state }) => [question, answer.value, state.value]);
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // Storage is full or switched off: the conversation just does not survive a reload.
  }
}

function restore(): Exchange[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as [string, string, ExchangeState][];
    return kept
      .filter(([, answer]) => answer !== '')
      .map(([question, answer, state]) =>
        newExchange(question, answer, state === 'failed' ? 'stopped' : state),
      );
  } catch {
    return [];
  }
}
