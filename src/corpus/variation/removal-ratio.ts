import { countVariation } from './count-variation.ts';
import { type Variety, varieties } from './forms.ts';

/** Names of the amounts; squares and products make the interval possible without keeping documents. */
const standard = 'standard';
const squared = (name: string) => `${name}²`;
const product = (name: string) => `${name}×${standard}`;

/**
 * The dialect and spoken forms of a text as amounts that sum: words of the standard register
 * (`standard`), forms by variety, all forms (`variant`), and their squares and products.
 */
export function measureVariation(text: string): Record<string, number> {
  const { words, forms } = countVariation(text);
  if (words === 0) return {};
  const variant = varieties.reduce((sum, name) => sum + forms[name], 0);
  const others = words - variant;
  const amounts: Record<string, number> = { words, [standard]: others, [squared(standard)]: others * others };
  const add = (name: string, count: number) => {
    if (count === 0) return;
    amounts[name] = count;
    amounts[squared(name)] = count * count;
    amounts[product(name)] = count * others;
  };
  for (const name of varieties) add(name, forms[name]);
  add('variant', variant);
  return amounts;
}

/** How much more of a variety than of the standard register a step removed. */
export interface RemovalRatio {
  readonly variety: Variety | 'variant';
  /** Words of the variety before the step and removed by it. */
  readonly before: number;
  readonly removed: number;
  /** Removed share of the variety, and of the standard register, 0–1. */
  readonly share: number;
  readonly standardShare: number;
  /** Share of the variety ÷ share of the standard register, with its 95 % interval; absent where too few. */
  readonly ratio?: number;
  readonly low?: number;
  readonly high?: number;
}

const fewestWords = 20;
const fewestRemoved = 5;

/**
 * Compares what a step removed of each variety and of the standard register. The interval is that of a
 * ratio of two shares by linearisation over documents (Cochran 1977, §6; a document's words leave
 * together, so words are not independent): log ratio ± 1.96 standard errors. Exact for steps that drop
 * whole documents. For steps that cut inside documents the squares before minus after stand for the
 * squares of what was cut, which makes it too wide rather than too narrow.
 */
export function removalRatios(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): RemovalRatio[] {
  const removedOf = (name: string) => Math.max(0, (before[name] ?? 0) - (after[name] ?? 0));
  const total = before[standard] ?? 0;
  const removedStandard = removedOf(standard);
  return ([...varieties, 'variant'] as const).flatMap((variety): RemovalRatio[] => {
    const all = before[variety] ?? 0;
    if (all === 0) return [];
    const removed = removedOf(variety);
    const shares = {
      variety,
      before: all,
      removed,
      share: removed / all,
      standardShare: total === 0 ? 0 : removedStandard / total,
    };
    if (all < fewestWords || removed < fewestRemoved || removedStandard === 0) return [shares];
    const ratio = shares.share / shares.standardShare;
    // A document's part in log ratio: variety·(1/removed − 1/all) if removed, −variety/all if kept, and the
    // same of the standard register with the other sign.
    const variance =
      squares(removedOf(squared(variety)), removedOf(product(variety)), removedOf(squared(standard)), {
        // When all of it went, one word more is taken to have stayed: nothing is certain.
        variety: 1 / removed - 1 / (removed === all ? all + 1 : all),
        standard: 1 / removedStandard - 1 / total,
      }) +
      squares(after[squared(variety)] ?? 0, after[product(variety)] ?? 0, after[squared(standard)] ?? 0, {
        variety: -1 / all,
        standard: -1 / total,
      });
    const width = 1.96 * Math.sqrt(Math.max(0, variance));
    return [{ ...shares, ratio, low: ratio * Math.exp(-width), high: ratio * Math.exp(width) }];
  });
}

/** Σ (a·variety − b·standard)² from the sums of squares and products. */
function squares(
  ofVariety: number,
  ofBoth: number,
  ofStandard: number,
  factor: { readonly variety: number; readonly standard: number },
): number {
  return (
    factor.variety ** 2 * ofVariety -
    2 * factor.variety * factor.standard * ofBoth +
    factor.standard ** 2 * ofStandard
  );
}

/** Whether a step removed more of a variety than of the standard register, beyond chance. */
export function removesMore({ low }: RemovalRatio): boolean {
  return low !== undefined && low > 1;
}
