/** Words as rows of token ids that get shorter, in one block of memory. */
export interface LearnerWords {
  readonly size: number;
  /** How often the word occurs in the corpus. */
  count(word: number): number;
  /** The word's tokens; a view that stays valid until the word is replaced. */
  tokens(word: number): Int32Array;
  /** Puts fewer tokens in the place of a word's. */
  replace(word: number, tokens: Int32Array): void;
}

/** Copies words and their counts into flat memory. */
export function createLearnerWords(
  words: Iterable<readonly [tokens: ArrayLike<number>, count: number]>,
): LearnerWords {
  const rows = [...words];
  const total = rows.reduce((sum, [tokens]) => sum + tokens.length, 0);
  const block = new Int32Array(total);
  const starts = new Int32Array(rows.length);
  const lengths = new Int32Array(rows.length);
  const counts = new Float64Array(rows.length);
  let place = 0;
  for (const [word, [tokens, count]] of rows.entries()) {
    starts[word] = place;
    lengths[word] = tokens.length;
    counts[word] = count;
    block.set(tokens, place);
    place += tokens.length;
  }
  const start = (word: number) => starts[word] ?? 0;
  return {
    size: rows.length,
    count: (word) => counts[word] ?? 0,
    tokens: (word) => block.subarray(start(word), start(word) + (lengths[word] ?? 0)),
    replace(word, tokens) {
      block.set(tokens, start(word));
      lengths[word] = tokens.length;
    },
  };
}
