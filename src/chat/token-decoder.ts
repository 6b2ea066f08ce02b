/** Turns tokens into text; `before` are the tokens in front of them. */
export type Detokenise = (tokens: readonly number[], before: readonly number[]) => string;

const replacementCharacter = '\uFFFD';
/** The longest UTF-8 character has four bytes, so four byte tokens. */
const longestCharacterTokens = 4;
const contextTokens = 4;

/**
 * Decodes a stream of tokens. A character that is spread over byte tokens comes out whole, with the
 * token that completes it.
 */
export class TokenDecoder {
  readonly #detokenise: Detokenise;
  #before: number[] = [];
  #pending: number[] = [];

  constructor(detokenise: Detokenise) {
    this.#detokenise = detokenise;
  }

  /** Takes the next token, returns the text that is complete. */
  push(token: number): string {
    this.#pending.push(token);
    const text = this.#detokenise(this.#pending, this.#before);
    if (text.endsWith(replacementCharacter) && this.#pending.length < longestCharacterTokens) return '';
    return this.#take(text);
  }

  /** What is left at the end of the stream; an incomplete character is left out. */
  flush(): string {
    if (this.#pending.length === 0) return '';
    const text = this.#detokenise(this.#pending, this.#before);
    return this.#take(text.endsWith(replacementCharacter) ? text.replace(/\uFFFD+$/u, '') : text);
  }

  #take(text: string): string {
    this.#before = [...this.#before, ...this.#pending].slice(-contextTokens);
    this.#pending = [];
    return text;
  }
}
