import { LlamaContext, LlamaModel, type Pointer } from '../../llama/native.ts';

export interface MeasuredModelOptions {
  readonly file: string;
  /** Tokens that the model sees at once. */
  readonly contextTokens: number;
  /** Tokens computed at once; logits of all of them are in memory. */
  readonly batchTokens: number;
  readonly threads: number;
  /** Called before (`ask`) and after each computed tensor; see {@link tensorCallback}. */
  readonly evaluationCallback?: Pointer;
}

/** One model that reads one text. */
export class MeasuredModel extends LlamaModel {
  readonly #context: LlamaContext;

  constructor({ file, contextTokens, batchTokens, threads, evaluationCallback }: MeasuredModelOptions) {
    super(file, { n_gpu_layers: 0 });
    this.#context = new LlamaContext(this, {
      n_ctx: contextTokens,
      n_batch: batchTokens,
      n_threads: threads,
      n_threads_batch: threads,
      swa_full: false,
      cb_eval: evaluationCallback ?? null,
    });
  }

  /** Tokens of a text without `<bos>`; what looks like a special token is plain text. */
  textTokens(text: string): number[] {
    return this.tokenise(text, false);
  }

  /** Forgets what was computed before. */
  clear(): void {
    this.#context.clear(true);
  }

  /**
   * Computes tokens after those before (`position` of them) and returns the logits of every one,
   * [tokens, vocabulary], or of the last only. The array is the library's own: the next call overwrites it.
   */
  read(tokens: readonly number[], position: number, all = true): Float32Array {
    return this.#context.decode(
      tokens.map((token, index) => ({
        token,
        position: position + index,
        sequences: [0],
        output: all || index === tokens.length - 1,
      })),
    );
  }

  override free(): void {
    this.#context.free();
    super.free();
  }
}
