import type { BookWord } from './kept-words.ts';

const plainLetters: Readonly<Record<string, string>> = {
  ғ: 'г',
  ӣ: 'и',
  қ: 'к',
  ӯ: 'у',
  ҳ: 'х',
  ҷ: 'ч',
  ё: 'е',
};

/** A word as it is typed without Tajik letters. */
export function plainWord(word: string): string {
  return word.toLowerCase().replace(/[ғӣқӯҳҷё]/gu, (letter) => plainLetters[letter] ?? letter);
}

/** Words that begin like what was typed, in any of the three languages: whole words first, then short ones. */
export function findWords(book: readonly BookWord[], typed: string, most: number): BookWord[] {
  const wanted = plainWord(typed.trim());
  if (wanted === '') return [];
  const found = book.flatMap((entry) => {
    const forms = [entry.word, ...entry.ru, ...entry.en].map(plainWord);
    if (forms.includes(wanted)) return [{ entry, rank: 0 }];
    return forms.some((form) => form.startsWith(wanted)) ? [{ entry, rank: entry.word.length }] : [];
  });
  return found
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ entry }) => entry);
}
