import type { UnderstoodNotice } from '../contract/notices.ts';
import { foldInPlace } from '../reading/fold.ts';
import { officialWords } from './official-words.ts';

/**
 * The text with its office words said in an easier way. Only words of the list change, so figures, names and places
 * stay as they are.
 */
export function plainVersion(text: string): UnderstoodNotice['plain'] {
  const folded = foldInPlace(text);
  const found: { start: number; end: number; after: string }[] = [];
  for (const { pattern, plain } of officialWords()) {
    if (plain === undefined) continue;
    for (const match of folded.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && other.start < end)) continue;
      const ending = text.slice(end - (match.groups?.ending?.length ?? 0), end);
      const isCapital = /^\p{Lu}/u.test(text.slice(start));
      const first = isCapital ? plain.charAt(0).toUpperCase() : plain.charAt(0);
      found.push({ start, end, after: `${first}${plain.slice(1)}${match.groups ? ending : ''}` });
    }
  }
  found.sort((one, other) => one.start - other.start);
  let result = '';
  let from = 0;
  for (const { start, end, after } of found) {
    result += text.slice(from, start) + after;
    from = end;
  }
  return {
    text: result + text.slice(from),
    changes: found.map(({ start, end, after }) => ({ before: text.slice(start, end), after })),
  };
}
