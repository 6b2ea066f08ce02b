import koffi from 'koffi';
import { cannotLoad, type Engine, type Pointer } from './engine.ts';

export interface SessionOptions {
  readonly file: string;
  /** Tokens that the model sees at once. */
  readonly contextTokens: number;
  /** Tokens computed at once; logits of all of them are in memory. */
  readonly batchTokens: number;
  readonly threads: number;
  /** Called before (`ask`) and after each computed tensor; see ggml's scheduler. */
  readonly evaluationCallback?: Pointer;
}

interface NativeBatch {
  n_tokens: number;
  readonly token: Pointer;
  readonly pos: Pointer;
  readonly n_seq_id: Pointer;
  readonly seq_id: Pointer;
  readonly logits: Pointer;
}

/** One model with one context, in this process. */
export class Session {
  readonly vocabularySize: number;
  readonly beginToken: number;
  readonly #engine: Engine;
  readonly #model: Pointer;
  readonly #context: Pointer;
  readonly #vocabulary: Pointer;
  readonly #batch: NativeBatch;

  constructor(engine: Engine, options: SessionOptions) {
    const { file, batchTokens } = options;
    this.#engine = engine;
    const { call } = engine;
    this.#model = call.loadModel(file, { ...engine.modelDefaults, n_gpu_layers: 0 }) as Pointer;
    if (!this.#model) throw cannotLoad(file, 'model');
    this.#context = call.createContext(this.#model, {
      ...engine.contextDefaults,
      n_ctx: options.contextTokens,
      n_batch: batchTokens,
      n_ubatch: batchTokens,
      n_threads: options.threads,
      n_threads_batch: options.threads,
      swa_full: false,
      cb_eval: options.evaluationCallback ?? null,
    }) as Pointer;
    if (!this.#context) throw cannotLoad(file, 'context');
    this.#vocabulary = call.vocabulary(this.#model) as Pointer;
    this.vocabularySize = call.vocabularySize(this.#vocabulary) as number;
    this.beginToken = call.beginToken(this.#vocabulary) as number;
    this.#batch = call.createBatch(batchTokens, 0, 1) as NativeBatch;
    new Int32Array(koffi.view(this.#batch.n_seq_id, batchTokens * 4)).fill(1);
    for (const sequence of new BigUint64Array(koffi.view(this.#batch.seq_id, batchTokens * 8))) {
      new Int32Array(koffi.view(sequence, 4)).fill(0);
    }
  }

  /** Tokens of a text without `<bos>`; what looks like a special token is plain text. */
  tokenise(text: string): Int32Array {
    const bytes = Buffer.from(text);
    const tokens = new Int32Array(bytes.length + 2);
    const count = this.#engine.call.tokenise(
      this.#vocabulary,
      bytes,
      bytes.length,
      tokens,
      tokens.length,
      false,
      false,
    ) as number;
    return tokens.slice(0, count);
  }

  /** Forgets what was computed before. */
  clear(): void {
    this.#engine.call.clearMemory(this.#engine.call.memory(this.#context), true);
  }

  /**
   * Computes tokens after those before (`position` of them) and returns the logits of every one,
   * [tokens, vocabulary], or of the last only. The array is the library's own: the next call overwrites it.
   */
  decode(tokens: Int32Array, position: number, all = true): Float32Array {
    const batch = this.#batch;
    const count = tokens.length;
    new Int32Array(koffi.view(batch.token, count * 4)).set(tokens);
    new Int32Array(koffi.view(batch.pos, count * 4)).forEach((_, index, positions) => {
      positions[index] = position + index;
    });
    const wanted = new Int8Array(koffi.view(batch.logits, count));
    wanted.fill(all ? 1 : 0);
    wanted[count - 1] = 1;
    const code = this.#engine.call.decode(this.#context, { ...batch, n_tokens: count });
    if (code !== 0) throw new Error(`llama_decode returned ${code}.`);
    const length = (all ? count : 1) * this.vocabularySize;
    return new Float32Array(koffi.view(this.#engine.call.logits(this.#context), length * 4));
  }

  free(): void {
    this.#engine.call.freeContext(this.#context);
    this.#engine.call.freeModel(this.#model);
  }
}
