import type { Filter, Objection } from './filter.ts';

/** Leaves out texts in which too large a share of the lines or paragraphs stood before already. */
export function repeatedLinesFilter(maximum: {
  readonly lines: number;
  readonly paragraphs: number;
}): Filter {
  return {
    name: 'repetition',
    judge: (text) =>
      object('repeated-lines', repeatedShare(text.split(/\n+/)), maximum.lines) ??
      object('repeated-paragraphs', repeatedShare(text.split(/\n{2,}/)), maximum.paragraphs),
  };
}

function object(reason: string, share: number, maximum: number): Objection | undefined {
  return share > maximum ? { reason, value: share.toFixed(3) } : undefined;
}

/** Share of the pieces that equal an earlier one, 0–1. */
export function repeatedShare(pieces: readonly string[]): number {
  return pieces.length === 0 ? 0 : 1 - new Set(pieces).size / pieces.length;
}
