import { splitSentences } from '../../language/index.ts';
import type { Span } from '../types.ts';

/** A sentence of a page: its place, and the place of its paragraph among the page's paragraphs. */
export interface SentencePlace extends Span {
  /** Counts from 0. */
  readonly paragraph: number;
}

/** A longer run without an end mark is a table or a list; it is shown to nobody as a sentence. */
const longestSentence = 900;

/** The places of a page's sentences. Trimmed; every one is a part of the text, so quotes are true by construction. */
export function placeSentences(text: string): SentencePlace[] {
  const places: SentencePlace[] = [];
  let at = 0;
  let paragraph = 0;
  for (const sentence of splitSentences(text)) {
    const start = text.indexOf(sentence, at);
    // Only what was trimmed away lies between two sentences.
    if (start === -1) continue;
    if (places.length > 0 && text.slice(at, start).includes('\n')) paragraph += 1;
    at = start + sentence.length;
    for (const span of cutLong(text, start, at)) places.push({ ...span, paragraph });
  }
  return places;
}

/** Cuts what is too long at a semicolon or a space. */
function cutLong(text: string, start: number, end: number): Span[] {
  if (end - start <= longestSentence) return [{ start, end }];
  const piece = text.slice(start, start + longestSentence);
  const cut = Math.max(piece.lastIndexOf('; ') + 1, piece.lastIndexOf(' ', longestSentence - 1));
  const middle = start + (cut > longestSentence / 3 ? cut : longestSentence);
  const next = /\S/u.exec(text.slice(middle, end));
  const trimmed = text.slice(start, middle).trimEnd();
  return [{ start, end: start + trimmed.length }, ...(next ? cutLong(text, middle + next.index, end) : [])];
}
