import { createScriptOf, type VocabularyToken } from '../../vocabulary/index.ts';

/** The mean embedding of the old tokens of each script. */
export interface Centres {
  /** Counts a row of the old embedding. */
  add(row: number, values: Float32Array): void;
  /** The mean of the rows of ordinary tokens of the script of this text. */
  of(text: string): Float32Array;
}

/** Scripts that Gemma has more than a few thousand tokens of, and new tokens may be of. */
const scripts = ['Cyrillic', 'Latin', 'Arabic'];

/** `tokens` are the old ones by id. */
export function createCentres(tokens: readonly VocabularyToken[], width: number): Centres {
  const scriptOf = createScriptOf(scripts);
  const sums = new Map<string, { readonly sum: Float64Array; rows: number }>();
  const groupOf = (text: string) => {
    const script = scriptOf(text);
    const group = sums.get(script) ?? { sum: new Float64Array(width), rows: 0 };
    sums.set(script, group);
    return group;
  };
  return {
    add(row, values) {
      const token = tokens[row];
      if (token?.kind !== 'normal') return;
      const group = groupOf(token.text);
      group.rows += 1;
      for (let place = 0; place < width; place += 1) {
        group.sum[place] = (group.sum[place] ?? 0) + (values[place] ?? 0);
      }
    },
    of(text) {
      const { sum, rows } = groupOf(text);
      return Float32Array.from(sum, (value) => value / Math.max(1, rows));
    },
  };
}
