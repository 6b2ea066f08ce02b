import type { Grounding } from '../contract/index.ts';
import { type Formula, findFormulas } from '../conversations/formulas.ts';
import { groundingView } from '../conversations/grounding.ts';
import { type AnswerView, answerView, type Message } from '../conversations/message.ts';
import type { School } from '../school.ts';
import { type AnswerRunner, currentAnswer } from './answer-runner.ts';
import type { QueuePlace } from './live-answer.ts';

/** What a reader of an answer is told. */
export type AnswerEvent =
  | { readonly type: 'queue'; readonly place: QueuePlace }
  /** The engine is being started again. */
  | { readonly type: 'moment' }
  /** What the reader has is not the beginning of the answer: it begins over. */
  | { readonly type: 'reset' }
  | { readonly type: 'grounding'; readonly grounding: Grounding }
  | { readonly type: 'text'; readonly text: string; readonly length: number }
  | { readonly type: 'formula'; readonly formula: Formula }
  | { readonly type: 'finish'; readonly answer: AnswerView }
  /** Keeps the line open. */
  | { readonly type: 'beat' };

const beatMs = 15_000;

/**
 * Follows an answer from the character `after` on to its end, whether it is being written or was long ago. Ends when
 * the signal is aborted. Several readers may follow the same answer.
 */
export async function* followAnswer(
  { school, runner }: { readonly school: School; readonly runner: AnswerRunner },
  number: number,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  const live = runner.find(number);
  const leave = live && runner.join(live);
  try {
    let sent = after;
    let place: QueuePlace | undefined;
    let moments = 0;
    let told = '';
    let retractions = live?.retractions ?? 0;
    const formulas = new Set<string>();
    while (!signal.aborted) {
      const changed = live?.changed;
      const answer = currentAnswer(school, runner, number);
      if (!answer) return;
      if (sent > answer.text.length || (live && live.retractions > retractions)) {
        retractions = live?.retractions ?? 0;
        sent = 0;
        yield { type: 'reset' };
      }
      if (live?.queue && live.queue !== place) {
        place = live.queue;
        yield { type: 'queue', place };
      }
      if (live && live.moments > moments) {
        moments = live.moments;
        yield { type: 'moment' };
      }
      if (answer.grounding) {
        const grounding = groundingView(answer.grounding);
        const now = JSON.stringify(grounding);
        if (now !== told) yield { type: 'grounding', grounding };
        told = now;
      }
      if (answer.text.length > sent) {
        const text = answer.text.slice(sent);
        sent = answer.text.length;
        yield { type: 'text', text, length: sent };
        yield* newFormulas(answer, formulas);
      }
      if (!live || live.settled) {
        const finished = live ? currentAnswer(school, runner, number) : answer;
        if (finished) yield { type: 'finish', answer: answerView(school.store, finished) };
        return;
      }
      if (!(await changeOrBeat(changed, signal))) yield { type: 'beat' };
    }
  } finally {
    leave?.();
  }
}

function* newFormulas(answer: Message, known: Set<string>): Generator<AnswerEvent> {
  if (!/[$\\]/u.test(answer.text)) return;
  for (const formula of findFormulas(answer.text)) {
    if (known.has(formula.source)) continue;
    known.add(formula.source);
    yield { type: 'formula', formula };
  }
}

/** Whether something changed (or the reader went) before it was time for a sign of life. */
async function changeOrBeat(changed: Promise<void> | undefined, signal: AbortSignal): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), beatMs);
  const onAbort = () => resolve(true);
  signal.addEventListener('abort', onAbort, { once: true });
  void changed?.then(() => resolve(true));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
