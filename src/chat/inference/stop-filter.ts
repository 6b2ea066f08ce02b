/**
 * Cuts a stream of text before the first of the stop texts. Holds back only what could still become
 * one, so that no part of a stop text is ever shown.
 */
export class StopFilter {
  readonly #stops: readonly string[];
  #held = '';
  #stopped = false;

  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop.length > 0);
  }

  /** Whether a stop text has been seen; nothing comes out after it. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes the next piece, returns what can be shown now. */
  push(piece: string): string {
    if (this.#stopped) return '';
    const text = this.#held + piece;
    const positions = this.#stops.map((stop) => text.indexOf(stop)).filter((position) => position >= 0);
    if (positions.length > 0) {
      this.#stopped = true;
      this.#held = '';
      return text.slice(0, Math.min(...positions));
    }
    const heldLength = Math.max(0, ...this.#stops.map((stop) => overlap(text, stop)));
    this.#held = text.slice(text.length - heldLength);
    return text.slice(0, text.length - heldLength);
  }

  /** What was held back, at the end of the stream. */
  flush(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}

/** Length of the longest end of `text` that is a beginning of `stop` (but not all of it). */
function overlap(text: string, stop: string): number {
  for (let length = Math.min(text.length, stop.length - 1); length > 0; length -= 1) {
    if (text.endsWith(stop.slice(0, length))) return length;
  }
  return 0;
}
