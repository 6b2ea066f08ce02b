/** Whether some run of four is in a sequence of words or tokens more than three times. */
export function hasRepeatedRun(items: readonly (string | number)[]): boolean {
  const counts = new Map<string, number>();
  for (let start = 0; start + 4 <= items.length; start += 1) {
    const run = items.slice(start, start + 4).join(' ');
    const count = (counts.get(run) ?? 0) + 1;
    if (count > 3) return true;
    counts.set(run, count);
  }
  return false;
}
