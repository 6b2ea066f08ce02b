/** Learns one weight for each feature so that the right row of each group wins (softmax, full gradient, L2). */
export function trainWeights(
  groups: readonly { readonly rows: readonly (readonly number[])[]; readonly right: number }[],
  features: number,
): number[] {
  const all = groups.flatMap(({ rows }) => rows);
  const means = Array.from({ length: features }, (_, at) => mean(all.map((row) => row[at] ?? 0)));
  const spreads = means.map(
    (middle, at) => Math.sqrt(mean(all.map((row) => ((row[at] ?? 0) - middle) ** 2))) || 1,
  );
  const scaled = groups.map(({ rows, right }) => ({
    right,
    rows: rows.map((row) => row.map((value, at) => (value - (means[at] ?? 0)) / (spreads[at] ?? 1))),
  }));
  const weights = new Array<number>(features).fill(0);
  const moments = new Array<number>(features).fill(0);
  for (let step = 0; step < 400; step += 1) {
    const gradient = weights.map((weight) => 0.002 * weight);
    for (const { rows, right } of scaled) {
      const scores = rows.map((row) => row.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0));
      const highest = Math.max(...scores);
      const parts = scores.map((score) => Math.exp(score - highest));
      const total = parts.reduce((sum, part) => sum + part, 0);
      for (const [index, row] of rows.entries()) {
        const error = ((parts[index] ?? 0) / total - (index === right ? 1 : 0)) / scaled.length;
        for (let at = 0; at < features; at += 1) gradient[at] = (gradient[at] ?? 0) + error * (row[at] ?? 0);
      }
    }
    for (let at = 0; at < features; at += 1) {
      moments[at] = 0.9 * (moments[at] ?? 0) + (gradient[at] ?? 0);
      weights[at] = (weights[at] ?? 0) - 0.3 * (moments[at] ?? 0);
    }
  }
  return weights.map((weight, at) => Math.round((weight / (spreads[at] ?? 1)) * 1e4) / 1e4);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
