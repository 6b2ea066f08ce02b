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

/** Trees as a processor walks them quickly: four numbers a node, one node behind the other. */
interface FlatTrees {
  readonly roots: readonly number[];
  /** Feature, threshold, place of the left and of the right node; a leaf has the feature -1 and its value. */
  readonly nodes: Float64Array;
}

const width = 4;
const flattened = new WeakMap<Trees, FlatTrees>();

function flatten({ trees }: Trees): FlatTrees {
  const roots: number[] = [];
  let size = 0;
  for (const tree of trees) {
    roots.push(size);
    size += tree.length * width;
  }
  const nodes = new Float64Array(size);
  for (const [at, tree] of trees.entries()) {
    const root = roots[at] ?? 0;
    for (const [index, node] of tree.entries()) {
      const [feature, threshold, left, right] = node.length === 1 ? [-1, node[0], 0, 0] : node;
      nodes.set([feature, threshold, root + left * width, root + right * width], root + index * width);
    }
  }
  return { roots, nodes };
}

/** The sum of the trees' values for one list of features. */
export function scoreTrees(model: Trees, row: ArrayLike<number>): number {
  const flat = flattened.get(model) ?? flatten(model);
  flattened.set(model, flat);
  const { roots, nodes } = flat;
  let sum = 0;
  // Each place exists by construction; asking for it with `at` would take most of a question's time.
  for (let node of roots) {
    for (let feature = nodes[node] ?? -1; feature >= 0; feature = nodes[node] ?? -1) {
      node = nodes[(row[feature] ?? 0) <= (nodes[node + 1] ?? 0) ? node + 2 : node + 3] ?? 0;
    }
    sum += nodes[node + 1] ?? 0;
  }
  return sum;
}
