import { overlaps, type Span } from './find-spans.ts';

/** Of spans that overlap the earliest of the list; in the order of the text. */
export function withoutOverlaps<Found extends Span>(spans: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const span of spans) if (!kept.some((other) => overlaps(other, span))) kept.push(span);
  return kept.sort((one, other) => one.start - other.start);
}

/** A text with what stands for its spans, which are in order and do not overlap. */
export function replaceSpans(text: string, spans: readonly (Span & { readonly after: string })[]): string {
  let replaced = '';
  let from = 0;
  for (const { start, end, after } of spans) {
    replaced += text.slice(from, start) + after;
    from = end;
  }
  return replaced + text.slice(from);
}
