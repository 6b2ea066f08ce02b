import { newClientId } from '../server/client-id.ts';

/** An answer on its way. `test` is empty for practice. */
export interface Waiting {
  readonly clientId: string;
  readonly test: string;
  /** What is sent, beside the client id. */
  readonly body: object;
}

/** What became of an answer that was sent. */
export type Outcome =
  | { readonly kind: 'done'; readonly reply: unknown }
  /** It will never be taken: the question or the test is gone. */
  | { readonly kind: 'refused'; readonly code: string }
  /** It stays and is sent again. */
  | { readonly kind: 'later'; readonly code: string };

/** `localStorage`, or what stands for it. */
export interface Shelf {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

interface OutboxOptions {
  readonly shelf: Shelf;
  /** Whose answers these are: another person at the same device does not send them. */
  readonly person: string;
  readonly send: (waiting: Waiting) => Promise<Outcome>;
  /** Told of every answer that left. */
  readonly onOutcome: (waiting: Waiting, outcome: Outcome) => void;
}

/**
 * Answers that the server has not confirmed. Each is on the device before it is sent, so that no lost line, closed page
 * or empty battery loses it, and carries an id, so that the server counts it once. They leave in the order in which
 * they were given.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #prefix: string;
  #sending: Promise<void> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#prefix = `soro-answer/${options.person}/`;
  }

  /** The answers that wait, the oldest first. */
  list(): readonly Waiting[] {
    return this.#keys().flatMap((key) => {
      const text = this.#options.shelf.getItem(key);
      return text === null ? [] : [JSON.parse(text) as Waiting];
    });
  }

  /** Keeps an answer on the device. `flush` sends it. */
  add(test: string, body: object): Waiting {
    const waiting = { clientId: newClientId(), test, body };
    const keys = this.#keys();
    const last = keys[keys.length - 1];
    const number = last === undefined ? 1 : Number(last.slice(this.#prefix.length).split('/', 1)[0]) + 1;
    const key = `${this.#prefix}${String(number).padStart(9, '0')}/${waiting.clientId}`;
    this.#options.shelf.setItem(key, JSON.stringify(waiting));
    return waiting;
  }

  /** Sends what waits, until the line is lost; once at a time. */
  flush(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const [key] = this.#keys();
      const text = key === undefined ? null : this.#options.shelf.getItem(key);
      if (key === undefined || text === null) return;
      const waiting = JSON.parse(text) as Waiting;
      const outcome = await this.#options.send(waiting);
      if (outcome.kind !== 'later') this.#options.shelf.removeItem(key);
      this.#options.onOutcome(waiting, outcome);
      if (outcome.kind === 'later') return;
    }
  }

  #keys(): string[] {
    const { shelf } = this.#options;
    const keys = Array.from({ length: shelf.length }, (_, index) => shelf.key(index));
    return keys.filter((key): key is string => key?.startsWith(this.#prefix) ?? false).sort();
  }
}
