import { hashLetters } from './text-hash.ts';

/** A line, or a paragraph of several lines, with the hash of its letters. */
export interface PassageOfText {
  readonly start: number;
  readonly end: number;
  readonly high: number;
  readonly low: number;
}

/**
 * The lines of a text, and its paragraphs (between blank lines) of more than one line, that have at
 * least this many letters and digits; lines before the paragraph that they end. Capitals, punctuation and
 * spaces make no difference to the hash.
 */
export function passagesOf(text: string, minimumLetters: number): PassageOfText[] {
  const passages: PassageOfText[] = [];
  const take = (start: number, end: number) => {
    if (end - start < minimumLetters) return;
    const { high, low, units } = hashLetters(text, start, end);
    if (units >= minimumLetters) passages.push({ start, end, high, low });
  };
  let paragraphStart = 0;
  let paragraphLines = 0;
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    if (end === start) {
      if (paragraphLines > 1) take(paragraphStart, start - 1);
      paragraphLines = 0;
      paragraphStart = end + 1;
    } else {
      take(start, end);
      paragraphLines += 1;
    }
    start = end + 1;
  }
  if (paragraphLines > 1) take(paragraphStart, text.length);
  return passages;
}
