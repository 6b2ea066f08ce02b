import { countUp } from '../../core/count-up.ts';
import { BadInputError } from '../../core/errors.ts';
import { at, known } from '../../core/known.ts';
import type { Group } from '../compare/sign-shard.ts';
import type { CorpusSettings } from '../settings.ts';

/** A group of documents (one source in one register) and how many characters it has to offer. */
export interface Offer extends Group {
  readonly characters: number;
}

/**
 * How often each group is to be taken, so that no source and no register has more than its share of the
 * corpus: its weight, lowered where a share is reached. The corpus is made as large as the shares allow.
 * @throws BadInputError when the shares leave nothing.
 */
export function planMixture(offers: readonly Offer[], mixture: CorpusSettings['mixture']): number[] {
  const weights = offers.map(
    ({ source, register }) =>
      (mixture.sources[source]?.weight ?? 1) * (mixture.registers[register]?.weight ?? 1),
  );
  const weighted = offers.map(({ characters }, index) => characters * (weights[index] ?? 1));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const all = sum(weighted);
  if (sum(sharesOf(all, offers, weighted, mixture)) >= all) return weights;
  // What is taken grows less than the corpus does: the largest corpus that its shares can fill.
  let possible = 0;
  let impossible = all;
  for (let round = 0; round < 100; round += 1) {
    const middle = (possible + impossible) / 2;
    if (sum(sharesOf(middle, offers, weighted, mixture)) >= middle) possible = middle;
    else impossible = middle;
  }
  if (possible < 1) {
    throw new BadInputError({
      message: 'The shares of the mixture add up to less than 1 and leave no corpus.',
      place: 'mixture',
      remedy: 'Raise a share, or leave one source or register without one.',
    });
  }
  const taken = sharesOf(possible, offers, weighted, mixture);
  return weights.map((weight, index) => (weight * at(taken, index)) / Math.max(1, at(weighted, index)));
}

/** What each group may give to a corpus of this many characters. */
function sharesOf(
  total: number,
  offers: readonly Offer[],
  weighted: readonly number[],
  { sources, registers }: CorpusSettings['mixture'],
): number[] {
  const bySource = limit(
    weighted,
    offers.map(({ source }) => source),
    (source) => (sources[source]?.share ?? 1) * total,
  );
  return limit(
    bySource,
    offers.map(({ register }) => register),
    (register) => (registers[register]?.share ?? 1) * total,
  );
}

/** Scales the amounts of every name down to its limit. */
function limit(amounts: readonly number[], names: readonly string[], limitOf: (name: string) => number) {
  const sums = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    countUp(sums, name, at(amounts, index));
  }
  return amounts.map((amount, index) => {
    const name = at(names, index);
    const sum = known(sums, name);
    return sum === 0 ? 0 : amount * Math.min(1, limitOf(name) / sum);
  });
}

/** What choosing among documents looks at, by the number of the document. */
export interface ChoiceColumns {
  readonly length: Uint32Array;
  /** The first 64 bits of the id: an order that is random, and the same in every corpus. */
  readonly idHigh: Uint32Array;
  readonly idLow: Uint32Array;
}

/**
 * Writes into `copies` how often each document is taken when they are to be taken `rate` times: each the
 * whole part of the rate, and once more as many, in the order of their ids, as fit into the rest.
 */
export function chooseCopies(
  documents: Uint32Array,
  rate: number,
  { length, idHigh, idLow }: ChoiceColumns,
  copies: Uint32Array,
): void {
  const whole = Math.floor(rate);
  let characters = 0;
  for (const document of documents) {
    copies[document] = whole;
    characters += length[document] ?? 0;
  }
  let left = Math.round((rate - whole) * characters);
  if (left <= 0) return;
  const order = (column: Uint32Array, left: number, right: number) =>
    (column[left] ?? 0) - (column[right] ?? 0);
  const sorted = documents.slice().sort((a, b) => order(idHigh, a, b) || order(idLow, a, b) || a - b);
  for (const document of sorted) {
    const size = length[document] ?? 0;
    if (size > left) continue;
    copies[document] = whole + 1;
    left -= size;
  }
}
