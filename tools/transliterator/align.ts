// Aligns letters of one script with what they are written as in the other (hard expectation maximisation).
import { countUp } from '../../src/core/count-up.ts';

const band = 11;

/** Letter → what it was written as → how often. */
export type Counts = Map<string, Map<string, number>>;

export interface Alignment {
  /** What each letter of the source is written as. */
  readonly spellings: readonly string[];
  /** Nats a letter; above `misfit` the two are not the same words. */
  readonly cost: number;
}

export interface Aligner {
  /** Nothing when the two cannot be aligned at all. */
  readonly align: (source: string, target: string) => Alignment | undefined;
  readonly counts: Counts;
}

/** Above this cost a pair is not a transliteration. */
export const misfit = 1.6;

type Likelihood = (letter: string, spelling: string) => number;

/** `start` says how likely a spelling is before anything was counted; `longest` bounds its length. */
export function trainAligner(
  pairs: readonly (readonly [string, string])[],
  start: Likelihood,
  { longest, rounds }: { longest: number; rounds: number },
): Aligner {
  const texts: string[] = [];
  const idOf = new Map<string, number>();
  const intern = (text: string): number => {
    const known = idOf.get(text);
    if (known !== undefined) return known;
    idOf.set(text, texts.length);
    return texts.push(text) - 1;
  };
  let likelihood = start;
  let costs = new Map<string, Float64Array>();
  const costsOf = (letter: string): Float64Array => {
    const row = costs.get(letter);
    if (row && row.length >= texts.length) return row;
    const grown = new Float64Array(texts.length * 2 + 1000);
    grown.set(row ?? []);
    for (let id = row?.length ?? 0; id < grown.length; id += 1) grown[id] = Number.NaN;
    costs.set(letter, grown);
    return grown;
  };
  const align = (source: string, target: string): Alignment | undefined => {
    const width = target.length + 1;
    const step = longest + 1;
    const ids = new Int32Array(width * step).fill(-1);
    for (let at = 0; at < width; at += 1) {
      for (let length = 0; length <= longest && at + length <= target.length; length += 1) {
        ids[at * step + length] = intern(target.slice(at, at + length));
      }
    }
    const best = new Float64Array((source.length + 1) * width).fill(Number.POSITIVE_INFINITY);
    const taken = new Uint8Array(best.length);
    best[0] = 0;
    for (let place = 0; place < source.length; place += 1) {
      const letter = source.charAt(place);
      const row = costsOf(letter);
      const middle = Math.round((place * target.length) / source.length);
      const end = Math.min(target.length, middle + band);
      for (let at = Math.max(0, middle - band); at <= end; at += 1) {
        const here = best[place * width + at] as number;
        if (here === Number.POSITIVE_INFINITY) continue;
        for (let length = 0; length <= longest && at + length <= target.length; length += 1) {
          const id = ids[at * step + length] as number;
          let cost = row[id] as number;
          if (Number.isNaN(cost)) {
            cost = -Math.log(likelihood(letter, texts[id] as string));
            row[id] = cost;
          }
          const next = (place + 1) * width + at + length;
          if (here + cost < (best[next] as number)) {
            best[next] = here + cost;
            taken[next] = length;
          }
        }
      }
    }
    const total = best[best.length - 1] as number;
    if (total === Number.POSITIVE_INFINITY) return undefined;
    const spellings: string[] = [];
    let at = target.length;
    for (let place = source.length; place > 0; place -= 1) {
      const length = taken[place * width + at] as number;
      spellings.push(target.slice(at - length, at));
      at -= length;
    }
    return { spellings: spellings.reverse(), cost: total / Math.max(1, source.length) };
  };
  let counts: Counts = new Map();
  for (let round = 0; round < rounds; round += 1) {
    counts = new Map();
    for (const [source, target] of pairs) {
      const found = align(source, target);
      if (!found || found.cost > (round === 0 ? 3.5 : misfit)) continue;
      for (const [index, spelling] of found.spellings.entries())
        add(counts, source.charAt(index), spelling, 1);
    }
    const totals = new Map(
      [...counts].map(([letter, row]) => [letter, [...row.values()].reduce((sum, n) => sum + n, 0)]),
    );
    const found = counts;
    costs = new Map();
    likelihood = (letter, spelling) =>
      ((found.get(letter)?.get(spelling) ?? 0) + start(letter, spelling) * 2) /
      ((totals.get(letter) ?? 0) + 4);
  }
  return { align, counts };
}

/** Adds to a nested count. */
export function add(counts: Counts, key: string, value: string, by: number): void {
  const row = counts.get(key) ?? new Map<string, number>();
  countUp(row, value, by);
  counts.set(key, row);
}
