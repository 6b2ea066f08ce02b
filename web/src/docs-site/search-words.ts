const plainForms: Readonly<Record<string, string>> = { ғ: 'г', қ: 'к', ҳ: 'х', ҷ: 'ч', ъ: '', ь: '' };

/**
 * A word as the search of the docs compares it: small letters without the marks of ӣ, ӯ, ё and é, Tajik letters as they
 * are typed on a Russian keyboard. An empty word is not searched for.
 */
export function searchWord(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ғқҳҷъь]/g, (letter) => plainForms[letter] ?? letter);
}

/** What can be found of a section, and what its result shows. */
export interface DocsSection {
  /** The page's file and the heading's anchor. */
  readonly id: string;
  readonly page: string;
  readonly title: string;
  readonly text: string;
}

/** The same for the one who builds the index and the one who reads it. */
export const indexSettings = {
  fields: ['title', 'page', 'text'],
  storeFields: ['page', 'title'],
  processTerm: (word: string) => searchWord(word) || null,
};

/** Words of a title count more than those of the text; the last word may be unfinished, a long one misspelt. */
export const searchSettings = {
  boost: { title: 4, page: 2 },
  combineWith: 'AND',
  prefix: true,
  fuzzy: (word: string) => (word.length > 5 ? 0.2 : false),
} as const;
