import { setTimeout as delay } from 'node:timers/promises';
import { InterruptedError, throwIfInterrupted } from '../../core/errors.ts';
import type { ChatEvent, ChatRequest, Embeddings, Engine, EngineState, GenerateOptions } from '../types.ts';

/** Answers under way that have not ended by then are ended. */
const longestDrainMs = 5 * 60_000;

/** An engine whose model can be exchanged while it serves: answers under way end with the old one, others wait. */
export class SwitchableEngine implements Engine {
  #current: Engine;
  #under = 0;
  #drained: (() => void) | undefined;
  /** While the model is exchanged; new requests wait for it. */
  #switching: Promise<void> | undefined;
  #closed = false;

  constructor(first: Engine) {
    this.#current = first;
  }

  get model() {
    return this.#current.model;
  }

  async *generate(request: ChatRequest, options: GenerateOptions = {}): AsyncGenerator<ChatEvent> {
    const engine = await this.#enter(options.signal);
    try {
      yield* engine.generate(request, options);
    } finally {
      this.#leave();
    }
  }

  async embed(texts: readonly string[], options: GenerateOptions = {}): Promise<Embeddings> {
    const engine = await this.#enter(options.signal);
    try {
      return await engine.embed(texts, options);
    } finally {
      this.#leave();
    }
  }

  /** `ready` is false while the model is exchanged; the totals are the present model's. */
  state(): EngineState {
    const state = this.#current.state();
    return this.#switching === undefined ? state : { ...state, ready: false };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#current.close();
    await this.#switching;
    await this.#current.close();
  }

  /**
   * Exchanges the model: lets the answers under way end, closes the old one (both may not fit into memory), opens the
   * new one. When that fails, the old one is opened again.
   * @throws what `open` throws, after the old model serves again.
   */
  async switchTo(open: () => Promise<Engine>, reopen: () => Promise<Engine>): Promise<void> {
    if (this.#switching !== undefined) throw new Error('The model is being exchanged already.');
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#switching = promise;
    try {
      await this.#drain();
      await this.#current.close();
      this.#current = await this.#opened(open);
    } catch (error) {
      this.#current = await this.#opened(reopen);
      throw error;
    } finally {
      this.#switching = undefined;
      resolve();
    }
  }

  async #opened(open: () => Promise<Engine>): Promise<Engine> {
    if (this.#closed) throw new InterruptedError({ message: 'The server is stopping.' });
    return open();
  }

  async #enter(signal: AbortSignal | undefined): Promise<Engine> {
    while (this.#switching !== undefined) await orAborted(this.#switching, signal);
    throwIfInterrupted(signal);
    this.#under += 1;
    return this.#current;
  }

  #leave(): void {
    this.#under -= 1;
    if (this.#under === 0) this.#drained?.();
  }

  async #drain(): Promise<void> {
    if (this.#under === 0) return;
    const stop = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#drained = resolve;
    const limit = delay(longestDrainMs, undefined, { ref: false, signal: stop.signal }).catch(() => {});
    await Promise.race([promise, limit]);
    stop.abort();
    this.#drained = undefined;
  }
}

async function orAborted(promise: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return promise;
  throwIfInterrupted(signal);
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
