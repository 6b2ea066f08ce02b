import type { Initialisation } from './settings.ts';

/** What a new token's embedding is the sum of. */
export interface InitialisationRule {
  /** The weights of its parts, which are the old tokens that it was written with. */
  weigh(parts: readonly number[]): number[];
  /** The weight of the mean embedding of its script's tokens. */
  readonly centre: number;
}

/** The rule of a name; `texts` are the old tokens by id. */
export function initialisationRule(name: Initialisation, texts: readonly string[]): InitialisationRule {
  const characters = (part: number) => [...(texts[part] ?? '')].length;
  switch (name) {
    case 'mean':
      return { weigh: (parts) => share(parts, () => 1), centre: 0 };
    case 'length':
      return { weigh: (parts) => share(parts, characters), centre: 0 };
    case 'first':
      return { weigh: (parts) => share(parts, (_, index) => (index === 0 ? 3 : 1)), centre: 0 };
    case 'shrunk':
      // Measured on the 270M base: docs/measurements.md.
      return { weigh: (parts) => share(parts, () => 1).map((weight) => weight * 0.6), centre: 0.3 };
  }
}

function share(parts: readonly number[], weight: (part: number, index: number) => number): number[] {
  const weights = parts.map(weight);
  const sum = weights.reduce((total, value) => total + value, 0);
  return weights.map((value) => value / sum);
}
