import { seededRandom } from '../../src/core/seeded-random.ts';
import type { Trees } from '../../src/library/evidence/trees.ts';

/** Rows of features with what is to be learned from them. */
export interface TrainingRows {
  readonly names: readonly string[];
  readonly rows: readonly ArrayLike<number>[];
  /** 1 for what is right, 0 otherwise. */
  readonly labels: readonly number[];
  /** Rows of one group compete (softmax); without groups each row is judged by itself (logistic). */
  readonly groups?: readonly number[];
}

export interface BoostingSettings {
  readonly rounds: number;
  readonly depth: number;
  readonly rate: number;
  readonly smallestLeaf: number;
  /** Of rows and features, each tree. */
  readonly sample: number;
  readonly seed: number;
}

const bins = 48;
const regularisation = 2;

/** Learns boosted trees over histograms of the features (Chen & Guestrin 2016), with a softmax over groups or a logistic loss. */
export function trainTrees(data: TrainingRows, settings: BoostingSettings): Trees {
  const { names, rows, labels, groups } = data;
  const count = rows.length;
  const random = seededRandom(settings.seed);
  const columns = names.map((_, feature) => binColumn(rows, feature));
  const scores = new Float64Array(count);
  const gradient = new Float64Array(count);
  const curvature = new Float64Array(count);
  const trees: Trees['trees'] = [];
  const members = groups && groupMembers(groups);
  for (let round = 0; round < settings.rounds; round += 1) {
    if (members) softmaxGradients(members, labels, scores, gradient, curvature);
    else logisticGradients(labels, scores, gradient, curvature);
    const used = Uint8Array.from({ length: count }, () => (random() < settings.sample ? 1 : 0));
    const features = names.map((_, index) => index).filter(() => random() < settings.sample);
    trees.push(growTree({ columns, features, used, gradient, curvature, scores, settings }));
  }
  return { features: [...names], trees };
}

interface Column {
  readonly places: Uint8Array;
  /** The upper edge of each bin. */
  readonly edges: readonly number[];
}

function binColumn(rows: readonly ArrayLike<number>[], feature: number): Column {
  const values = rows.map((row) => row[feature] ?? 0);
  const sorted = Float64Array.from(values).sort();
  const edges: number[] = [];
  for (let bin = 1; bin < bins; bin += 1) {
    const edge = Math.round((sorted[Math.floor((bin * sorted.length) / bins)] ?? 0) * 1e4) / 1e4;
    if (edges.length === 0 || edge > (edges.at(-1) ?? 0)) edges.push(edge);
  }
  const places = Uint8Array.from(values, (value) => {
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (edges[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    return low;
  });
  return { places, edges };
}

function groupMembers(groups: readonly number[]): number[][] {
  const members = new Map<number, number[]>();
  for (const [row, group] of groups.entries()) {
    const known = members.get(group);
    if (known) known.push(row);
    else members.set(group, [row]);
  }
  return [...members.values()];
}

function softmaxGradients(
  members: readonly (readonly number[])[],
  labels: readonly number[],
  scores: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
): void {
  for (const group of members) {
    const highest = Math.max(...group.map((row) => scores[row] ?? 0));
    const weights = group.map((row) => Math.exp((scores[row] ?? 0) - highest));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const right = Math.max(
      1,
      group.reduce((total, row) => total + (labels[row] ?? 0), 0),
    );
    for (const [index, row] of group.entries()) {
      const probability = (weights[index] ?? 0) / sum;
      gradient[row] = probability - (labels[row] ?? 0) / right;
      curvature[row] = Math.max(1e-4, probability * (1 - probability));
    }
  }
}

function logisticGradients(
  labels: readonly number[],
  scores: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
): void {
  for (const [row, label] of labels.entries()) {
    const probability = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
    gradient[row] = probability - label;
    curvature[row] = probability * (1 - probability);
  }
}

interface Growing {
  readonly columns: readonly Column[];
  readonly features: readonly number[];
  readonly used: Uint8Array;
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly scores: Float64Array;
  readonly settings: BoostingSettings;
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

/** Grows one tree level by level and adds its values to the scores. */
function growTree(growing: Growing): Trees['trees'][number] {
  const { columns, gradient, curvature, scores, used, settings } = growing;
  const count = scores.length;
  const nodeOf = new Int32Array(count);
  const tree: Trees['trees'][number] = [[0]];
  let open = [0];
  for (let depth = 0; depth < settings.depth && open.length > 0; depth += 1) {
    const splits = bestSplits(growing, nodeOf, open);
    const children = new Map<number, { split: Split; left: number; right: number }>();
    const next: number[] = [];
    for (const node of open) {
      const split = splits.get(node);
      if (!split) continue;
      const left = tree.length;
      tree.push([0], [0]);
      tree[node] = [split.feature, columns[split.feature]?.edges[split.bin] ?? 0, left, left + 1];
      children.set(node, { split, left, right: left + 1 });
      next.push(left, left + 1);
    }
    for (let row = 0; row < count; row += 1) {
      const child = children.get(nodeOf[row] ?? 0);
      if (!child) continue;
      const place = columns[child.split.feature]?.places[row] ?? 0;
      nodeOf[row] = place <= child.split.bin ? child.left : child.right;
    }
    open = next;
  }
  const sums = tree.map(() => ({ gradient: 0, curvature: 0 }));
  for (let row = 0; row < count; row += 1) {
    const sum = sums[nodeOf[row] ?? 0];
    if (!sum || used[row] === 0) continue;
    sum.gradient += gradient[row] ?? 0;
    sum.curvature += curvature[row] ?? 0;
  }
  for (const [node, sum] of sums.entries()) {
    if (tree[node]?.length !== 1) continue;
    const value = (-sum.gradient / (sum.curvature + regularisation)) * settings.rate;
    tree[node] = [Math.round(value * 1e4) / 1e4];
  }
  for (let row = 0; row < count; row += 1)
    scores[row] = (scores[row] ?? 0) + (tree[nodeOf[row] ?? 0]?.[0] ?? 0);
  return tree;
}

function bestSplits(growing: Growing, nodeOf: Int32Array, open: readonly number[]): Map<number, Split> {
  const { columns, features, used, gradient, curvature, settings } = growing;
  const slots = new Int32Array(Math.max(...open) + 1).fill(-1);
  for (const [slot, node] of open.entries()) slots[node] = slot;
  const best = new Map<number, Split>();
  const size = open.length * bins;
  for (const feature of features) {
    const places = columns[feature]?.places;
    if (!places) continue;
    const gradients = new Float64Array(size);
    const curvatures = new Float64Array(size);
    const counts = new Int32Array(size);
    for (let row = 0; row < places.length; row += 1) {
      if (used[row] === 0) continue;
      const slot = slots[nodeOf[row] ?? 0] ?? -1;
      if (slot < 0) continue;
      const at = slot * bins + (places[row] ?? 0);
      gradients[at] = (gradients[at] ?? 0) + (gradient[row] ?? 0);
      curvatures[at] = (curvatures[at] ?? 0) + (curvature[row] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    for (const [slot, node] of open.entries()) {
      const from = slot * bins;
      const total = sumOf(gradients, curvatures, counts, from);
      let [g, h, n] = [0, 0, 0];
      for (let bin = 0; bin < bins - 1; bin += 1) {
        g += gradients[from + bin] ?? 0;
        h += curvatures[from + bin] ?? 0;
        n += counts[from + bin] ?? 0;
        if (n < settings.smallestLeaf || total.n - n < settings.smallestLeaf) continue;
        const gain = worth(g, h) + worth(total.g - g, total.h - h) - worth(total.g, total.h);
        if (gain > (best.get(node)?.gain ?? 1e-3)) best.set(node, { feature, bin, gain });
      }
    }
  }
  return best;
}

function sumOf(gradients: Float64Array, curvatures: Float64Array, counts: Int32Array, from: number) {
  let [g, h, n] = [0, 0, 0];
  for (let at = from; at < from + bins; at += 1) {
    g += gradients[at] ?? 0;
    h += curvatures[at] ?? 0;
    n += counts[at] ?? 0;
  }
  return { g, h, n };
}

function worth(gradient: number, curvature: number): number {
  return (gradient * gradient) / (curvature + regularisation);
}
