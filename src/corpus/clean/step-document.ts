import type { DocumentRecord } from '../../documents/index.ts';
import type { StepResult } from '../step-result.ts';
import { scanTokens, type Tokens } from '../tables/tokens.ts';
import { applyEdits } from './edits.ts';

/** A document on its way through the steps; what several steps need of its text is computed once. */
export class StepDocument {
  readonly source: DocumentRecord['source'];
  /** What sort of language it is: religious, news, school, … */
  readonly register: string;
  #text: string;
  #pageStarts: readonly number[];
  #metadata: DocumentRecord['metadata'];
  #tokens: Tokens | undefined;
  #lines: readonly string[] | undefined;

  constructor(record: Omit<DocumentRecord, 'id'>, register = '') {
    this.source = record.source;
    this.register = register;
    this.#text = record.text;
    this.#pageStarts = record.pageStarts;
    this.#metadata = record.metadata;
  }

  get text(): string {
    return this.#text;
  }

  get pageStarts(): readonly number[] {
    return this.#pageStarts;
  }

  get metadata(): DocumentRecord['metadata'] {
    return this.#metadata;
  }

  /** Words, numbers and punctuation, with a hash each. */
  get tokens(): Tokens {
    this.#tokens ??= scanTokens(this.#text);
    return this.#tokens;
  }

  /** The lines, empty ones among them. */
  get lines(): readonly string[] {
    this.#lines ??= this.#text.split('\n');
    return this.#lines;
  }

  /** Takes over what a step changed; true when the text is another one now. */
  apply({ edits, rewritten, flags }: StepResult): boolean {
    if (flags) this.#metadata = { ...this.#metadata, ...flags };
    const changed = edits && edits.length > 0 ? applyEdits(this.#text, this.#pageStarts, edits) : rewritten;
    if (!changed) return false;
    this.#pageStarts = changed.pageStarts;
    if (changed.text === this.#text) return false;
    this.#text = changed.text;
    this.#tokens = undefined;
    this.#lines = undefined;
    return true;
  }
}
