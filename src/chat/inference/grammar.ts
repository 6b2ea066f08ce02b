import koffi from 'koffi';
import { BadInputError } from '../../core/errors.ts';
import type { Library, Pointer } from './library.ts';
import type { Candidate } from './sampler.ts';

const rowBytes = 12;

/** A GBNF grammar and how far an answer has come in it (llama.cpp's sampler). */
export class Grammar {
  readonly #library: Library;
  readonly #sampler: Pointer;
  #freed = false;

  /** @throws BadInputError when llama.cpp cannot read the grammar. */
  constructor(library: Library, vocabulary: Pointer, text: string) {
    this.#library = library;
    this.#sampler = library.grammar(vocabulary, text, 'root') as Pointer;
    if (this.#sampler) return;
    throw new BadInputError({
      message: 'llama.cpp cannot follow the grammar made from this schema.',
      place: 'response_format',
      remedy: 'Make the schema simpler.',
    });
  }

  /** Those of the candidates that may come next, in their order. */
  allowed(found: readonly Candidate[]): Candidate[] {
    if (found.length === 0) return [];
    const rows = Buffer.allocUnsafeSlow(found.length * rowBytes);
    found.forEach(({ token, logit }, row) => {
      rows.writeInt32LE(token, row * rowBytes);
      rows.writeFloatLE(logit, row * rowBytes + 4);
      rows.writeFloatLE(0, row * rowBytes + 8);
    });
    const data = koffi.address(rows);
    this.#library.apply(this.#sampler, { data, size: found.length, selected: -1, sorted: false });
    return found.filter((_, row) => rows.readFloatLE(row * rowBytes + 4) !== Number.NEGATIVE_INFINITY);
  }

  /** Goes one token on; it must be one that is allowed (llama.cpp ends the process otherwise). */
  accept(token: number): void {
    this.#library.accept(this.#sampler, token);
  }

  free(): void {
    if (!this.#freed) this.#library.freeSampler(this.#sampler);
    this.#freed = true;
  }
}
