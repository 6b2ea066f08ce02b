import type { Edit } from '../step-result.ts';
import { applyEdits } from './edits.ts';

/** A part of a text, in UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The edits that take whole lines or paragraphs out of a text, each with its line end; ranges that
 * overlap become one.
 */
export function removalEdits(text: string, ranges: readonly Range[]): Edit[] {
  const sorted = [...ranges].sort((left, right) => left.start - right.start || right.end - left.end);
  const edits: { start: number; end: number; replacement: string }[] = [];
  for (const range of sorted) {
    const end = text[range.end] === '\n' ? range.end + 1 : range.end;
    const last = edits.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, end);
    else edits.push({ start: range.start, end, replacement: '' });
  }
  return edits;
}

/** A passage that was taken out, and where it was in the text that is left. */
export interface RemovedPassage {
  readonly at: number;
  readonly text: string;
}

/** What {@link removalEdits} takes out, in order: with it the text can be made whole again. */
export function removedPassages(text: string, edits: readonly Edit[]): RemovedPassage[] {
  let removed = 0;
  return edits.map(({ start, end }) => {
    const passage = { at: start - removed, text: text.slice(start, end) };
    removed += end - start;
    return passage;
  });
}

/** The text with removed passages put back. */
export function insertPassages(text: string, passages: readonly RemovedPassage[]): string {
  const edits = passages.map(({ at, text }) => ({ start: at, end: at, replacement: text }));
  return applyEdits(text, [], edits).text;
}
