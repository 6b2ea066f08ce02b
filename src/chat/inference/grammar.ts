import koffi from 'koffi';
import { BadInputError } from '../../core/errors.ts';
import type { Library, Pointer } from './library.ts';
import type { Candidate } from './sampler.ts';

const rowBytes = 12;
/** Processor time that a grammar may take: at the beginning, and for each token on average. */
const allowanceMs = 2000;
const tokenMs = 50;

/** A GBNF grammar and how far an answer has come in it (llama.cpp's sampler). */
export class Grammar {
  readonly #library: Library;
  readonly #sampler: Pointer;
  #freed = false;
  #spentMs = 0;
  #tokens = 0;

  /** @throws BadInputError when llama.cpp cannot read the grammar. */
  constructor(library: Library, vocabulary: Pointer, text: string) {
    this.#library = library;
    this.#sampler = this.#timed(() => library.grammar(vocabulary, text, 'root')) as Pointer;
    if (this.#sampler) return;
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
    const rows = Buffer.allocUnsafeSlow(found.length * rowBytes);
    found.forEach(({ token, logit }, row) => {
      rows.writeInt32LE(token, row * rowBytes);
      rows.writeFloatLE(logit, row * rowBytes + 4);
      rows.writeFloatLE(0, row * rowBytes + 8);
    });
    const data = koffi.address(rows);
    const rowsOf = { data, size: found.length, selected: -1, sorted: false };
    this.#timed(() => this.#library.apply(this.#sampler, rowsOf));
    return found.filter((_, row) => rows.readFloatLE(row * rowBytes + 4) !== Number.NEGATIVE_INFINITY);
  }

  /** Goes one token on; it must be one that is allowed (llama.cpp ends the process otherwise). */
  accept(token: number): void {
    this.#tokens += 1;
    this.#timed(() => this.#library.accept(this.#sampler, token));
  }

  free(): void {
    if (!this.#freed) this.#library.freeSampler(this.#sampler);
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
