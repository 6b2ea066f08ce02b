import { at } from '../../core/known.ts';
import type { Edit } from '../step-result.ts';

/** A text and the offsets at which its pages start. */
interface PagedText {
  readonly text: string;
  readonly pageStarts: readonly number[];
}

/**
 * Applies changes (in order, not overlapping) and moves the page starts with them; one inside a
 * replaced passage goes to its start.
 */
export function applyEdits(text: string, pageStarts: readonly number[], edits: readonly Edit[]): PagedText {
  const parts: string[] = [];
  const moved: number[] = [];
  let from = 0;
  let shift = 0;
  let page = 0;
  for (const { start, end, replacement } of edits) {
    for (; page < pageStarts.length && at(pageStarts, page) <= start; page += 1) {
      moved.push(at(pageStarts, page) + shift);
    }
    for (; page < pageStarts.length && at(pageStarts, page) < end; page += 1) moved.push(start + shift);
    parts.push(text.slice(from, start), replacement);
    shift += replacement.length - (end - start);
    from = end;
  }
  for (; page < pageStarts.length; page += 1) moved.push(at(pageStarts, page) + shift);
  parts.push(text.slice(from));
  return { text: parts.join(''), pageStarts: moved };
}
