import { plainWord } from './find-words.ts';
import type { BookWord } from './kept-words.ts';

/** A Tajik letter that is missing in a word, and marks that have a wrong space. */
export interface OfflineChange {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
  readonly kind: 'letter' | 'mark';
}

/**
 * What can be said of a text without the server: words of the word book that were typed without their Tajik letters,
 * and spaces around marks. A word that the book has as it stands, or twice without its letters, is left alone.
 */
export function checkOffline(text: string, book: readonly BookWord[]): OfflineChange[] {
  const known = new Set(book.map(({ word }) => word));
  const byPlain = new Map<string, string | undefined>();
  for (const { word } of book) {
    const plain = plainWord(word);
    byPlain.set(plain, byPlain.has(plain) ? undefined : word);
  }
  const letters = [...text.matchAll(/[а-яё]{3,}/giu)].flatMap(({ 0: before, index }): OfflineChange[] => {
    if (/[ғӣқӯҳҷ]/iu.test(text.slice(index - 1, index) + text.charAt(index + before.length))) return [];
    const lower = before.toLowerCase();
    const word = byPlain.get(lower);
    // -и at the end is grammar: «дӯсти ман», «дӯстӣ».
    if (known.has(lower) || word === undefined || word === lower || word.endsWith('ӣ')) return [];
    return [{ offset: index, before, after: withCapital(before, word), kind: 'letter' }];
  });
  const marks = [...text.matchAll(/(\S) +(?=[,;:!?](?:\s|$))/gu)].map(
    ({ 0: found, index }): OfflineChange => ({
      offset: index + 1,
      before: found.slice(1),
      after: '',
      kind: 'mark',
    }),
  );
  return [...letters, ...marks];
}

const withCapital = (written: string, word: string) =>
  written.charAt(0) === written.charAt(0).toLowerCase() ? word : word.charAt(0).toUpperCase() + word.slice(1);
