import { setTimeout } from 'node:timers/promises';
import { InterruptedError, throwIfInterrupted } from '../../core/errors.ts';
import { BusyError } from '../queue/busy-error.ts';
import { FairQueue } from '../queue/fair-queue.ts';
import { withLimits } from '../queue/limits.ts';
import { RequestRate } from '../queue/request-rate.ts';
import type {
  ChatEvent,
  ChatRequest,
  Embeddings,
  Engine,
  EngineModel,
  EngineState,
  GenerateOptions,
} from '../types.ts';
import type { Writer } from './writer.ts';

/** Texts of a request for vectors that are read in one turn; then others have theirs. */
const textsOfTurn = 8;

/** The fair queue in front of whatever writes the answers. */
export class QueuedEngine implements Engine {
  readonly model: EngineModel;
  readonly #writer: Writer;
  readonly #queue: FairQueue;
  readonly #rate = new RequestRate();
  readonly #closing = new AbortController();
  readonly #under = new Set<Promise<void>>();
  readonly #totals = {
    answers: 0,
    refused: 0,
    cancelled: 0,
    promptTokens: 0,
    reusedTokens: 0,
    completionTokens: 0,
  };

  constructor(
    writer: Writer,
    options: { readonly places: number | (() => number); readonly maximumWaiting: number },
  ) {
    this.model = writer.model;
    this.#writer = writer;
    this.#queue = new FairQueue(options.places, options.maximumWaiting);
  }

  async *generate(request: ChatRequest, options: GenerateOptions = {}): AsyncGenerator<ChatEvent> {
    const { owner = 'local', priority = 'pupil', isFurther } = options;
    const limits = withLimits(options.limits);
    const signal = this.#signalOf(options.signal);
    throwIfInterrupted(signal);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#under.add(promise);
    let ticket: ReturnType<FairQueue['join']> | undefined;
    let finished = false;
    try {
      if (!isFurther) this.#rate.count(owner, limits.requestsPerMinute);
      const prepared = await this.#writer.prepare(request, { owner, priority, limits });
      ticket = this.#queue.join({ owner, priority, isFurther, limits: options.limits, signal });
      for await (const place of ticket.wait()) yield { type: 'queue', ...place };
      for await (const event of prepared.write(signal)) {
        if (event.type === 'finish') {
          // The place is free before the reader hears of the end.
          ticket.leave();
          this.#count(event.usage);
          finished = true;
        }
        yield event;
      }
    } catch (error) {
      if (error instanceof BusyError) this.#totals.refused += 1;
      finished ||= !signal.aborted;
      throw error;
    } finally {
      if (!finished) this.#totals.cancelled += 1;
      ticket?.leave();
      this.#under.delete(promise);
      resolve();
    }
  }

  async embed(texts: readonly string[], options: GenerateOptions = {}): Promise<Embeddings> {
    const { owner = 'local', priority = 'pupil' } = options;
    const signal = this.#signalOf(options.signal);
    throwIfInterrupted(signal);
    this.#rate.count(owner, withLimits(options.limits).requestsPerMinute);
    const vectors: (readonly number[])[] = [];
    let promptTokens = 0;
    for (let start = 0; start < texts.length; start += textsOfTurn) {
      const join = { owner, priority, isFurther: start > 0, limits: options.limits, signal };
      const ticket = this.#queue.join(join);
      try {
        for await (const _ of ticket.wait());
        const part = await this.#writer.embed(texts.slice(start, start + textsOfTurn), signal);
        vectors.push(...part.vectors);
        promptTokens += part.promptTokens;
      } finally {
        ticket.leave();
      }
    }
    return { vectors, promptTokens };
  }

  state(): EngineState {
    const { running, waiting, waitSeconds, waitErrorSeconds } = this.#queue.state();
    const { ready, restarts, residentBytes, processId } = this.#writer.state();
    return {
      ready,
      places: this.#queue.places,
      running,
      waiting,
      restarts,
      residentBytes,
      processId,
      totals: { ...this.#totals, waitSeconds, waitErrorSeconds },
    };
  }

  async close(): Promise<void> {
    this.#closing.abort(new InterruptedError({ message: 'The server is stopping.' }));
    // A reader that has stopped reading without saying so must not keep the server from ending.
    await Promise.race([Promise.all(this.#under), setTimeout(2000, undefined, { ref: false })]);
    await this.#writer.close();
  }

  #signalOf(signal: AbortSignal | undefined): AbortSignal {
    return signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
  }

  #count(usage: Extract<ChatEvent, { type: 'finish' }>['usage']): void {
    this.#totals.answers += 1;
    this.#totals.promptTokens += usage.promptTokens;
    this.#totals.reusedTokens += usage.reusedTokens;
    this.#totals.completionTokens += usage.completionTokens;
  }
}
