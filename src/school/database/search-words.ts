import { plainTajik, restoreLetters, splitWords, stemWord } from '../../language/index.ts';

/** A word as it is compared: lower case, ғ ӣ қ ӯ ҳ ҷ as г и к у х ч, й and ё kept. */
export function plainWord(word: string): string {
  return plainTajik(word.toLowerCase());
}

/** What the index keeps of a text: each word plain, and its stem where that differs. */
export function searchWords(text: string): string {
  return splitWords(text).flatMap(formsOf).join(' ');
}

/** The forms by which a word is found. */
export function formsOf(word: string): string[] {
  const plain = plainWord(word);
  const stem = plainTajik(stemWord(word.toLowerCase()));
  return stem === plain || stem === '' ? [plain] : [plain, stem];
}

/** The forms of a word that was typed to look for: endings are known by their Tajik letters, so these come back first. */
export function typedForms(word: string): string[] {
  return [...new Set([...formsOf(word), ...formsOf(restoreLetters(word).text)])];
}

/**
 * The query for FTS5: every word must occur, in any form; the last one may be unfinished. Undefined when there is
 * no word to look for. Words are quoted, so nothing that is typed is query syntax.
 */
export function searchQuery(typed: string): string | undefined {
  const words = splitWords(typed).slice(0, 16);
  if (words.length === 0) return undefined;
  return words
    .map((word, index) => {
      const alternatives = typedForms(word).map((form) => `"${form.replaceAll('"', '""')}"`);
      if (index === words.length - 1) alternatives.push(`"${plainWord(word).replaceAll('"', '""')}" *`);
      return `(${alternatives.join(' OR ')})`;
    })
    .join(' AND ');
}
