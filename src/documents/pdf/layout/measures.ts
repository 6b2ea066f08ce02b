/** A value read off a line through points, level before the first and after the last. */
export function between(at: number, ...points: readonly (readonly [at: number, value: number])[]): number {
  let [before] = points;
  for (const point of points) {
    if (at <= point[0]) {
      if (!before || before === point) return point[1];
      return before[1] + ((at - before[0]) / (point[0] - before[0])) * (point[1] - before[1]);
    }
    before = point;
  }
  return before?.[1] ?? 0;
}
