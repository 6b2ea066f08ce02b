import type { ChatEvent, Grounding } from '../../chat/index.ts';
import type { AnswerState } from '../contract/conversations.ts';
import { isFinished, type Message, modelText } from '../conversations/message.ts';
import { HiddenTextFilter } from './hidden-text.ts';
import { ShownText } from './shown-text.ts';

/** Where an answer is in the queue. */
export interface QueuePlace {
  readonly position: number;
  readonly seconds: number | null;
}

/** An answer that is being written, in memory; readers wait for its changes. */
export class LiveAnswer {
  readonly message: Message;
  readonly owner: string;
  readonly startedAt: number;
  readonly abort = new AbortController();
  state: AnswerState;
  error: string | null = null;
  droppedMessages: number;
  queue: QueuePlace | undefined;
  /** From its start to its first text; null before that. */
  waitedMs: number | null = null;
  /** What it rests on; null before that is known. */
  grounding: Grounding | null;
  /** How often the reader is to be told "one moment". */
  moments = 0;
  readers = 0;
  /** The row on disk says how it ended. */
  settled = false;
  warned = false;
  /** Length of `shown` that is on disk. */
  saved: number;
  readonly #began = performance.now();
  #model: string;
  #shown: string;
  #writer: ShownText;
  #filter: HiddenTextFilter | undefined;
  /** How much of the model's text `writer` has got. */
  #written: number;
  /** How often something that was shown was taken back: readers begin again. */
  retractions = 0;
  #changed = Promise.withResolvers<void>();

  constructor(message: Message, owner: string, startedAt: number) {
    this.message = message;
    this.owner = owner;
    this.startedAt = startedAt;
    this.state = message.state;
    this.droppedMessages = message.droppedMessages;
    this.grounding = message.grounding;
    this.#model = modelText(message);
    this.#shown = message.text;
    this.saved = message.text.length;
    this.#writer = new ShownText(message.script);
    this.#written = this.#model.length;
  }

  /** What the model has written, in Cyrillic. */
  get model(): string {
    return this.#model;
  }

  /** What the reader sees of it, in the script chosen. It grows; when it does not, `retractions` counts it. */
  get shown(): string {
    return this.#shown;
  }

  /** The model has said all, or was told to end. */
  get ended(): boolean {
    return isFinished(this);
  }

  /** Takes what the engine says. */
  take(event: ChatEvent): void {
    switch (event.type) {
      case 'queue':
        this.queue = { position: event.position, seconds: event.estimatedSeconds };
        break;
      case 'restart':
        this.moments += 1;
        break;
      case 'grounding':
        this.grounding = event.grounding;
        break;
      case 'text-delta':
        this.state = 'writing';
        this.waitedMs ??= performance.now() - this.#began;
        this.queue = undefined;
        this.#write(this.#filter ? this.#filter.push(event.text) : this.#model + event.text);
        break;
      case 'finish':
        this.droppedMessages = event.droppedMessages;
        this.end(event.reason === 'stop' ? 'complete' : 'cut-short');
        return;
    }
    this.notify();
  }

  /** From now on the model's text is shown without what the filter takes out. */
  hide(texts: readonly string[], question: string): void {
    if (texts.length > 0) this.#filter = new HiddenTextFilter(texts, question, this.#model);
  }

  /** Writes an answer that needs no model. */
  answer(text: string): void {
    this.#write(text);
    this.end('complete');
  }

  /** Takes the whole text of the model as it may be shown now: longer than before, or something was taken back. */
  #write(text: string): void {
    if (!text.startsWith(this.#model)) {
      this.#writer = new ShownText(this.message.script);
      this.#shown = '';
      this.#written = 0;
      this.saved = 0;
      this.retractions += 1;
    }
    this.#model = text;
    this.#shown += this.#writer.push(text.slice(this.#written));
    this.#written = text.length;
  }

  /** Nothing more comes; the outcome is told to readers once it is settled. */
  end(state: AnswerState, error: string | null = null): void {
    if (this.#filter && this.state === 'writing') this.#write(this.#filter.end());
    this.#filter = undefined;
    this.#shown += this.#writer.flush();
    this.queue = undefined;
    this.state = state;
    this.error = error;
  }

  /** Settles at the next change. */
  get changed(): Promise<void> {
    return this.#changed.promise;
  }

  notify(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
