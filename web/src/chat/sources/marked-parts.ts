import type { Citation } from '../../server/types.ts';

export interface MarkedPart {
  readonly text: string;
  /** `quote`: the cited sentence. `answer`: its words that answer. */
  readonly kind: 'plain' | 'quote' | 'answer';
}

/** A page's text cut where the cited sentence and the answering words in it begin and end. */
export function markedParts(
  text: string,
  { start, end, highlights }: Pick<Citation, 'start' | 'end' | 'highlights'>,
): MarkedPart[] {
  const inside = highlights.map((span) => ({
    start: Math.max(start, span.start),
    end: Math.min(end, span.end),
  }));
  const edges = [0, text.length, start, end, ...inside.flatMap((span) => [span.start, span.end])];
  const cuts = [...new Set(edges)].filter((edge) => edge >= 0 && edge <= text.length).sort((a, b) => a - b);
  const within = (place: number, span: { start: number; end: number }) =>
    span.start <= place && place < span.end;
  return cuts.slice(0, -1).map((from, index) => ({
    text: text.slice(from, cuts[index + 1]),
    kind: !within(from, { start, end })
      ? 'plain'
      : inside.some((span) => within(from, span))
        ? 'answer'
        : 'quote',
  }));
}
