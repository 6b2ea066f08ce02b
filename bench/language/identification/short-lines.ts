import type { JudgedLine } from './lines.ts';

/** A few words out of the middle of a line. */
export interface ShortLine extends JudgedLine {
  readonly words: number;
  /** Whether all of them begin with a capital and none begins the line: names. */
  readonly isNames: boolean;
}

const lengths = [1, 2, 3, 4, 6];

/** Windows of a few words, at places drawn by a seed, of every second line of NTREX: nothing was fitted on these lines. */
export function shortLines(lines: readonly JudgedLine[]): ShortLine[] {
  let seed = 7;
  const draw = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  const byLabel = Map.groupBy(
    lines.filter(({ set }) => set === 'NTREX'),
    ({ label }) => label,
  );
  return [...byLabel.values()]
    .flatMap((own) => own.filter((_, index) => index % 2 === 1))
    .flatMap((line) => {
      const words = line.text.split(/\s+/u).filter((word) => word !== '');
      return lengths
        .filter((count) => count < words.length)
        .map((count) => {
          const at = draw(words.length - count + 1);
          const window = words.slice(at, at + count);
          const isNames = at > 0 && window.every((word) => /^\P{L}*\p{Lu}/u.test(word));
          const text = window.join(' ').replace(/^[^\p{L}]+|[^\p{L}?!.]+$/gu, '');
          return { ...line, text, words: count, isNames };
        });
    })
    .filter(({ text }) => (text.match(/\p{L}/gu)?.length ?? 0) > 1);
}
