/** Quantiles of the normal distribution: 5 % two-sided, 5 % one-sided, 80 % power. */
const twoSided = 1.959964;
const oneSided = 1.644854;
const power = 0.841621;

/** What this many items can show in 80 of 100 runs, at the 5 % level; shares of items. */
export interface DetectableDifference {
  /** How far above guessing a model must be to be told from it. */
  readonly aboveGuessing: number;
  /** How far apart two models must be when their answers are independent and near guessing: the worst case. */
  readonly betweenModels: number;
}

/** Computed from the number of items alone, before any answer is seen (Fleiss et al. 2003, ch. 4 and 13). */
export function detectableDifference(items: number, chance: number): DetectableDifference {
  const perItem = 1 / Math.sqrt(items);
  const variance = chance * (1 - chance);
  const above = settle((difference) => {
    const raised = Math.min(0.5, chance + difference);
    return perItem * (oneSided * Math.sqrt(variance) + power * Math.sqrt(raised * (1 - raised)));
  });
  const discordant = 2 * variance;
  const between = settle(
    (difference) =>
      perItem *
      (twoSided * Math.sqrt(discordant) + power * Math.sqrt(Math.max(0, discordant - difference ** 2))),
  );
  return { aboveGuessing: Math.min(1 - chance, above), betweenModels: Math.min(1, between) };
}

function settle(next: (difference: number) => number): number {
  let difference = 0;
  for (let round = 0; round < 20; round += 1) difference = next(difference);
  return difference;
}
