import { at } from '../../core/known.ts';
import { serialiseError } from '../../core/processes/serialised-error.ts';
import type { BatchRow } from '../../llama/native.ts';
import type { FromChild, OutputMessage, PromptTokenMessage, StartMessage } from '../engine/protocol.ts';
import { Generation, tokenLogprob } from './generation.ts';
import { LoadWatch } from './load-watch.ts';
import type { ServedModel } from './model.ts';
import { SharedPrefixes } from './shared-prefixes.ts';
import { type Slot, Slots } from './slots.ts';

interface Active {
  readonly request: StartMessage;
  readonly generation: Generation;
  readonly slot: Slot;
  /** Everything to be read before the next token: the prompt and, after a restart, the answer so far. */
  readonly reading: readonly number[];
  readonly startedMs: number;
  /** The token chosen last, which the model has not seen yet. */
  pending: number | undefined;
}

export interface BatcherOptions {
  readonly sequences: number;
  readonly threads: number;
  /** Most tokens of one step. */
  readonly batchTokens: number;
  readonly sharedCacheBytes: number;
  readonly send: (message: FromChild) => void;
}

/**
 * How long those who are reading an answer wait between two tokens while one prompt is read. Where many prompts wait,
 * each of them gets as much of a round as an answer does: with less, the last of a class would wait for minutes.
 */
const readingMs = 100;
/** Fewer prompt tokens than this at a time waste the pass over the weights. */
const smallestChunk = 16;
/** Up to this many sequences one more costs the others little; beyond it an owner gets one row a step. */
const freeRows = 8;

/**
 * Continuous batching: a round reads some of the waiting prompts (the shortest first, and not for long if somebody is
 * reading an answer) and then writes one token of every answer in a single pass.
 */
export class Batcher {
  readonly #model: ServedModel;
  readonly #options: BatcherOptions;
  readonly #slots: Slots;
  readonly #shared: SharedPrefixes;
  readonly #load: LoadWatch;
  readonly #active = new Map<number, Active>();
  /** Requests that came while every slot was taken. */
  readonly #waiting: StartMessage[] = [];
  /** Work that must not run beside a step. */
  readonly #jobs: (() => Promise<void>)[] = [];
  #promptTokensPerMs = 0.2;
  /** What one token of one answer takes of a round. */
  #answerMs = 0;
  #running = false;
  #turn = 0;
  /** When the next job may begin, while answers are written. */
  #nextJobMs = 0;

  constructor(model: ServedModel, options: BatcherOptions) {
    this.#model = model;
    this.#options = options;
    this.#load = new LoadWatch(options.threads);
    this.#shared = new SharedPrefixes(options.sharedCacheBytes);
    this.#slots = new Slots(model, options.sequences, this.#shared);
  }

  start(request: StartMessage): void {
    this.#waiting.push(request);
    void this.#run();
  }

  cancel(id: number): void {
    const waiting = this.#waiting.findIndex((request) => request.id === id);
    if (waiting >= 0) this.#waiting.splice(waiting, 1);
    const active = this.#active.get(id);
    if (active) this.#end(active);
  }

  /**
   * Does something between two rounds. While answers are written it gets the share of one of them, a third of the time
   * at most.
   */
  between<Result>(job: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#jobs.push(() => job().then(resolve, reject));
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#active.size + this.#waiting.length + this.#jobs.length > 0) {
        await this.#runJob();
        this.#load.follow((threads) => this.#model.setThreads(threads));
        this.#admit();
        await this.#readPrompts();
        await this.#write();
      }
    } finally {
      this.#running = false;
    }
  }

  async #runJob(): Promise<void> {
    const begun = performance.now();
    if (this.#active.size > 0 && begun < this.#nextJobMs) return;
    await this.#jobs.shift()?.();
    const ended = performance.now();
    this.#nextJobMs = ended + Math.max(2, this.#active.size) * (ended - begun);
  }

  #admit(): void {
    while (this.#waiting.length > 0) {
      const request = at(this.#waiting, 0);
      const reading = [...request.prompt, ...request.written];
      const slot = this.#slots.take(request.owner, reading, request.sharedTokens);
      if (!slot) return;
      // What is kept has no probabilities.
      if (request.promptLogprobs !== undefined) this.#slots.forget(slot);
      this.#waiting.shift();
      try {
        if (request.grammar !== undefined) this.#tryFor(request, 'grammar');
        const grammar = request.grammar === undefined ? undefined : this.#model.grammar(request.grammar);
        const generation = new Generation(this.#model, request, grammar);
        const reusedTokens = Math.min(slot.tokens.length, request.prompt.length);
        this.#options.send({ type: 'begun', id: request.id, reusedTokens });
        const startedMs = performance.now();
        this.#active.set(request.id, { request, generation, slot, reading, startedMs, pending: undefined });
      } catch (error) {
        this.#slots.release(slot);
        this.#options.send({ type: 'refused', id: request.id, error: serialiseError(error) });
      }
    }
  }

  async #readPrompts(): Promise<void> {
    const begun = performance.now();
    for (;;) {
      const waiting = this.#all().filter((one) => one.pending === undefined).length;
      const isWriting = this.#active.size > waiting;
      const shareMs = Math.max(readingMs, waiting * this.#answerMs);
      const leftMs = isWriting ? shareMs - (performance.now() - begun) : Number.POSITIVE_INFINITY;
      const next = this.#nextToRead();
      if (!next || leftMs <= 0) return;
      await this.#readChunk(next, Math.max(smallestChunk, Math.floor(leftMs * this.#promptTokensPerMs)));
      this.#admit();
    }
  }

  /** Teachers first; then the shortest rest, where every second of waiting makes a prompt 200 tokens shorter. */
  #nextToRead(): Active | undefined {
    const now = performance.now();
    const weight = (one: Active) => one.reading.length - one.slot.tokens.length - (now - one.startedMs) * 0.2;
    return this.#all()
      .filter((one) => one.pending === undefined)
      .sort((a, b) => a.request.rank - b.request.rank || weight(a) - weight(b))[0];
  }

  async #readChunk(active: Active, mostTokens: number): Promise<void> {
    const { slot, reading, request } = active;
    const from = slot.tokens.length;
    const shared = request.sharedTokens;
    const told = request.promptLogprobs;
    // llama.cpp has room for the logits of as many rows as there are sequences.
    const mostRows = told === undefined ? this.#options.batchTokens : this.#options.sequences;
    const most = Math.min(reading.length, from + Math.min(mostTokens, mostRows));
    // A stop at the end of what is shared, to keep exactly that.
    const keep = from < shared && most >= shared && !this.#shared.has(reading.slice(0, shared));
    const to = keep ? shared : most;
    const last = to === reading.length;
    const rows = reading.slice(from, to).map(
      (token, index): BatchRow => ({
        token,
        position: from + index,
        sequences: [slot.sequence],
        output: told !== undefined || (last && from + index === to - 1),
      }),
    );
    this.#tryFor(request, 'reading');
    const begun = performance.now();
    const logits = await this.#step(rows, [active]);
    if (!logits) return;
    const milliseconds = performance.now() - begun;
    this.#promptTokensPerMs += 0.2 * (rows.length / milliseconds - this.#promptTokensPerMs);
    slot.tokens.push(...reading.slice(from, to));
    if (keep) this.#shared.keep(this.#model, slot.sequence, reading.slice(0, shared));
    // Cancelled meanwhile: what was read stays with the slot.
    if (this.#active.get(request.id) !== active) return;
    if (told !== undefined) this.#tellPrompt(active, logits, from, told);
    const outputs = last ? this.#choose(active, logits.subarray(-this.#model.vocabularySize)) : [];
    this.#options.send({ type: 'step', outputs, milliseconds, promptTokens: rows.length });
  }

  /** Probabilities of the prompt's tokens that follow the rows of these logits. */
  #tellPrompt({ request }: Active, logits: Float32Array, from: number, top: number): void {
    const { vocabularySize } = this.#model;
    const following = request.prompt.slice(from + 1, from + 1 + logits.length / vocabularySize);
    const tokens: PromptTokenMessage[] = following.map((token, row) =>
      tokenLogprob(
        this.#model,
        logits.subarray(row * vocabularySize, (row + 1) * vocabularySize),
        token,
        top,
      ),
    );
    if (from === 0) {
      const bytes = this.#model.piece(request.prompt[0] ?? 0);
      tokens.unshift({ token: bytes.toString('utf8'), bytes: [...bytes], logprob: null, top: [] });
    }
    this.#options.send({ type: 'prompt', id: request.id, tokens });
  }

  /** One token for every answer under way. */
  async #write(): Promise<void> {
    const chosen = shareRows(
      this.#all().filter((one) => one.pending !== undefined),
      this.#turn,
    ).sort((a, b) => a.slot.sequence - b.slot.sequence);
    this.#turn += 1;
    if (chosen.length === 0) return;
    const rows = chosen.map(
      ({ pending, slot }): BatchRow => ({
        token: pending ?? 0,
        position: slot.tokens.length,
        sequences: [slot.sequence],
        output: true,
      }),
    );
    const begun = performance.now();
    const logits = await this.#step(rows, chosen);
    if (!logits) return;
    const milliseconds = performance.now() - begun;
    this.#answerMs += 0.2 * (milliseconds / rows.length - this.#answerMs);
    const { vocabularySize } = this.#model;
    const outputs: OutputMessage[] = [];
    for (const [row, active] of chosen.entries()) {
      active.slot.tokens.push(active.pending ?? 0);
      if (this.#active.get(active.request.id) !== active) continue;
      outputs.push(
        ...this.#choose(active, logits.subarray(row * vocabularySize, (row + 1) * vocabularySize)),
      );
    }
    this.#options.send({ type: 'step', outputs, milliseconds, promptTokens: 0 });
  }

  /** The next token of an answer; none where its grammar costs too much or allows nothing, which ends this answer only. */
  #choose(active: Active, logits: Float32Array): OutputMessage[] {
    const { request } = active;
    if (request.grammar !== undefined) this.#tryFor(request, 'grammar');
    try {
      const output = active.generation.next(logits);
      active.pending = output.token;
      if (output.end) this.#end(active);
      return [output];
    } catch (error) {
      this.#end(active);
      this.#options.send({ type: 'refused', id: request.id, error: serialiseError(error) });
      return [];
    }
  }

  #tryFor({ id }: StartMessage, what: 'grammar' | 'reading'): void {
    this.#options.send({ type: 'trying', id, what });
  }

  /** A step that fails ends the answers that were in it; the others continue. */
  async #step(rows: readonly BatchRow[], active: readonly Active[]): Promise<Float32Array | undefined> {
    for (const one of active) one.slot.busy = true;
    try {
      return await this.#model.step(rows);
    } catch (error) {
      for (const one of active) {
        this.#end(one);
        this.#slots.erase(one.slot);
        this.#options.send({ type: 'refused', id: one.request.id, error: serialiseError(error) });
      }
      return undefined;
    }
  }

  #end(active: Active): void {
    if (this.#active.get(active.request.id) !== active) return;
    this.#active.delete(active.request.id);
    active.generation.free();
    this.#slots.release(active.slot);
  }

  #all(): Active[] {
    return [...this.#active.values()];
  }
}

/**
 * Which answers get a token in this step: all of them while they are few; one of each owner, in turn, when
 * one more would slow the others down.
 */
export function shareRows<Item extends { readonly request: { readonly owner: string } }>(
  items: readonly Item[],
  turn: number,
): Item[] {
  if (items.length <= freeRows) return [...items];
  const byOwner = Map.groupBy(items, (item) => item.request.owner);
  if (byOwner.size === 1) return [...items];
  return [...byOwner.values()].flatMap((own) => own[turn % own.length] ?? []);
}
