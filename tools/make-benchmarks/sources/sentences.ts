// Sentences of licensed text for items made by rule: NTREX (CC BY-SA 4.0), SIB-200/FLORES (CC BY-SA 4.0).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from '../../../src/core/configuration.ts';
import { headwords } from '../../../src/language/headwords.ts';
import { tajikLexicon } from '../../../src/language/lexicon/lexicon.ts';

export interface Sentence {
  readonly text: string;
  /** Words with the punctuation that hangs on them. */
  readonly words: readonly string[];
  readonly source: string;
}

const lines = (path: string) =>
  readFileSync(join(sharedFolder(), 'data/evaluation', path), 'utf8')
    .trim()
    .split(/\r?\n/);
const ntrex = lines('ntrex/newstest2019-ref.tgk-Cyrl.txt').map((text, index) => ({
  text,
  source: `NTREX line ${index + 1}`,
}));
const sib = ['train', 'dev'].flatMap((part) =>
  lines(`sib200/tgk_Cyrl/${part}.tsv`)
    .slice(1)
    .map((line) => {
      const [id = '', , text = ''] = line.split('\t');
      return { text, source: `SIB-200 ${part} ${id}` };
    }),
);

/** Lines of NTREX in their order: news, document after document. */
export const newsLines: readonly string[] = ntrex.map(({ text }) => text);

/** Whole sentences in plain Tajik: no Latin letters, quotation marks, brackets or letters of other alphabets. */
export const sentences: readonly Sentence[] = [...ntrex, ...sib]
  .map(({ text, source }) => ({ text: text.trim(), source }))
  .filter(({ text }) => /^[А-ЯЁҒӢҚӮҲҶ][А-Яа-яЁёҒғӢӣҚқӮӯҲҳҶҷ0-9 ,-]*[.]$/u.test(text))
  .map(({ text, source }) => ({ text, source, words: text.split(' ') }))
  .filter(({ words }) => words.length >= 5 && words.length <= 24);

export const prepositions: ReadonlySet<string> = new Set(['дар', 'ба', 'аз', 'бо', 'барои', 'бе']);

/** Words that may be without the preposition before them, so that moving it can give another good sentence. */
export const pronouns: ReadonlySet<string> = new Set(
  'ин он ҳамин ҳамон чунин ман ту ӯ вай мо шумо онҳо имрӯз дирӯз фардо ки ва'.split(' '),
);

/** Whether a word is plain: small letters only, no punctuation. */
export function isBare(word: string | undefined): word is string {
  return word !== undefined && /^[а-яёғӣқӯҳҷ]+$/u.test(word);
}

/** The noun under an ezafe: китоби → китоб, хонаи → хона; undefined when the word is no such form. */
export function ezafeStem(word: string): string | undefined {
  if (!isBare(word) || word.length < 5 || !word.endsWith('и') || headwords().has(word)) return undefined;
  const stem = word.slice(0, -1);
  if (headwords().has(stem)) return stem;
  // Plurals: китобҳои.
  return stem.endsWith('ҳо') && headwords().has(stem.slice(0, -2)) ? stem : undefined;
}

export function isHeadword(word: string): boolean {
  return headwords().has(word);
}

export function isForm(word: string): boolean {
  return headwords().has(word) || tajikLexicon().weight(word) > 0;
}
