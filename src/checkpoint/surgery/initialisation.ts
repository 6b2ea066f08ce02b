import { at } from '../../core/known.ts';
import type { PersianParts } from './persian-parts.ts';
import type { Initialisation } from './settings.ts';

/** What a new embedding is the sum of: rows of the old one, and the mean of the rows of its script. */
export interface Mixture {
  readonly terms: readonly { readonly row: number; readonly weight: number }[];
  /** The weight of the mean embedding of its script's tokens. */
  readonly centre: number;
}

/** What a new token begins as; `parts` are the old tokens that it was written with. */
export type Mix = (text: string, parts: readonly number[]) => Mixture;

/** The rule of a name; `texts` are the old tokens by id, `persianParts` only `persian` asks for. */
export function createMix(name: Initialisation, texts: readonly string[], persianParts: PersianParts): Mix {
  const characters = (part: number) => [...at(texts, part)].length;
  switch (name) {
    case 'mean':
      return (_, parts) => ({ terms: share(parts, 1), centre: 0 });
    case 'length':
      return (_, parts) => ({ terms: share(parts, 1, characters), centre: 0 });
    case 'first':
      return (_, parts) => ({ terms: share(parts, 1, (_part, index) => (index === 0 ? 3 : 1)), centre: 0 });
    case 'shrunk':
      return shrunk;
    case 'persian':
      // Measured on the 270M base: docs/log.md.
      return (text, parts) => {
        const persian = persianParts(text);
        if (!persian) return shrunk(text, parts);
        return { terms: [...share(persian, 0.5), ...share(parts, 0.2)], centre: 0.2 };
      };
  }
}

/** Measured on the 270M base: docs/log.md. */
const shrunk: Mix = (_, parts) => ({ terms: share(parts, 0.6), centre: 0.3 });

/** Rows with weights that add up to `whole`. */
function share(
  rows: readonly number[],
  whole: number,
  weigh: (row: number, index: number) => number = () => 1,
): Mixture['terms'] {
  const weights = rows.map(weigh);
  const sum = weights.reduce((total, value) => total + value, 0);
  return rows.map((row, index) => ({ row, weight: (whole * at(weights, index)) / sum }));
}
