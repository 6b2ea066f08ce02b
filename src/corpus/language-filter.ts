import { identifyLanguage, type Language } from '../language/index.ts';
import type { Filter } from './filter.ts';

/** Leaves out texts that are not in one of the languages; the value is the language found and its margin. */
export function languageFilter(kept: readonly Language[]): Filter {
  const reason = kept.length === 1 ? `not-${kept[0]}` : 'other-language';
  return {
    name: 'language',
    judge(text) {
      const { language, nearest, margin } = identifyLanguage(text);
      if (kept.includes(language)) return undefined;
      const details = nearest ? ` (nearest ${nearest}, margin ${margin.toFixed(2)})` : '';
      return { reason, value: `${language}${details}` };
    },
  };
}
