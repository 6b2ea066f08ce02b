import type { ServedModel } from './model.ts';

interface Prefix {
  readonly tokens: readonly number[];
  readonly state: Buffer;
}

/**
 * What the model has read of texts that are no secret (a class's system text, a book's passage), kept outside
 * the sequences so that any of them can begin with it. Only texts that the server named come in here: one that
 * a client sent could be guessed by another from the time that its answer takes.
 */
export class SharedPrefixes {
  readonly #maximumBytes: number;
  /** The one used longest ago first. */
  readonly #prefixes = new Map<string, Prefix>();
  #bytes = 0;

  constructor(maximumBytes: number) {
    this.#maximumBytes = maximumBytes;
  }

  /** Lets a sequence (empty) begin with a prefix; false when it is not kept. */
  restore(model: ServedModel, sequence: number, tokens: readonly number[]): boolean {
    const key = tokens.join();
    const prefix = this.#prefixes.get(key);
    if (!prefix || !model.restoreSequence(sequence, prefix.state)) return false;
    this.#prefixes.delete(key);
    this.#prefixes.set(key, prefix);
    return true;
  }

  has(tokens: readonly number[]): boolean {
    return this.#prefixes.has(tokens.join());
  }

  /** Keeps what a sequence has read, which is these tokens and nothing else. */
  keep(model: ServedModel, sequence: number, tokens: readonly number[]): void {
    const key = tokens.join();
    if (this.#prefixes.has(key)) return;
    const state = model.saveSequence(sequence);
    if (state.length > this.#maximumBytes) return;
    this.#prefixes.set(key, { tokens, state });
    this.#bytes += state.length;
    for (const [oldest, prefix] of this.#prefixes) {
      if (this.#bytes <= this.#maximumBytes) break;
      this.#prefixes.delete(oldest);
      this.#bytes -= prefix.state.length;
    }
  }
}
