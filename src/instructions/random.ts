import { createHash } from 'node:crypto';
import { at } from '../core/known.ts';
import { seededRandom } from '../core/seeded-random.ts';

/** A generator of numbers in [0, 1) with the choices that examples need. The same name gives the same sequence. */
export interface Random {
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  pick<Value>(values: readonly Value[]): Value;
  /** True with this probability. */
  chance(probability: number): boolean;
  shuffle<Value>(values: readonly Value[]): Value[];
}

/** Seeds a generator with the hash of a name, so that kinds do not disturb each other. */
export function namedRandom(name: string): Random {
  const next = seededRandom(createHash('sha256').update(name).digest().readUInt32LE(0));
  const integer = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    integer,
    pick<Value>(values: readonly Value[]): Value {
      if (values.length === 0) throw new RangeError('There is nothing to choose from.');
      return at(values, integer(0, values.length - 1));
    },
    chance: (probability) => next() < probability,
    shuffle<Value>(values: readonly Value[]): Value[] {
      const shuffled = [...values];
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = integer(0, last);
        [shuffled[last], shuffled[other]] = [at(shuffled, other), at(shuffled, last)];
      }
      return shuffled;
    },
  };
}

/** A random sample of a stream in random order (reservoir sampling): memory for `size` values, no more. */
export async function sampleStream<Value>(
  stream: AsyncIterable<Value> | Iterable<Value>,
  size: number,
  random: Random,
): Promise<Value[]> {
  const kept: Value[] = [];
  let seen = 0;
  for await (const value of stream) {
    seen += 1;
    if (kept.length < size) kept.push(value);
    else {
      const place = random.integer(0, seen - 1);
      if (place < size) kept[place] = value;
    }
  }
  return random.shuffle(kept);
}
