/** The weights of a new token's parts, which add up to 1. */
export type WeighParts = (parts: readonly number[]) => number[];

/** Every part the same. */
export const equalParts: WeighParts = (parts) => parts.map(() => 1 / parts.length);

/** By the characters of a part; `texts` are the old tokens by id. */
export function partsByLength(texts: readonly string[]): WeighParts {
  return (parts) => normalise(parts.map((part) => [...(texts[part] ?? '')].length));
}

/** The first part counts `times` as much as each other one: it is what the model expects at this place. */
export function firstPartFirst(times: number): WeighParts {
  return (parts) => normalise(parts.map((_, index) => (index === 0 ? times : 1)));
}

function normalise(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
