import { logSumExp } from './log-sum-exp.ts';
import type { TreeQuestion } from './protocol.ts';
import type { TreeModel } from './tree-model.ts';

/** The sequence that keeps the trunk of a tree for the next one. */
const trunkSequence = 0;

/**
 * Computes a tree through llama.cpp: each leaf is a sequence, a token belongs to all sequences of the leaves
 * below it, and only tokens with targets give logits.
 * @returns the natural-log probability of each target, in their order.
 */
export function scoreTree(model: TreeModel, tree: TreeQuestion): number[] {
  const { tokens, kept, trunk, targets } = tree;
  const { positions, leaves, leafCount } = shapeOf(tree);
  keepTrunk(model, kept, leafCount);
  const targetsOf = new Map(targets.map(({ node, tokens }) => [node, tokens]));
  const result: number[] = [];
  for (let start = 0; start < tokens.length; ) {
    const end = endOfBatch(model, start, tokens.length, targetsOf);
    const logits = model.context.decode(
      tokens.slice(start, end).map((token, index) => {
        const node = start + index;
        return {
          token,
          position: kept + (positions[node] ?? 0),
          sequences: sequencesOf(leaves[node] ?? [0, 0], node < trunk),
          output: targetsOf.has(node),
        };
      }),
    );
    let row = 0;
    for (let node = start; node < end; node += 1) {
      const asked = targetsOf.get(node);
      if (!asked) continue;
      const offset = row * model.vocabularySize;
      const total = logSumExp(logits, offset, model.vocabularySize);
      result.push(...asked.map((token) => model.checked((logits[offset + token] ?? Number.NaN) - total)));
      row += 1;
    }
    start = end;
  }
  return result;
}

/** Position of each node after the kept tokens, and the first and last leaf below it. */
function shapeOf({ parents }: TreeQuestion): {
  positions: Int32Array;
  leaves: (readonly [number, number])[];
  leafCount: number;
} {
  const positions = new Int32Array(parents.length);
  const children = new Int32Array(parents.length);
  for (const [node, parent] of parents.entries()) {
    positions[node] = parent < 0 ? 0 : (positions[parent] ?? 0) + 1;
    if (parent >= 0) children[parent] = (children[parent] ?? 0) + 1;
  }
  let leafCount = 0;
  // In this order leaves are met from left to right, so those below a node stand together.
  const leaves = parents.map((_, node): [number, number] => {
    if (children[node] !== 0) return [Number.POSITIVE_INFINITY, -1];
    leafCount += 1;
    return [leafCount - 1, leafCount - 1];
  });
  for (let node = parents.length - 1; node >= 0; node -= 1) {
    const parent = leaves[parents[node] ?? -1];
    const [first, last] = leaves[node] ?? [0, 0];
    if (!parent) continue;
    parent[0] = Math.min(parent[0], first);
    parent[1] = Math.max(parent[1], last);
  }
  return { positions, leaves, leafCount };
}

/** The trunk belongs to the sequence that is kept as well. */
function sequencesOf([first, last]: readonly [number, number], isTrunk: boolean): number[] {
  const start = isTrunk ? trunkSequence : first + 1;
  return Array.from({ length: last + 2 - start }, (_, index) => start + index);
}

function keepTrunk(model: TreeModel, kept: number, leafCount: number): void {
  if (kept === 0) {
    model.context.clear();
    return;
  }
  for (let sequence = 1; sequence <= model.sequences; sequence += 1) model.context.forget(sequence, 0);
  model.context.forget(trunkSequence, kept);
  for (let leaf = 0; leaf < leafCount; leaf += 1) model.context.share(trunkSequence, leaf + 1, kept);
}

function endOfBatch(
  { batchTokens, batchOutputs }: TreeModel,
  start: number,
  count: number,
  targets: ReadonlyMap<number, unknown>,
): number {
  let outputs = 0;
  for (let end = start; end < count; end += 1) {
    if (targets.has(end)) outputs += 1;
    if (end - start === batchTokens || outputs > batchOutputs) return end;
  }
  return count;
}
