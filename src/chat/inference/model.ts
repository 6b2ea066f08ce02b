import { type BatchRow, cacheTypes, flashAttention, LlamaContext, LlamaModel } from '../../llama/native.ts';
import { Embedder } from './embedder.ts';
import { Grammar } from './grammar.ts';

/** `LLAMA_LOAD_MODE_NONE`: mapped, a file that llama.cpp packs again for the processor would be in memory twice. */
const readWhole = 0;

export interface OpenOptions {
  readonly modelFile: string;
  /** Answers that can be written at the same time. */
  readonly sequences: number;
  /** Tokens of one sequence. */
  readonly contextSizeTokens: number;
  /** Most tokens of one step. */
  readonly batchTokens: number;
  readonly threads: number;
}

/** A model that writes several answers at a time, with the attention caches of its sequences. */
export class ServedModel extends LlamaModel {
  /** Tokens of one sequence. */
  readonly contextSizeTokens: number;
  readonly #context: LlamaContext;
  #threads: number;

  /** @throws CorruptArtefactError when llama.cpp refuses the file, MachineError when memory is short. */
  constructor(options: OpenOptions) {
    super(options.modelFile, { load_mode: readWhole });
    this.#threads = options.threads;
    this.#context = new LlamaContext(this, {
      n_ctx: options.contextSizeTokens * options.sequences,
      n_batch: options.batchTokens,
      n_seq_max: options.sequences,
      n_outputs_max: options.sequences,
      n_threads: options.threads,
      n_threads_batch: options.threads,
      // Half the memory of 16 bits and as fast; llama.cpp reads such a cache only through flash attention.
      type_k: cacheTypes.q8,
      type_v: cacheTypes.q8,
      flash_attn_type: flashAttention,
      // The full cache would take three times the memory. What the window has forgotten is read again.
      swa_full: false,
      // Of its own for each sequence: with a shared one everybody's attention runs over everybody's tokens.
      kv_unified: false,
    });
    this.contextSizeTokens = Math.min(options.contextSizeTokens, this.#context.sizeTokens);
  }

  /** @throws BadInputError when llama.cpp cannot read the grammar. */
  grammar(text: string): Grammar {
    return new Grammar(this, text);
  }

  /** One forward pass. Returns the logits, one row of `vocabularySize` for each row with `output`, in order. */
  step(rows: readonly BatchRow[]): Promise<Float32Array> {
    return this.#context.decodeBeside(rows);
  }

  /** Forgets everything of a sequence from a position on. False when the window no longer allows it. */
  truncate(sequence: number, length: number): boolean {
    if (length > 0) {
      const oldest = this.#context.firstPosition(sequence);
      if (oldest < 0 || oldest > Math.max(0, length - this.windowTokens)) return false;
    }
    return this.#context.forget(sequence, length);
  }

  /** Everything that a sequence has read, to be put into another one. */
  saveSequence(sequence: number): Buffer {
    return this.#context.saveSequence(sequence);
  }

  /** False when it does not fit. */
  restoreSequence(sequence: number, state: Buffer): boolean {
    return this.#context.restoreSequence(sequence, state);
  }

  /** Reads texts of at most this many tokens for their vectors; free it afterwards. */
  embedder(contextTokens: number): Embedder {
    return new Embedder(this, { contextTokens, threads: this.#threads });
  }

  setThreads(threads: number): void {
    this.#threads = threads;
    this.#context.setThreads(threads);
  }
}
