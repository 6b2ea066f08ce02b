import { CorruptArtefactError } from '../../core/errors.ts';
import { type BatchToken, NativeBatch } from './llama-batch.ts';
import { type LlamaFunctions, loadLlamaFunctions, refusedModel, viewMemory } from './llama-functions.ts';
import type { OpenQuestion } from './protocol.ts';

/** Tokens of one call of llama_decode: enough to keep the processor busy, few enough for its caches. */
const batchTokens = 512;
/** Sequences beside the trunk; each costs a row of logits in memory. */
const largestSequences = 128;
/** Logits of one call. */
const logitsBytes = 96 * 2 ** 20;

/** GGML_TYPE_F32: keys and values are kept as exact as they were computed. */
const f32 = 0;

/**
 * How many tokens of a batch may give logits, and how many sequences there may be beside the trunk. llama.cpp
 * keeps a row of logits for each sequence, the trunk included, and ends the process when that is too many.
 */
export function batchSizes(vocabularySize: number): {
  readonly batchOutputs: number;
  readonly sequences: number;
} {
  const rows = Math.floor(logitsBytes / 4 / vocabularySize);
  const batchOutputs = Math.max(16, Math.min(batchTokens, rows));
  return { batchOutputs, sequences: Math.min(largestSequences, batchOutputs - 1) };
}

/** A model in memory with one context whose cells all sequences share. */
export class LlamaModel {
  readonly version: string;
  readonly vocabularySize: number;
  readonly bos: number;
  readonly chatTemplate: string | null;
  readonly contextTokens: number;
  /** Sequences that may be asked for at once, beside sequence 0. */
  readonly sequences: number;
  /** Tokens and outputs of one {@link decode}. */
  readonly batchTokens = batchTokens;
  readonly batchOutputs: number;
  /** Tokens of all sequences together. */
  readonly cells: number;
  readonly #file: string;
  readonly #functions: LlamaFunctions;
  readonly #vocabulary: bigint;
  readonly #context: bigint;
  readonly #memory: bigint;
  readonly #batch: NativeBatch;

  /** @throws CorruptArtefactError when llama.cpp refuses the file. */
  constructor({ file, contextTokens, threads }: OpenQuestion) {
    const functions = loadLlamaFunctions();
    const model = functions.loadModel(file, { ...functions.modelDefaults, n_gpu_layers: 0 });
    if (model === null) throw refusedModel(file);
    this.#file = file;
    this.#functions = functions;
    this.#vocabulary = functions.vocabularyOf(model);
    this.version = functions.version;
    this.vocabularySize = functions.vocabularySize(this.#vocabulary);
    this.bos = functions.bosOf(this.#vocabulary);
    this.chatTemplate = functions.chatTemplate(model, null);
    this.contextTokens = contextTokens;
    ({ batchOutputs: this.batchOutputs, sequences: this.sequences } = batchSizes(this.vocabularySize));
    this.cells = contextTokens + batchTokens;
    const context = functions.createContext(model, {
      ...functions.contextDefaults,
      n_ctx: this.cells,
      n_batch: batchTokens,
      n_ubatch: batchTokens,
      n_seq_max: this.sequences + 1,
      n_outputs_max: this.batchOutputs,
      n_threads: threads,
      n_threads_batch: threads,
      type_k: f32,
      type_v: f32,
      // One stream: a prefix that several sequences share is one run of cells.
      kv_unified: true,
      // Without it a sliding-window model forgets what a shared prefix needs.
      swa_full: true,
    });
    if (context === null) throw refusedModel(file);
    this.#context = context;
    this.#memory = functions.memoryOf(context);
    this.#batch = new NativeBatch(functions, batchTokens, this.sequences + 1);
  }

  /** Token ids of a text; control tokens only where `special` is true; never a `<bos>` of its own. */
  tokenise(text: string, special: boolean): number[] {
    const bytes = new TextEncoder().encode(text);
    const tokens = new Int32Array(bytes.length + 8);
    const count = this.#functions.tokenise(
      this.#vocabulary,
      bytes,
      bytes.length,
      tokens,
      tokens.length,
      false,
      special,
    );
    if (count < 0) throw new RangeError(`llama.cpp could not tokenise ${text.length} characters.`);
    return Array.from(tokens.subarray(0, count));
  }

  /** The bytes of a token; none of a control token. */
  pieceOf(token: number): Uint8Array {
    const piece = new Uint8Array(256);
    const length = this.#functions.pieceOf(this.#vocabulary, token, piece, piece.length, 0, false);
    return piece.subarray(0, Math.max(0, length));
  }

  isEndOfGeneration(token: number): boolean {
    return this.#functions.isEndOfGeneration(this.#vocabulary, token);
  }

  /** Computes tokens; returns the logits of those with `output`, row after row, until the next call. */
  decode(tokens: readonly BatchToken[]): Float32Array {
    const code = this.#functions.decode(this.#context, this.#batch.fill(tokens));
    if (code !== 0) throw new Error(`llama_decode failed with ${code} on ${tokens.length} tokens.`);
    const rows = tokens.reduce((sum, { output }) => sum + (output ? 1 : 0), 0);
    if (rows === 0) return new Float32Array();
    const values = rows * this.vocabularySize;
    return new Float32Array(viewMemory(this.#functions.logitsOf(this.#context), values * 4), 0, values);
  }

  forgetAll(): void {
    this.#functions.clearMemory(this.#memory, false);
  }

  /** Forgets the tokens of a sequence from a position on. */
  forget(sequence: number, from: number): void {
    this.#functions.removeSequence(this.#memory, sequence, from, -1);
  }

  /** Gives a sequence the first tokens of another, without computing them. */
  share(from: number, to: number, tokens: number): void {
    if (tokens > 0) this.#functions.copySequence(this.#memory, from, to, 0, tokens);
  }

  /** A log-probability that is none means that the weights are damaged. @throws CorruptArtefactError */
  checked(logProbability: number): number {
    if (Number.isFinite(logProbability)) return logProbability;
    throw new CorruptArtefactError({
      message: `The model gives ${logProbability} as a log-probability: its weights are damaged.`,
      file: this.#file,
      remedy: 'Export or quantise the model again.',
    });
  }
}
