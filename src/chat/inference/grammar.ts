import { BadInputError } from '../../core/errors.ts';
import { GrammarSampler, type LlamaModel } from '../../llama/native.ts';
import type { Candidate } from './sampler.ts';

/** Processor time that a grammar may take: at the beginning, and for each token on average. */
const allowanceMs = 2000;
const tokenMs = 50;

/** A GBNF grammar and how far an answer has come in it (llama.cpp's sampler). */
export class Grammar {
  readonly #sampler: GrammarSampler;
  #freed = false;
  #spentMs = 0;
  #tokens = 0;

  /** @throws BadInputError when llama.cpp cannot read the grammar. */
  constructor(model: LlamaModel, text: string) {
    const sampler = this.#timed(() => GrammarSampler.parse(model, text));
    if (sampler) {
      this.#sampler = sampler;
      return;
    }
    throw new BadInputError({
      message: 'llama.cpp cannot follow the grammar made from this schema.',
      place: 'response_format',
      remedy: 'Make the schema simpler.',
    });
  }

  /**
   * Those of the candidates that may come next, in their order.
   * @throws BadInputError when following the grammar has taken too long: others wait for the same thread.
   */
  allowed(found: readonly Candidate[]): Candidate[] {
    if (found.length === 0) return [];
    if (this.#spentMs > allowanceMs + tokenMs * this.#tokens) throw tooSlow();
    return this.#timed(() => this.#sampler.allowed(found));
  }

  /** Goes one token on; it must be one that is allowed (llama.cpp ends the process otherwise). */
  accept(token: number): void {
    this.#tokens += 1;
    this.#timed(() => this.#sampler.accept(token));
  }

  free(): void {
    if (!this.#freed) this.#sampler.free();
    this.#freed = true;
  }

  #timed<Result>(work: () => Result): Result {
    const before = process.threadCpuUsage();
    const result = work();
    const { user, system } = process.threadCpuUsage(before);
    this.#spentMs += (user + system) / 1000;
    return result;
  }
}

function tooSlow(): BadInputError {
  return new BadInputError({
    message: 'Following this schema takes too long: too many of its alternatives begin alike.',
    place: 'response_format',
    remedy: 'Let each alternative begin with a required key of its own, or one with a "const" of its own.',
  });
}
