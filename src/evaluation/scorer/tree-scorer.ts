import type { GeneratedText, GenerateRequest, ScoreRequest, Scorer, TextPart } from '../models/scorer.ts';
import type { Reply } from './protocol.ts';
import type { ScorerProcess } from './scorer-process.ts';
import { buildTokenTree, flattenTree, type TokenNode, type TreeRequest, trunkLength } from './token-tree.ts';

/** What a child said when it opened its model. */
type Opened = Extract<Reply, { type: 'opened' }>;

export interface TreeScorerOptions {
  readonly child: ScorerProcess;
  readonly opened: Opened;
  readonly contextTokens: number;
  readonly chatTemplate: string | undefined;
  readonly tokenise: (parts: readonly TextPart[]) => Promise<number[][]>;
}

/**
 * Scores through a child: requests are put together into trees of about one batch, each tree is computed
 * once, and the beginning that the next tree has too (solved examples) is kept.
 */
export class TreeScorer implements Scorer {
  readonly engine: string;
  readonly contextTokens: number;
  readonly chatTemplate: string | undefined;
  readonly #options: TreeScorerOptions;
  /** The trunk that the child holds. */
  #held: readonly number[] = [];

  constructor(options: TreeScorerOptions) {
    this.engine = options.opened.version;
    this.contextTokens = options.contextTokens;
    this.chatTemplate = options.chatTemplate;
    this.#options = options;
  }

  tokenise(parts: readonly TextPart[]): Promise<number[][]> {
    return this.#options.tokenise(parts);
  }

  async score(requests: readonly ScoreRequest[]): Promise<number[][]> {
    const { bos } = this.#options.opened;
    // What came before must not change the last digits.
    this.#held = [];
    let sums = 0;
    const counted = requests.map(({ prefix, continuations }): TreeRequest => {
      this.#check(prefix, continuations);
      sums += continuations.length;
      return { prefix: [bos, ...prefix], continuations, firstSum: sums - continuations.length };
    });
    const totals = new Float64Array(sums);
    for (const pack of this.#pack(counted)) await this.#scoreTree(buildTokenTree(pack), totals);
    return counted.map(({ continuations, firstSum }) =>
      Array.from(totals.subarray(firstSum, firstSum + continuations.length)),
    );
  }

  async generate(requests: readonly GenerateRequest[]): Promise<readonly GeneratedText[]> {
    for (const { prefix, maximumTokens } of requests) this.#checkPrefix(prefix, maximumTokens);
    if (requests.length === 0) return [];
    this.#held = [];
    const copied = requests.map(({ prefix, maximumTokens, stop, allowed }) => ({
      prefix: [...prefix],
      maximumTokens,
      stop: [...stop],
      ...(allowed ? { allowed: allowed.map((tokens) => [...tokens]) } : {}),
    }));
    const question = { type: 'generate' as const, requests: copied };
    return (await this.#options.child.ask(question, 'generated')).texts;
  }

  close(): Promise<void> {
    return this.#options.child.close();
  }

  #check(prefix: readonly number[], continuations: readonly (readonly number[])[]): void {
    for (const continuation of continuations) {
      this.#checkPrefix(prefix, continuation.length);
      if (continuation.includes(this.#options.opened.bos)) throw misplacedBos();
    }
  }

  #checkPrefix(prefix: readonly number[], more: number): void {
    if (prefix.includes(this.#options.opened.bos)) throw misplacedBos();
    const length = 1 + prefix.length + more;
    if (length <= this.contextTokens) return;
    throw new RangeError(`${length} tokens do not fit into a context of ${this.contextTokens}.`);
  }

  /** Requests that together fit into a batch (a longer one stands alone) and into the child's leaves. */
  *#pack(requests: readonly TreeRequest[]): Generator<TreeRequest[]> {
    const { leaves: mostLeaves, batchTokens } = this.#options.opened;
    let pack: TreeRequest[] = [];
    let leaves = 0;
    let tokens = 0;
    for (const request of requests.flatMap((one) => splitRequest(one, mostLeaves, batchTokens))) {
      const { prefix, continuations } = request;
      const last = pack.at(-1)?.prefix ?? [];
      const own = prefix.length - commonLength(last, prefix) + totalLength(continuations);
      if (pack.length > 0 && (leaves + continuations.length > mostLeaves || tokens + own > batchTokens)) {
        yield pack;
        pack = [];
        leaves = 0;
        // What it shares with the tree before is kept.
        tokens = 0;
      }
      tokens += own;
      leaves += continuations.length;
      pack.push(request);
    }
    if (pack.length > 0) yield pack;
  }

  async #scoreTree(root: TokenNode, totals: Float64Array): Promise<void> {
    const nodes = flattenTree(root);
    const trunk = nodes.slice(0, trunkLength(nodes));
    const kept = keptLength(trunk, this.#held);
    const computed = nodes.slice(kept);
    const places = new Map(computed.map((node, index) => [node, index]));
    const asked = computed.flatMap((node, index) =>
      node.targets.length > 0 ? [{ node: index, targets: node.targets }] : [],
    );
    this.#held = [];
    const { logProbabilities } = await this.#options.child.ask(
      {
        type: 'tree',
        kept,
        trunk: trunk.length - kept,
        tokens: computed.map(({ token }) => token),
        parents: computed.map(({ parent }) => (parent && places.get(parent)) ?? -1),
        targets: asked.map(({ node, targets }) => ({ node, tokens: targets.map(({ token }) => token) })),
      },
      'scored',
    );
    this.#held = trunk.map(({ token }) => token);
    const sums = asked.flatMap(({ targets }) => targets.map(({ sum }) => sum));
    if (sums.length !== logProbabilities.length) {
      throw new Error(`${this.engine} gave ${logProbabilities.length} of ${sums.length} log-probabilities.`);
    }
    for (const [index, sum] of sums.entries()) {
      totals[sum] = (totals[sum] ?? 0) + (logProbabilities[index] ?? 0);
    }
  }
}

/** How much of a trunk the child holds already; what is asked for after a token needs it computed again. */
function keptLength(trunk: readonly TokenNode[], held: readonly number[]): number {
  let kept = 0;
  while (kept < trunk.length && trunk[kept]?.token === held[kept] && trunk[kept]?.targets.length === 0) {
    kept += 1;
  }
  return kept;
}

/** Cuts a request with more continuations than the child takes at once. */
function splitRequest(request: TreeRequest, leaves: number, tokens: number): TreeRequest[] {
  const { prefix, continuations, firstSum } = request;
  const parts: TreeRequest[] = [];
  for (let start = 0; start < continuations.length; ) {
    let end = start + 1;
    while (
      end < continuations.length &&
      end - start < leaves &&
      totalLength(continuations.slice(start, end + 1)) <= tokens
    ) {
      end += 1;
    }
    parts.push({ prefix, continuations: continuations.slice(start, end), firstSum: firstSum + start });
    start = end;
  }
  return parts;
}

function commonLength(left: readonly number[], right: readonly number[]): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}

function totalLength(lists: readonly (readonly number[])[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

function misplacedBos(): RangeError {
  return new RangeError('<bos> must be at the start only.');
}
