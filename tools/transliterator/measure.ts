// Error rates of written text against a reference.

/** The least number of insertions, deletions and substitutions. */
export function editDistance<Item>(from: readonly Item[] | string, to: readonly Item[] | string): number {
  let previous = Int32Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 0; row < from.length; row += 1) {
    const current = new Int32Array(to.length + 1);
    current[0] = row + 1;
    for (let column = 0; column < to.length; column += 1) {
      const change = (previous[column] as number) + (from[row] === to[column] ? 0 : 1);
      current[column + 1] = Math.min(
        change,
        (previous[column + 1] as number) + 1,
        (current[column] as number) + 1,
      );
    }
    previous = current;
  }
  return previous[to.length] as number;
}

export interface ErrorRates {
  /** Character errors a reference character. */
  readonly characters: number;
  /** Word errors a reference word. */
  readonly words: number;
  /** Share of sentences without an error. */
  readonly exact: number;
}

/** Over all sentences together (micro average). */
export function errorRates(
  pairs: readonly { readonly got: string; readonly expected: string }[],
): ErrorRates {
  let [wrong, all, wrongWords, allWords, exact] = [0, 0, 0, 0, 0];
  for (const { got, expected } of pairs) {
    wrong += editDistance(got, expected);
    all += expected.length;
    wrongWords += editDistance(got.split(' '), expected.split(' '));
    allWords += expected.split(' ').length;
    if (got === expected) exact += 1;
  }
  return { characters: wrong / all, words: wrongWords / allWords, exact: exact / pairs.length };
}
