import type { Filter } from './filter.ts';

/** Leaves out texts that are too short or too long, in UTF-16 units. */
export function lengthFilter(minimumCharacters: number, maximumCharacters: number): Filter {
  return {
    name: 'length',
    judge(text) {
      if (text.length < minimumCharacters) return { reason: 'too-short', value: String(text.length) };
      if (text.length > maximumCharacters) return { reason: 'too-long', value: String(text.length) };
      return undefined;
    },
  };
}
