/** A case with its right answer. */
interface Case {
  readonly label: string;
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Precision, recall and F1 of one label over all cases. */
export function scoreFor(label: string, cases: readonly Case[], found: readonly string[]): Score {
  let right = 0;
  let said = 0;
  let there = 0;
  for (const [index, one] of cases.entries()) {
    if (one.label === label) there += 1;
    if (found[index] === label) said += 1;
    if (one.label === label && found[index] === label) right += 1;
  }
  return { precision: right / said, recall: right / there, f1: (2 * right) / (said + there) };
}

/** Share of the cases of `label` that were taken for `said`. */
export function falseShare(
  said: string,
  label: string,
  cases: readonly Case[],
  found: readonly string[],
): number {
  const own = found.filter((_, index) => cases[index]?.label === label);
  return own.filter((answer) => answer === said).length / own.length;
}

/** Answers of about one probability: what was said and what was right. */
export interface ReliabilityBin {
  readonly said: number;
  readonly right: number;
  readonly count: number;
}

/** Answers by tenths of probability. */
export function reliability(answers: readonly { right: boolean; probability: number }[]): ReliabilityBin[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const own = answers.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === bin);
    return {
      said: own.reduce((sum, { probability }) => sum + probability, 0) / own.length,
      right: own.filter(({ right }) => right).length / own.length,
      count: own.length,
    };
  }).filter(({ count }) => count > 0);
}

/** Mean distance between what was said and what was right, weighted by count. */
export function expectedError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, { said, right, count }) => sum + Math.abs(said - right) * count, 0) / total;
}
