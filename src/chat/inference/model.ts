import koffi from 'koffi';
import { CorruptArtefactError } from '../../core/errors.ts';
import { BatchMemory, type BatchRow } from './batch-memory.ts';
import { decode, openContext } from './context.ts';
import { Embedder } from './embedder.ts';
import { Grammar } from './grammar.ts';
import type { Library, Pointer } from './library.ts';

/** `LLAMA_LOAD_MODE_NONE`: mapped, a file that llama.cpp packs anew for the processor would be in memory twice. */
const readWhole = 0;
/** `GGML_TYPE_Q8_0` and `LLAMA_FLASH_ATTN_TYPE_ENABLED`. */
const q8 = 8;
const flashAttention = 1;

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

/** A model in memory, with the attention caches of its sequences. Thin and synchronous but for `step`. */
export class LlamaModel {
  readonly tokenCount: number;
  readonly contextSizeTokens: number;
  /** How far back the local layers look. */
  readonly windowTokens: number;
  readonly #library: Library;
  readonly #model: Pointer;
  readonly #vocabulary: Pointer;
  readonly #context: Pointer;
  readonly #memory: Pointer;
  readonly #batch: BatchMemory;
  readonly embeddingSize: number;
  #threads: number;
  readonly #pieces = new Map<number, Buffer>();

  /** @throws CorruptArtefactError when llama.cpp refuses the file, MachineError when memory is short. */
  constructor(library: Library, options: OpenOptions) {
    this.#library = library;
    this.#model = openModel(library, options.modelFile);
    this.#vocabulary = library.vocabulary(this.#model) as Pointer;
    this.#context = openContext(library, this.#model, options.modelFile, {
      n_ctx: options.contextSizeTokens * options.sequences,
      n_batch: options.batchTokens,
      n_ubatch: options.batchTokens,
      n_seq_max: options.sequences,
      n_outputs_max: options.sequences,
      n_threads: options.threads,
      n_threads_batch: options.threads,
      // Half the memory of 16 bits and as fast; llama.cpp reads such a cache only through flash attention.
      type_k: q8,
      type_v: q8,
      flash_attn_type: flashAttention,
      // The full cache would take three times the memory. What the window has forgotten is read again.
      swa_full: false,
      // Of its own for each sequence: with a shared one everybody's attention runs over everybody's tokens.
      kv_unified: false,
    });
    this.#memory = library.memory(this.#context) as Pointer;
    this.#batch = new BatchMemory(options.batchTokens);
    this.embeddingSize = library.embeddingSize(this.#model) as number;
    this.#threads = options.threads;
    this.tokenCount = library.tokenCount(this.#vocabulary) as number;
    this.contextSizeTokens = Math.min(
      options.contextSizeTokens,
      library.contextSize(this.#context) as number,
    );
    this.windowTokens = library.window(this.#model) as number;
  }

  /** @throws BadInputError when llama.cpp cannot read the grammar. */
  grammar(text: string): Grammar {
    return new Grammar(this.#library, this.#vocabulary, text);
  }

  /** One forward pass. Returns the logits, one row of `tokenCount` for each row with `output`, in order. */
  async step(rows: readonly BatchRow[]): Promise<Float32Array> {
    await decode(this.#library, this.#context, this.#batch, rows);
    const outputs = rows.reduce((count, row) => count + (row.output ? 1 : 0), 0);
    if (outputs === 0) return new Float32Array();
    const address = this.#library.logits(this.#context) as Pointer;
    return new Float32Array(koffi.view(address, outputs * this.tokenCount * 4));
  }

  /** Forgets everything of a sequence from a position on. False when the window no longer allows it. */
  truncate(sequence: number, length: number): boolean {
    if (length > 0) {
      const oldest = this.#library.firstPosition(this.#memory, sequence) as number;
      if (oldest < 0 || oldest > Math.max(0, length - this.windowTokens)) return false;
    }
    return this.#library.removeTokens(this.#memory, sequence, length, -1) as boolean;
  }

  /** Everything that a sequence has read, to be put into another one. */
  saveSequence(sequence: number): Buffer {
    const buffer = Buffer.allocUnsafeSlow(Number(this.#library.stateSize(this.#context, sequence)));
    const length = Number(this.#library.readState(this.#context, buffer, buffer.length, sequence));
    return buffer.subarray(0, length);
  }

  /** False when it does not fit. */
  restoreSequence(sequence: number, state: Buffer): boolean {
    return Number(this.#library.writeState(this.#context, state, state.length, sequence)) > 0;
  }

  /** Reads texts of up to so many tokens for their vectors; free it afterwards. */
  embedder(contextTokens: number): Embedder {
    const size = this.embeddingSize;
    return new Embedder(this.#library, this.#model, { contextTokens, size, threads: this.#threads });
  }

  setThreads(threads: number): void {
    this.#threads = threads;
    this.#library.setThreads(this.#context, threads, threads);
  }

  /** `control`: spelt-out control tokens such as `<end_of_turn>` become those tokens. */
  tokenise(text: string, control: boolean): number[] {
    const bytes = Buffer.from(text, 'utf8');
    if (bytes.length === 0) return [];
    // A token is a byte at least, but for what the tokeniser itself adds.
    const tokens = new Int32Array(bytes.length + 2);
    const count = this.#library.tokenise(
      this.#vocabulary,
      bytes,
      bytes.length,
      tokens,
      tokens.length,
      false,
      control,
    ) as number;
    if (count < 0) throw new Error(`llama_tokenize returned ${count}.`);
    return [...tokens.subarray(0, count)];
  }

  /** The bytes that a token stands for; none for control tokens. */
  piece(token: number): Buffer {
    let piece = this.#pieces.get(token);
    if (!piece) {
      const buffer = Buffer.alloc(256);
      const length = this.#library.piece(this.#vocabulary, token, buffer, buffer.length, 0, false) as number;
      piece = Buffer.from(buffer.subarray(0, Math.max(0, length)));
      this.#pieces.set(token, piece);
    }
    return piece;
  }

  isEnd(token: number): boolean {
    return this.#library.isEnd(this.#vocabulary, token) as boolean;
  }

  /** The texts of the tokens that begin and end a text. */
  get specialTexts(): { readonly begin: string; readonly end: string } {
    const text = (token: number) =>
      token < 0 ? '' : (this.#library.tokenText(this.#vocabulary, token) as string);
    return {
      begin: text(this.#library.beginToken(this.#vocabulary) as number),
      end: text(this.#library.endToken(this.#vocabulary) as number),
    };
  }

  metadata(key: string): string | undefined {
    const length = this.#library.metadata(this.#model, key, null, 0) as number;
    if (length < 0) return undefined;
    const buffer = Buffer.alloc(length + 1);
    this.#library.metadata(this.#model, key, buffer, buffer.length);
    return buffer.toString('utf8', 0, length);
  }
}

function openModel(library: Library, modelFile: string): Pointer {
  const model = library.loadModel(modelFile, {
    ...library.modelDefaults,
    load_mode: readWhole,
  }) as Pointer;
  if (model) return model;
  throw new CorruptArtefactError({
    message: 'llama.cpp cannot load this model file.',
    file: modelFile,
    remedy: 'Restore the file from where it came, or make it again.',
  });
}
