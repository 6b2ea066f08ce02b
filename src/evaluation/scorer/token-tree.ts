/** A token of a tree: what is before it are its ancestors. */
export interface TokenNode {
  readonly token: number;
  readonly parent: TokenNode | undefined;
  /** Tokens that may follow and whose probability is asked for, with the sums they count for. */
  readonly targets: { readonly token: number; readonly sum: number }[];
  readonly children: Map<number, TokenNode>;
}

/** Continuations asked for after one prefix; their sums are numbered from `firstSum`. */
export interface TreeRequest {
  /** `<bos>` first. */
  readonly prefix: readonly number[];
  readonly continuations: readonly (readonly number[])[];
  readonly firstSum: number;
}

/**
 * The tokens of requests with everything that several of them begin with once: examples, questions, the
 * beginnings of choices. The last token of a continuation is only a target.
 * @throws RangeError when the prefixes do not begin with the same token.
 */
export function buildTokenTree(requests: readonly TreeRequest[]): TokenNode {
  const [bos] = requests[0]?.prefix ?? [];
  if (bos === undefined || requests.some(({ prefix }) => prefix[0] !== bos)) {
    throw new RangeError('Every prefix must begin with <bos>.');
  }
  const root = node(bos, undefined);
  for (const { prefix, continuations, firstSum } of requests) {
    const end = prefix.slice(1).reduce(childOf, root);
    for (const [index, continuation] of continuations.entries()) {
      let place = end;
      for (const [at, token] of continuation.entries()) {
        place.targets.push({ token, sum: firstSum + index });
        if (at < continuation.length - 1) place = childOf(place, token);
      }
    }
  }
  return root;
}

/** The nodes of a tree, parents before children, and all below a node before its sibling. */
export function flattenTree(root: TokenNode): TokenNode[] {
  const nodes: TokenNode[] = [];
  // Not recursive: a text is a chain of as many nodes as a context has tokens.
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    nodes.push(node);
    open.push(...[...node.children.values()].reverse());
  }
  return nodes;
}

/** How many of the first nodes every leaf has above it. */
export function trunkLength(nodes: readonly TokenNode[]): number {
  const branching = nodes.findIndex(({ children }) => children.size !== 1);
  return branching < 0 ? nodes.length : branching + 1;
}

function childOf(parent: TokenNode, token: number): TokenNode {
  const found = parent.children.get(token);
  if (found) return found;
  const child = node(token, parent);
  parent.children.set(token, child);
  return child;
}

function node(token: number, parent: TokenNode | undefined): TokenNode {
  return { token, parent, targets: [], children: new Map() };
}
