export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export interface TextPart<Span extends TextSpan> {
  readonly text: string;
  readonly start: number;
  /** The spans that this part lies in. */
  readonly spans: readonly Span[];
}

/** A text cut wherever a span begins or ends; spans may lie in one another. */
export function cutText<Span extends TextSpan>(text: string, spans: readonly Span[]): TextPart<Span>[] {
  const edges = [0, text.length, ...spans.flatMap(({ start, end }) => [start, end])];
  const cuts = [...new Set(edges)].filter((edge) => edge >= 0 && edge <= text.length).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, index) => ({
    text: text.slice(start, cuts[index + 1]),
    start,
    spans: spans.filter((span) => span.start <= start && start < span.end),
  }));
}
