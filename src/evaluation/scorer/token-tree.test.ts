import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTokenTree, flattenTree, type TokenNode, trunkLength } from './token-tree.ts';

const token = fc.integer({ min: 3, max: 6 });
const continuation = fc.array(token, { minLength: 1, maxLength: 4 });
const request = fc.record({
  prefix: fc.array(token, { maxLength: 6 }),
  continuations: fc.array(continuation, { minLength: 1, maxLength: 4 }),
});

/** The tokens from the root to a node. */
function path(node: TokenNode | undefined): number[] {
  return node ? [...path(node.parent), node.token] : [];
}

describe('buildTokenTree', () => {
  it('asks for each token of each continuation once, after exactly what stands before it', () => {
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 6 }), (requests) => {
        let sums = 0;
        const counted = requests.map(({ prefix, continuations }) => {
          sums += continuations.length;
          return { prefix: [2, ...prefix], continuations, firstSum: sums - continuations.length };
        });
        const nodes = flattenTree(buildTokenTree(counted));
        const asked = nodes.flatMap((node) =>
          node.targets.map(({ token, sum }) => JSON.stringify([sum, path(node), token])),
        );
        const wanted = counted.flatMap(({ prefix, continuations, firstSum }) =>
          continuations.flatMap((tokens, index) =>
            tokens.map((one, at) =>
              JSON.stringify([firstSum + index, [...prefix, ...tokens.slice(0, at)], one]),
            ),
          ),
        );
        expect(asked.sort()).toEqual(wanted.sort());
        // No two nodes stand for the same text, and parents come first.
        expect(new Set(nodes.map((node) => path(node).join())).size).toBe(nodes.length);
        const places = new Map(nodes.map((node, index) => [node, index]));
        for (const [index, { parent }] of nodes.entries()) {
          expect(parent ? places.get(parent) : -1).toBeLessThan(index);
        }
        const trunk = trunkLength(nodes);
        for (const [index, node] of nodes.slice(1, trunk).entries()) expect(node.parent).toBe(nodes[index]);
      }),
      { numRuns: 60 },
    );
  });

  it('computes solved examples and a question once for all choices', () => {
    const prefix = [2, ...Array.from({ length: 50 }, (_, index) => 10 + index)];
    const items = [70, 80].map((word, index) => ({
      prefix: [...prefix, word],
      continuations: [[3], [4], [5, 6]],
      firstSum: index * 3,
    }));
    const nodes = flattenTree(buildTokenTree(items));
    // 51 shared tokens, and for each item its word and the first half of its only long choice.
    expect(nodes).toHaveLength(51 + 2 + 2);
    expect(trunkLength(nodes)).toBe(51);
  });

  it('refuses texts without a common <bos>', () => {
    const request = { continuations: [[3]], firstSum: 0 };
    expect(() => buildTokenTree([{ ...request, prefix: [] }])).toThrow('<bos>');
  });
});
