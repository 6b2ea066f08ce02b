import { BusyError } from '../../chat/index.ts';
import {
  BadInputError,
  DiskFullError,
  formatError,
  InterruptedError,
  MachineError,
} from '../../core/errors.ts';
import { classOfPerson } from '../classes/class.ts';
import { conversationOfNumber } from '../conversations/conversation.ts';
import { writeGrounding } from '../conversations/grounding.ts';
import { findMessage, type Message, pathTo } from '../conversations/message.ts';
import { indexMessage } from '../database/search-index.ts';
import { openStore, type Store } from '../database/store.ts';
import { findPerson, type Person } from '../people/person.ts';
import { countAnswer } from '../running/serving-days.ts';
import type { School } from '../school.ts';
import { noteWait } from './answer-waits.ts';
import { askEngine } from './ask-engine.ts';
import { followed } from './followed-settings.ts';
import { askForTajik, foreignLanguage } from './foreign-question.ts';
import { groundingOf, ownWords } from './grounding-options.ts';
import { LiveAnswer } from './live-answer.ts';
import { buildPrompt, hiddenTexts } from './prompt.ts';

export interface RunnerOptions {
  /** A text under way is saved this often. */
  readonly saveEveryMs?: number;
  /** An answer that nobody reads for this long gives its place back. */
  readonly abandonedAfterMs?: number;
}

/** Why a running answer is ended from outside. */
type Ending = 'stopped' | 'interrupted';

/**
 * Writes answers, whoever reads: a reader that goes and comes back finds the text where it was. Text under way is
 * saved about once a second; how an answer ended is told only when it is on disk.
 */
export class AnswerRunner {
  readonly #school: School;
  readonly #live = new Map<number, LiveAnswer>();
  readonly #running = new Set<Promise<void>>();
  /** Saves of text under way need not wait for the disk. */
  readonly #loose: Store;
  readonly #timer: NodeJS.Timeout;
  readonly #abandonedAfterMs: number;
  readonly #leftAt = new Map<LiveAnswer, number>();
  #closing = false;

  constructor(school: School, options: RunnerOptions = {}) {
    this.#school = school;
    this.#loose = school.store.file === ':memory:' ? school.store : openStore(school.store.file, 'loose');
    this.#abandonedAfterMs = options.abandonedAfterMs ?? 30_000;
    this.#timer = setInterval(() => this.#tend(), options.saveEveryMs ?? 1000);
    this.#timer.unref();
    markInterrupted(school.store);
  }

  /** Starts to write an answer that waits; one that is being written continues. */
  start(answer: Message): void {
    if (this.#live.has(answer.number) || this.#closing) return;
    const conversation = conversationOfNumber(this.#school.store, answer.conversationNumber);
    const person = findPerson(this.#school.store, 'number = :number', {
      number: conversation?.personNumber ?? 0,
    });
    if (!person) return;
    const live = new LiveAnswer(answer, person.id, this.#school.clock());
    this.#live.set(answer.number, live);
    this.#leftAt.set(live, performance.now());
    const work = this.#write(live, person).finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  /** The answer while it is being written. */
  find(number: number): LiveAnswer | undefined {
    return this.#live.get(number);
  }

  /** Every answer under way. */
  list(): LiveAnswer[] {
    return [...this.#live.values()];
  }

  /** Ends an answer at once; what is there is kept. Returns when that is on disk. */
  async stop(number: number): Promise<void> {
    const live = this.#live.get(number);
    if (!live) return;
    live.abort.abort('stopped' satisfies Ending);
    while (this.#live.get(number) === live) await live.changed;
  }

  /** Ends every answer for a person, whose messages are about to be erased. */
  stopAllOf(personId: string): void {
    for (const live of this.#live.values()) if (live.owner === personId) live.abort.abort('stopped');
  }

  /** Ends every answer in a conversation that is about to be deleted. */
  stopAllIn(conversationNumber: number): void {
    for (const live of this.#live.values()) {
      if (live.message.conversationNumber === conversationNumber) live.abort.abort('stopped');
    }
  }

  /** Counts a reader; call the returned function when it goes. */
  join(live: LiveAnswer): () => void {
    live.readers += 1;
    this.#leftAt.delete(live);
    return () => {
      live.readers -= 1;
      if (live.readers === 0 && this.#live.get(live.message.number) === live) {
        this.#leftAt.set(live, performance.now());
      }
    };
  }

  /** Ends everything under way as interrupted and waits until that is on disk. */
  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#timer);
    for (const live of this.#live.values()) live.abort.abort('interrupted' satisfies Ending);
    await Promise.all(this.#running);
    for (const live of this.#live.values()) this.#settle(live);
    if (this.#loose !== this.#school.store) this.#loose.close();
  }

  async #write(live: LiveAnswer, person: Person): Promise<void> {
    const { store, engine } = this.#school;
    const { signal } = live.abort;
    try {
      const path = pathTo(store, live.message.parentNumber ?? 0);
      const settings = followed(this.#school, classOfPerson(store, person)?.settings);
      const asked = path.at(-1)?.text ?? '';
      const foreign = live.model === '' ? foreignLanguage(path) : undefined;
      if (foreign) {
        live.answer(askForTajik(foreign));
        this.#settle(live);
        return;
      }
      live.hide(hiddenTexts(settings), asked);
      const messages = buildPrompt(path, settings);
      const grounding = groundingOf(this.#school, person, { live, path, settings });
      // The model's own words, whether a hint or the rest of what it began.
      if (grounding.mode === 'off') live.take({ type: 'grounding', grounding: ownWords });
      const question = {
        messages,
        beginning: live.model,
        grounding,
        owner: person.id,
        role: person.role,
        signal,
      };
      for await (const event of askEngine(engine, question)) {
        if (signal.aborted) break;
        live.take(event);
      }
      if (!live.ended) live.end(signal.aborted ? (signal.reason as Ending) : 'interrupted');
    } catch (error) {
      this.#endWith(live, error);
    }
    this.#settle(live);
  }

  #endWith(live: LiveAnswer, error: unknown): void {
    const { signal } = live.abort;
    if (signal.aborted) live.end(signal.reason as Ending);
    else if (error instanceof InterruptedError) live.end('interrupted');
    else if (error instanceof BadInputError) live.end('failed', 'too-long');
    else if (error instanceof BusyError) live.end('failed', error.reason === 'owner' ? 'own-limit' : 'busy');
    else if (error instanceof MachineError) live.end('interrupted', 'starting');
    else {
      this.#school.warn(formatError(error));
      live.end('failed', 'failed');
    }
  }

  /** Writes how an answer ended, and tells it; on a full disk it is tried again until there is room. */
  #settle(live: LiveAnswer): void {
    const { store } = this.#school;
    const { number, id, script } = live.message;
    try {
      store.transaction(() => {
        const { changes } = store.run(
          `UPDATE messages SET text = :text, original = :original, state = :state, error = :error,
             dropped_messages = :dropped, grounding = :grounding WHERE id = :id`,
          {
            text: live.shown,
            original: script === 'Cyrl' ? null : live.model,
            state: live.state,
            error: live.error,
            dropped: live.droppedMessages,
            grounding: writeGrounding(live.grounding),
            // Not by number: a restored backup may have given that to another message.
            id,
          },
        );
        // Its conversation may have been deleted meanwhile.
        if (changes > 0) {
          indexMessage(store, number, live.shown);
          noteWait(this.#school, live);
        }
        const failed = live.state === 'failed';
        countAnswer(store, this.#school.clock(), { failed, waitedMs: live.waitedMs });
      });
    } catch (error) {
      if (!live.warned) this.#school.warn(formatError(error));
      live.warned = true;
      // The next start would mark it interrupted, with the text that was saved last.
      if (!this.#closing) return;
    }
    live.settled = true;
    this.#live.delete(number);
    this.#leftAt.delete(live);
    live.notify();
  }

  /** Once a second: saves what has grown, settles what could not be written, ends what nobody reads. */
  #tend(): void {
    const now = performance.now();
    for (const live of this.#live.values()) {
      if (live.ended) this.#settle(live);
      else if (live.shown.length > live.saved) this.#save(live);
    }
    for (const [live, leftAt] of this.#leftAt) {
      if (now - leftAt > this.#abandonedAfterMs) live.abort.abort('interrupted' satisfies Ending);
    }
  }

  #save(live: LiveAnswer): void {
    const { id, script } = live.message;
    try {
      this.#loose.run(
        "UPDATE messages SET text = :text, original = :original, grounding = :grounding, state = 'writing' WHERE id = :id",
        {
          text: live.shown,
          original: script === 'Cyrl' ? null : live.model,
          grounding: writeGrounding(live.grounding),
          id,
        },
      );
      live.saved = live.shown.length;
    } catch (error) {
      // The text is in memory and is written again when it is finished.
      if (!(error instanceof DiskFullError)) this.#school.warn(formatError(error));
    }
  }
}

/** After a restart: what was under way when the server ended can be continued. */
function markInterrupted(store: Store): void {
  const left = store.all<{ number: number; text: string }>(
    "SELECT number, text FROM messages WHERE state IN ('waiting', 'writing')",
  );
  if (left.length === 0) return;
  store.transaction(() => {
    store.run("UPDATE messages SET state = 'interrupted' WHERE state IN ('waiting', 'writing')");
    for (const { number, text } of left) indexMessage(store, number, text);
  });
}

/** The answer as it is now: what has been written so far, and the state in memory before that on disk. */
export function currentAnswer(school: School, runner: AnswerRunner, number: number): Message | undefined {
  const kept = findMessage(school.store, 'number = :number', { number });
  const live = runner.find(number);
  if (!kept || !live) return kept;
  // How it ended is told when it is on disk.
  return { ...kept, text: live.shown, grounding: live.grounding, state: live.ended ? 'writing' : live.state };
}
