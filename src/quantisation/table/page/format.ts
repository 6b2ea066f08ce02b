import type { Estimate } from '../../../evaluation/index.ts';

/** A figure with its interval, where it has one; a dash where there is none. */
export function withInterval(estimate: Estimate | undefined, show: (value: number) => string): string {
  if (!estimate) return '–';
  const { value, low, high } = estimate;
  if (low === null || high === null) return show(value);
  return `${show(value)} [${show(low)}, ${show(high)}]`;
}

/** A share as a percentage; a dash where there is none. */
export function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}
