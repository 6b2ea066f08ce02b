import { plainTajik, splitWords, transliterate } from '../../../language/index.ts';
import { plainDigits } from './tidy-answer.ts';

// Letters and pairs that stand for one another where Tajik is typed or spelt otherwise: гъ for ғ, дж for ҷ,
// сирк and цирк, консерва and консерво never meet here.
const spellings: readonly (readonly [RegExp, string])[] = [
  [/дж/g, 'ч'],
  [/(?<=[гкхуч])['’ʼ`ъ]/g, ''],
  [/[ъь'’ʼ`]/g, ''],
  [/ё|йо/g, 'е'],
  [/э/g, 'е'],
  [/ы/g, 'и'],
  [/щ/g, 'ш'],
  [/ц|тс/g, 'с'],
  [/й(?=$)/g, 'и'],
  [/йу/g, 'ю'],
  [/йа/g, 'я'],
  [/(\p{L})\1/gu, '$1'],
];

/**
 * The words of a text as they are compared: without capitals, with plain letters for ғ ӣ қ ӯ ҳ ҷ, for those of
 * the old fonts and for what is typed instead, without ъ, ь, doubled letters and hyphens; Latin and Persian
 * letters as Tajik where the reference is written in Cyrillic.
 */
export function foldWords(text: string, isCyrillic = /\p{Script=Cyrillic}/u.test(text)): string[] {
  return splitWords(inCyrillic(plainDigits(text), isCyrillic)).flatMap((word) => {
    const folded = foldWord(word);
    return folded === '' ? [] : folded.split('-').filter(Boolean);
  });
}

function inCyrillic(text: string, isWanted: boolean): string {
  if (!isWanted || /\p{Script=Cyrillic}/u.test(text)) return text;
  if (/\p{Script=Arabic}/u.test(text)) return transliterate(text, { from: 'Arab', to: 'Cyrl' });
  return /\p{Script=Latin}{3}/u.test(text) ? transliterate(text, { from: 'Latn', to: 'Cyrl' }) : text;
}

/** Latin letters inside Cyrillic words, by what they look like. */
const cyrillicFor: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  k: 'к',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  h: 'н',
  m: 'м',
  t: 'т',
  b: 'в',
};

function foldWord(word: string): string {
  const lower = word.toLowerCase();
  const isMixed = /\p{Script=Cyrillic}/u.test(lower) && /[a-z]/.test(lower);
  let folded = plainTajik(
    isMixed ? lower.replace(/[a-z]/g, (letter) => cyrillicFor[letter] ?? letter) : lower,
  );
  for (const [pattern, letter] of spellings) folded = folded.replace(pattern, letter);
  return folded;
}

// A word may end in an ezafe or the article -е that the other lacks, where enough is left of it.
const ending = /(?<=\p{L}{3})(?:и|е|ро|аст)$/u;

/** Whether two folded words are the same, an ezafe, -е, -ро or -аст at the end aside. */
export function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  return one.replace(ending, '') === other || other.replace(ending, '') === one;
}

/** Whether two lists of folded words say the same; words may be written together or apart. */
export function areSameWords(one: readonly string[], other: readonly string[]): boolean {
  if (one.length === other.length && one.every((word, index) => isSameWord(word, other[index] ?? '')))
    return true;
  return one.length > 0 && isSameWord(one.join(''), other.join(''));
}
