import { at } from '../../core/known.ts';

type Pieces = AsyncIterable<Float32Array>;

/**
 * Combines tensors that are read in pieces of equal lengths. With a base: base + Σ factor · (tensor − base),
 * otherwise Σ factor · tensor / Σ factor. Float64 inside, rounded to float32 once, so that a factor of 1 gives
 * back the tensor itself.
 */
export async function* combine(
  tensors: readonly Pieces[],
  factors: readonly number[],
  base?: Pieces,
): AsyncGenerator<Float32Array> {
  const total = base ? 1 : factors.reduce((sum, factor) => sum + factor, 0);
  for await (const [from, ...pieces] of together(base ? [base, ...tensors] : tensors)) {
    if (!from) return;
    const sum = new Float64Array(from.length);
    for (const [place, piece] of (base ? pieces : [from, ...pieces]).entries()) {
      const factor = at(factors, place) / total;
      for (let index = 0; index < sum.length; index += 1) {
        const value = piece[index] ?? Number.NaN;
        sum[index] = (sum[index] ?? 0) + factor * (base ? value - (from[index] ?? 0) : value);
      }
    }
    if (base)
      for (let index = 0; index < sum.length; index += 1) sum[index] = (sum[index] ?? 0) + (from[index] ?? 0);
    yield Float32Array.from(sum);
  }
}

/** One piece of each at a time, until the first has ended. */
async function* together(sources: readonly Pieces[]): AsyncGenerator<Float32Array[]> {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    while (true) {
      const results = await Promise.all(iterators.map((iterator) => iterator.next()));
      const pieces = results.flatMap(({ done, value }) => (done ? [] : [value]));
      if (pieces.length < sources.length) return;
      yield pieces;
    }
  } finally {
    for (const iterator of iterators) await iterator.return?.();
  }
}
