import { type Signal, signal } from '@preact/signals';
import { newClientId } from '../../server/client-id.ts';
import { codeOf } from '../../server/server-error.ts';
import type { Answer, Grounding } from '../../server/types.ts';
import { service } from './service.ts';

/** What the reader is told while an answer is on its way. */
export type Phase =
  | { readonly type: 'waiting' | 'writing' | 'moment' | 'lost' }
  | { readonly type: 'queue'; readonly position: number; readonly seconds: number | null };

/** The answer that is being written before the reader's eyes. */
export interface LiveAnswer {
  readonly id: string;
  readonly text: Signal<string>;
  readonly phase: Signal<Phase>;
  /** Formulas that are whole already: as they are in the text → MathML. */
  readonly formulas: Signal<ReadonlyMap<string, string>>;
  /** What it rests on, as soon as that is known. */
  readonly grounding: Signal<Grounding | null>;
  /** Ends it; what is there stays. */
  readonly stop: () => void;
  /** Stops following; it is still written. */
  readonly leave: () => void;
}

export const live = signal<LiveAnswer | undefined>(undefined);

/**
 * Follows an answer until it ends; `onEnd` gets its last state. When the line was down for so long that the
 * server gave the place to somebody else, the answer continues where it ended, once.
 */
export async function follow(answer: Answer, onEnd: (answer: Answer) => void): Promise<void> {
  live.value?.leave();
  const controller = new AbortController();
  const text = signal(answer.text);
  const phase = signal<Phase>({ type: answer.text === '' ? 'waiting' : 'writing' });
  const formulas = signal<ReadonlyMap<string, string>>(new Map());
  const grounding = signal(answer.grounding);
  let stopped = false;
  const own: LiveAnswer = {
    id: answer.id,
    text,
    phase,
    formulas,
    grounding,
    stop: () => {
      stopped = true;
      // Without a connection the server ends it by itself; the page need not wait for that.
      service()
        .then((target) => target.stop(answer.id))
        .catch(() => controller.abort());
    },
    leave: () => controller.abort(),
  };
  live.value = own;
  const paint = painter(text);
  try {
    let wasLost = false;
    for (let again = true; again; ) {
      again = false;
      const target = await service();
      for await (const event of target.follow(answer.id, paint.length(), controller.signal)) {
        if (event.type === 'text') {
          paint.add(event.text);
          if (phase.value.type !== 'writing') phase.value = { type: 'writing' };
        } else if (event.type === 'finish') {
          if (wasLost && !stopped && event.answer.state === 'interrupted') {
            paint.set(event.answer.text);
            wasLost = false;
            again = true;
            await target.goOn(answer.id, newClientId());
          } else {
            paint.set(event.answer.text);
            onEnd(event.answer);
          }
        } else if (event.type === 'queue') phase.value = event;
        else if (event.type === 'formula')
          formulas.value = new Map(formulas.value).set(event.source, event.mathml);
        else if (event.type === 'grounding') grounding.value = event.grounding;
        else if (event.type === 'reset') paint.set('');
        else if (event.type === 'found') phase.value = { type: text.value === '' ? 'waiting' : 'writing' };
        else {
          wasLost ||= event.type === 'lost';
          phase.value = { type: event.type };
        }
      }
    }
  } catch (error) {
    paint.flush();
    if (stopped) onEnd({ ...answer, text: text.value, state: 'stopped' });
    else if (!controller.signal.aborted)
      onEnd({ ...answer, text: text.value, state: 'failed', error: codeOf(error) });
  } finally {
    if (live.value === own) live.value = undefined;
  }
}

/** Text comes in many small pieces: it is drawn once a frame, or a slow phone does nothing but draw. */
function painter(text: Signal<string>) {
  let waiting = '';
  let frame = 0;
  const flush = () => {
    if (frame) cancelAnimationFrame(frame);
    frame = 0;
    if (waiting !== '') text.value += waiting;
    waiting = '';
  };
  return {
    add(piece: string) {
      waiting += piece;
      if (document.hidden) flush();
      else frame ||= requestAnimationFrame(flush);
    },
    set(whole: string) {
      waiting = '';
      flush();
      text.value = whole;
    },
    length: () => text.value.length + waiting.length,
    flush,
  };
}
