import { foldWords, readQuantities } from '../../evaluation/index.ts';
import { transliterate } from '../../language/index.ts';
import besideFile from './data/words-beside.json' with { type: 'json' };
import { writeNumbers } from './write-numbers.ts';

// Words a pupil may put around an answer without changing it. No negation, no «ё», no «ва».
const beside = new Set(foldWords(besideFile.words.join(' '), true));

/** Whether a folded word says nothing of its own beside an answer: «дар», «аст», «шаҳри». */
export function isBeside(word: string): boolean {
  return beside.has(word);
}

const cyrillicBySound: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'б',
  d: 'д',
  f: 'ф',
  g: 'г',
  j: 'ч',
  l: 'л',
  m: 'м',
  n: 'н',
  q: 'к',
  r: 'р',
  s: 'с',
  t: 'т',
  u: 'у',
  v: 'в',
  z: 'з',
};

/**
 * The words of an answer as they are compared: `foldWords` with ҷ, ч and ж as one letter, and with Latin letters in
 * a Cyrillic word by sound where no Cyrillic letter looks like them.
 */
export function foldAnswer(text: string): string[] {
  const isCyrillic = /\p{Script=Cyrillic}/u.test(text);
  const plain = isCyrillic
    ? text.replace(/(?<!\p{L})[A-Za-z]{5,}(?!\p{L})/gu, (word) =>
        transliterate(plainLatin(word), { from: 'Latn', to: 'Cyrl' }),
      )
    : plainLatin(text);
  return foldWords(plain, true).map((word) =>
    (isCyrillic ? word.replace(/[a-z]/g, (letter) => cyrillicBySound[letter] ?? letter) : word).replaceAll(
      'ж',
      'ч',
    ),
  );
}

/** «Firdavsī» without its macron, «Canberra» as it sounds, «erozia» as «eroziya». */
function plainLatin(text: string): string {
  return text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replace(/c(?=[aou])/gu, 'k')
    .replace(/C(?=[aou])/gu, 'K')
    .replace(/(?<=\p{L}{2})ia(?!\p{L})/gu, 'iya');
}

const endings = /(?<=\p{L}{2})(?:хоро|хои|хо|аст|ст|ро|и|е|у|ю|ву)$/u;

/** Whether a typed word is the wanted one, with or without an ezafe, -ро, -ҳо, -аст or the joining -у. */
export function isWordOf(typed: string, wanted: string): boolean {
  if (typed === wanted) return true;
  // «ҳуқуқи кӯдакон» for «ҳуқуқи кӯдак».
  if (wanted.length > 3 && typed === `${wanted}он`) return true;
  const bare = typed.replace(endings, '');
  return bare.length >= 2 && (bare === wanted || bare === wanted.replace(endings, ''));
}

/** Whether an answer may say a word again because its question says it, with whatever ending: «китоби» after «китобе». */
export function isRepeated(word: string, asked: ReadonlySet<string>): boolean {
  return (
    asked.has(word) ||
    (word.length > 3 && [...asked].some((one) => one.length > 3 && isWordOf(word, stemOf(one))))
  );
}

function stemOf(word: string): string {
  return word.replace(/(?<=\p{L}{3})(?:еро|иро|ро|и|е)$/u, '');
}

/**
 * Where the words of `wanted` are in `typed`, in one run or written as one word.
 * @returns the words taken (from, to), or nothing.
 */
export function findRun(typed: readonly string[], wanted: readonly string[]): [number, number] | undefined {
  if (wanted.length === 0) return undefined;
  const joined = wanted.join('');
  for (let from = 0; from < typed.length; from += 1) {
    if (wanted.every((word, index) => isWordOf(typed[from + index] ?? '', word)))
      return [from, from + wanted.length];
    for (const length of [1, 2, 3]) {
      if (length !== wanted.length && isWordOf(typed.slice(from, from + length).join(''), joined))
        return [from, Math.min(typed.length, from + length)];
    }
  }
  return undefined;
}

/** The only number of a text, where all else in it is its unit or words that say nothing. */
export function onlyNumber(text: string): number | undefined {
  const quantities = readQuantities(writeNumbers(text));
  const [only] = quantities;
  if (only === undefined || quantities.length !== 1) return undefined;
  return foldAnswer(`${only.before} ${only.after}`).every((word) => isBeside(word) || word.length === 0)
    ? only.value
    : undefined;
}
