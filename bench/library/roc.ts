/** The ROC of a gate as a table to read: for shares of wrongly answered questions, what share of the others is answered. */
export function rocTable(right: readonly number[], wrong: readonly number[]): string {
  const sorted = [...wrong].sort((one, other) => other - one);
  const lines = [0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.5].map((share) => {
    const threshold = sorted[Math.floor(share * sorted.length)] ?? 1;
    const answered = right.filter((value) => value > threshold).length / Math.max(1, right.length);
    return `  ${(100 * share).toFixed(0).padStart(3)} %  ${(100 * answered).toFixed(1).padStart(5)} %  ${'█'.repeat(Math.round(50 * answered))}`;
  });
  return [
    `ROC of the answer gate, area ${area(right, wrong).toFixed(3)} (unanswerable answered → answerable answered):`,
    ...lines,
  ].join('\n');
}

/** The chance that a question with an answer scores higher than one without. */
function area(right: readonly number[], wrong: readonly number[]): number {
  let sum = 0;
  for (const value of right) {
    for (const other of wrong) sum += value > other ? 1 : value === other ? 0.5 : 0;
  }
  return sum / Math.max(1, right.length * wrong.length);
}
