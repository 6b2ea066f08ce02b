import koffi from 'koffi';
import { MachineError } from '../../core/errors.ts';
import { Batch, type BatchRow } from './batch.ts';
import type { Binding } from './binding.ts';
import type { LlamaModel } from './model.ts';
import type { ContextParameters, Pointer } from './structures.ts';

/** Values of `ggml_type` and of enumerations of llama.h, for {@link ContextParameters}. */
export const cacheTypes = { f32: 0, q8: 8 } as const;
export const flashAttention = 1;
export const noPooling = 0;

export interface ContextOptions extends Partial<ContextParameters> {
  /** Most tokens of one {@link LlamaContext.decode}. */
  readonly n_batch: number;
  /** Most sequences that a token of a batch belongs to. Default 1. */
  readonly sequencesPerRow?: number;
}

/** What a model has read: the attention cache of its sequences, and the memory of one batch. */
export class LlamaContext {
  /** Tokens of one sequence. */
  readonly sizeTokens: number;
  readonly #binding: Binding;
  readonly #context: Pointer;
  readonly #memory: Pointer;
  readonly #batch: Batch;
  readonly #vocabularySize: number;
  readonly #embeddingSize: number;

  /** @throws MachineError when memory is short. */
  constructor(model: LlamaModel, { sequencesPerRow = 1, ...changed }: ContextOptions) {
    const { binding } = model;
    const parameters = { ...binding.defaults.context, n_ubatch: changed.n_batch, ...changed };
    const context = binding.createContext(model.handle, parameters);
    if (context === null) throw noMemory(model.file);
    this.#binding = binding;
    this.#context = context;
    this.#memory = binding.memoryOf(context);
    this.#batch = new Batch(changed.n_batch, sequencesPerRow);
    this.#vocabularySize = model.vocabularySize;
    this.#embeddingSize = model.embeddingSize;
    this.sizeTokens = binding.contextSize(context);
  }

  /**
   * One forward pass.
   * @returns the logits of the rows with `output`, row after row, in the library's memory: the next call overwrites them.
   * @throws Error with llama.cpp's code when it fails.
   */
  decode(rows: readonly BatchRow[]): Float32Array {
    checkCode(this.#binding.decode(this.#context, this.#batch.fill(rows)), rows.length);
    return this.#logitsOf(rows);
  }

  /** {@link decode} on a thread of its own. */
  async decodeBeside(rows: readonly BatchRow[]): Promise<Float32Array> {
    await this.#run(rows);
    return this.#logitsOf(rows);
  }

  /** One forward pass of a context with `embeddings`, on a thread of its own: the vector of each row, one after another. */
  async embed(rows: readonly BatchRow[]): Promise<Float32Array> {
    await this.#run(rows);
    const bytes = rows.length * this.#embeddingSize * 4;
    return new Float32Array(koffi.view(this.#binding.embeddings(this.#context), bytes));
  }

  /** Forgets everything. `data`: the cached values are overwritten too. */
  clear(data = false): void {
    this.#binding.clearMemory(this.#memory, data);
  }

  /** Forgets the tokens of a sequence from a position on; false when the cache cannot. */
  forget(sequence: number, from: number): boolean {
    return this.#binding.removeTokens(this.#memory, sequence, from, -1);
  }

  /** Gives a sequence the first tokens of another, without computing them. */
  share(source: number, target: number, tokens: number): void {
    if (tokens > 0) this.#binding.copyTokens(this.#memory, source, target, 0, tokens);
  }

  /** The oldest position of a sequence in the cache of the local layers; negative when it is empty. */
  firstPosition(sequence: number): number {
    return this.#binding.firstPosition(this.#memory, sequence);
  }

  /** Everything that a sequence has read, to be put into another one. */
  saveSequence(sequence: number): Buffer {
    const buffer = Buffer.allocUnsafeSlow(Number(this.#binding.stateSize(this.#context, sequence)));
    const length = Number(this.#binding.readState(this.#context, buffer, buffer.length, sequence));
    return buffer.subarray(0, length);
  }

  /** False when it does not fit. */
  restoreSequence(sequence: number, state: Buffer): boolean {
    return Number(this.#binding.writeState(this.#context, state, state.length, sequence)) > 0;
  }

  setThreads(threads: number): void {
    this.#binding.setThreads(this.#context, threads, threads);
  }

  free(): void {
    this.#binding.freeContext(this.#context);
    this.#batch.free();
  }

  async #run(rows: readonly BatchRow[]): Promise<void> {
    const batch = this.#batch.fill(rows);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#binding.decode.async(this.#context, batch, (error: unknown, code: number) =>
      error ? reject(error) : resolve(code),
    );
    checkCode(await promise, rows.length);
  }

  #logitsOf(rows: readonly BatchRow[]): Float32Array {
    const outputs = rows.reduce((count, { output }) => count + (output ? 1 : 0), 0);
    if (outputs === 0) return new Float32Array();
    const bytes = outputs * this.#vocabularySize * 4;
    return new Float32Array(koffi.view(this.#binding.logits(this.#context), bytes));
  }
}

function checkCode(code: number, tokens: number): void {
  if (code !== 0) throw new Error(`llama_decode returned ${code} on ${tokens} tokens.`);
}

function noMemory(file: string): MachineError {
  return new MachineError({
    message: 'llama.cpp could not set up a context for this model; most often the memory is full.',
    file,
    remedy: 'Close other programs, or take a smaller model, a smaller context or fewer places.',
  });
}
