import { withCapitalsOf } from '../../language/index.ts';
import type { UnderstoodNotice } from '../contract/notices.ts';
import { foldInPlace } from '../reading/fold.ts';
import { replaceSpans, withoutOverlaps } from '../reading/replace-spans.ts';
import { officialWords } from './official-words.ts';

/**
 * The text with its office words said in an easier way. Only words of the list change, so figures, names and places
 * stay as they are.
 */
export function plainVersion(text: string): UnderstoodNotice['plain'] {
  const folded = foldInPlace(text);
  const found = officialWords().flatMap(({ pattern, plain }) =>
    plain === undefined
      ? []
      : [...folded.matchAll(pattern)].map((match) => {
          const [start, end] = [match.index, match.index + match[0].length];
          const ending = text.slice(end - (match.groups?.ending?.length ?? 0), end);
          return { start, end, after: withCapitalsOf(text.slice(start, end), plain) + ending };
        }),
  );
  const kept = withoutOverlaps(found);
  return {
    text: replaceSpans(text, kept),
    changes: kept.map(({ start, end, after }) => ({ before: text.slice(start, end), after })),
  };
}
