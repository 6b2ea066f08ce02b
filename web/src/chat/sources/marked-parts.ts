import type { Citation } from '../../server/types.ts';
import { cutText } from '../../text/cut-text.ts';

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
  const quote = { start, end };
  const answers = highlights.map((span) => ({
    start: Math.max(start, span.start),
    end: Math.min(end, span.end),
  }));
  return cutText(text, [quote, ...answers]).map(({ text: part, spans }) => ({
    text: part,
    kind: !spans.includes(quote) ? 'plain' : spans.length > 1 ? 'answer' : 'quote',
  }));
}
