import koffi from 'koffi';
import type { Binding } from './binding.ts';
import type { LlamaModel } from './model.ts';
import type { Pointer } from './structures.ts';

/** A token that may come next, with its logit. */
export interface TokenLogit {
  readonly token: number;
  readonly logit: number;
}

/** `llama_token_data`: an id, a logit and a probability of 32 bits each. */
const rowWords = 3;
const rowBytes = 4 * rowWords;

/** A GBNF grammar and how far a text has come in it. */
export class GrammarSampler {
  readonly #binding: Binding;
  readonly #sampler: Pointer;

  private constructor(binding: Binding, sampler: Pointer) {
    this.#binding = binding;
    this.#sampler = sampler;
  }

  /** Undefined when llama.cpp cannot read the grammar. */
  static parse({ binding, vocabulary }: LlamaModel, grammar: string): GrammarSampler | undefined {
    const sampler = binding.createGrammar(vocabulary, grammar, 'root');
    return sampler === null ? undefined : new GrammarSampler(binding, sampler);
  }

  /** Those of the tokens that may come next, in their order. */
  allowed<Row extends TokenLogit>(found: readonly Row[]): Row[] {
    const rows = new ArrayBuffer(found.length * rowBytes);
    // The same memory, seen as ids, and as logits and probabilities.
    const [ids, numbers] = [new Int32Array(rows), new Float32Array(rows)];
    for (const [row, { token, logit }] of found.entries()) {
      ids[row * rowWords] = token;
      numbers[row * rowWords + 1] = logit;
    }
    const data = koffi.address(rows);
    this.#binding.applySampler(this.#sampler, { data, size: found.length, selected: -1, sorted: false });
    return found.filter((_, row) => numbers[row * rowWords + 1] !== Number.NEGATIVE_INFINITY);
  }

  /** Steps over a token; it must be one that is allowed (llama.cpp ends the process otherwise). */
  accept(token: number): void {
    this.#binding.acceptToken(this.#sampler, token);
  }

  free(): void {
    this.#binding.freeSampler(this.#sampler);
  }
}
