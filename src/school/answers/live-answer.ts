import type { ChatEvent } from '../../chat/index.ts';
import type { AnswerState } from '../contract/conversations.ts';
import { isFinished, type Message, modelText } from '../conversations/message.ts';
import { ShownText } from './shown-text.ts';

/** How an answer stands in the queue. */
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
  /** How often the reader is to be told "one moment". */
  moments = 0;
  readers = 0;
  /** The row on disk says how it ended. */
  settled = false;
  warned = false;
  /** Length of `shown` that is on disk. */
  saved: number;
  #model: string;
  #shown: string;
  readonly #writer: ShownText;
  #changed = Promise.withResolvers<void>();

  constructor(message: Message, owner: string, startedAt: number) {
    this.message = message;
    this.owner = owner;
    this.startedAt = startedAt;
    this.state = message.state;
    this.droppedMessages = message.droppedMessages;
    this.#model = modelText(message);
    this.#shown = message.text;
    this.saved = message.text.length;
    this.#writer = new ShownText(message.script);
  }

  /** What the model has written, in Cyrillic. */
  get model(): string {
    return this.#model;
  }

  /** What the reader sees of it, in the script chosen. It only grows. */
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
      case 'text-delta':
        this.state = 'writing';
        this.queue = undefined;
        this.#model += event.text;
        this.#shown += this.#writer.push(event.text);
        break;
      case 'finish':
        this.droppedMessages = event.droppedMessages;
        this.end(event.reason === 'stop' ? 'complete' : 'cut-short');
        return;
    }
    this.notify();
  }

  /** Nothing more comes; the outcome is told to readers once it is settled. */
  end(state: AnswerState, error: string | null = null): void {
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
