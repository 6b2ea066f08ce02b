import { z } from 'zod';
import { CorruptArtefactError } from '../../core/errors.ts';

/**
 * Boosted decision trees. A tree is a list of nodes; the first is its root. A node is `[feature, threshold, left, right]`
 * (left: value ≤ threshold) or `[value]`.
 */
export const treesSchema = z.strictObject({
  features: z.array(z.string()),
  trees: z.array(z.array(z.union([z.tuple([z.int(), z.number(), z.int(), z.int()]), z.tuple([z.number()])]))),
});

export type Trees = z.output<typeof treesSchema>;

/** Makes sure that a model was trained on the features that this version computes. */
export function checkFeatures(model: Trees, names: readonly string[], name: string): void {
  if (model.features.join() === names.join()) return;
  throw new CorruptArtefactError({
    message: `The model "${name}" was trained on other features than this version computes.`,
    file: 'src/library/data/ranker.json',
    remedy: 'Train it again: node tools/library/train-ranker.ts',
  });
}

/** The sum of the trees' values for one list of features. */
export function scoreTrees({ trees }: Trees, features: ArrayLike<number>): number {
  let sum = 0;
  for (const tree of trees) {
    let node = tree[0];
    while (node && node.length === 4) {
      const [feature, threshold, left, right] = node;
      node = tree[(features[feature] ?? 0) <= threshold ? left : right];
    }
    sum += node?.[0] ?? 0;
  }
  return sum;
}
