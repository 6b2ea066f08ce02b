import { matchesOf } from '../../core/known.ts';
import { editsOf, type RepairRule } from './rule.ts';

// Latin letters with a macron, and Cyrillic ones with a grave, for the Tajik and Russian vowels that they look like.
const wrongVowels: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ѐ: 'ё', ȳ: 'ӯ', ū: 'ӯ', ī: 'ӣ', ѝ: 'ӣ' }).flatMap(([wrong, right]) => [
    [wrong, right],
    [wrong.toUpperCase(), right.toUpperCase()],
  ]),
);
const latin = '[ȳȲūŪīĪ]|[yYuUiI]\\u0304';
const wrongVowelPattern = new RegExp(
  `[ѐЀѝЍ]|(?<=\\p{Script=Cyrillic})(?:${latin})|(?<![\\p{Script=Latin}\\p{M}])(?:${latin})(?=\\p{Script=Cyrillic})|[уУиИ][\\u0304\\u0305]`,
  'gu',
);

/** ѐ and ѝ are letters of Macedonian; ȳ, ū and ī are Latin. */
export const wrongVowel: RepairRule = {
  name: 'wrong-vowel',
  summary: 'ѐ for ё, ѝ for ӣ, and Latin ȳ, ū, ī for ӯ, ӯ, ӣ inside Cyrillic words.',
  trigger: /[ѐЀѝЍȳȲūŪīĪ]|[yуУYиИuUiI][\u0304\u0305]/,
  find: ({ text, isTajik }) =>
    editsOf(text, wrongVowelPattern, ({ 0: letter, index }) => {
      if (!isTajik(index)) return undefined;
      const composed = letter.replace('\u0305', '\u0304').normalize('NFC');
      return wrongVowels[composed] ?? composed;
    }),
};

/** Letters of other Cyrillic alphabets that look like the Tajik ones. */
const similarLetters: Readonly<Record<string, string>> = {
  ⱪ: 'қ',
  Ⱪ: 'Қ',
  ҝ: 'қ',
  Ҝ: 'Қ',
  ӄ: 'қ',
  Ӄ: 'Қ',
  ӌ: 'ҷ',
  Ӌ: 'Ҷ',
  ҹ: 'ҷ',
  Ҹ: 'Ҷ',
  ӻ: 'ғ',
  Ӻ: 'Ғ',
  ӽ: 'ҳ',
  Ӽ: 'Ҳ',
  ӥ: 'ӣ',
  Ӥ: 'Ӣ',
};

/** яроⱪи, даⱪиⱪа: seen in the Tajik part of NTREX. */
export const similarLetter: RepairRule = {
  name: 'similar-letter',
  summary: 'Letters of other alphabets that look like Tajik ones (ⱪ ҝ ӌ ҹ), in words that become known ones.',
  trigger: /[ⱪⱩҝҜӄӃӌӋҹҸӻӺӽӼӥӤ]/,
  find: ({ text, isTajik, lexicon }) =>
    editsOf(text, /[\u0400-\u04FFⱪⱩ]*[ⱪⱩҝҜӄӃӌӋҹҸӻӺӽӼӥӤ][\u0400-\u04FFⱪⱩ]*/g, ({ 0: word, index }) => {
      const repaired = word.replace(/./gu, (letter) => similarLetters[letter] ?? letter);
      const isSure = /^[^ҝҜӄӃӌӋҹҸӻӺӽӼӥӤ]*$/.test(word) || lexicon.weight(repaired.toLowerCase()) > 0;
      return isSure && isTajik(index) ? repaired : undefined;
    }),
};

/** Latin letters and the Cyrillic ones that they look like. */
export const cyrillicLookAlikes = pairs('aceopxyABCEHKMOPTXY', 'асеорхуАВСЕНКМОРТХУ');
const latinOf = pairs('асеорхуАВСЕНКМОРТХУІіѕЅјЈ', 'aceopxyABCEHKMOPTXYIisSjJ');
// A word with letters of both scripts.
const mixedWord =
  /(?<![\p{L}\p{M}\p{N}])(?=\p{Script=Cyrillic}*\p{Script=Latin}|\p{Script=Latin}*\p{Script=Cyrillic})[\p{Script=Latin}\p{Script=Cyrillic}]{2,}(?![\p{L}\p{M}])/gu;
const romanNumeral = /^(?=.*[IVXLCDMivxlcdm])[IVXLCDMХСМІ]+$|^(?=.*[ivx])[ivxхі]+$/;

/** Letters of the one script that look like those of the other. */
export const homoglyph: RepairRule = {
  name: 'homoglyph',
  summary:
    'Latin letters inside Cyrillic words (дap, acт) and Cyrillic ones inside Latin words and Roman numerals (ХIХ).',
  trigger: /\p{Script=Cyrillic}\p{Script=Latin}|\p{Script=Latin}\p{Script=Cyrillic}/u,
  find: ({ text, isTajik, lexicon }) =>
    editsOf(text, mixedWord, ({ 0: word, index }) => {
      if (!/\p{Script=Cyrillic}/u.test(word) || !/\p{Script=Latin}/u.test(word)) return undefined;
      if (romanNumeral.test(word)) return isTajik(index) ? replaceAll(word, latinOf) : undefined;
      const cyrillic = replaceAll(word, cyrillicLookAlikes);
      const latin = replaceAll(word, latinOf);
      const isCyrillic = !/\p{Script=Latin}/u.test(cyrillic);
      const isLatin = !/\p{Script=Cyrillic}/u.test(latin);
      if (isCyrillic && lexicon.weight(cyrillic.toLowerCase()) > 0)
        return isTajik(index) ? cyrillic : undefined;
      const latinLetters = matchesOf(word, /\p{Script=Latin}/gu).length;
      // ISISро, Javaро: a Latin name with a Tajik ending.
      if (/\p{Script=Latin}ро$/u.test(word)) return undefined;
      if (isLatin && !isCyrillic && latinLetters * 2 > word.length) return isTajik(index) ? latin : undefined;
      // A name or a rare word: where most of it is Cyrillic and capitals are as in a word.
      const looksLikeWord = /^.?[^\p{Lu}]*$/u.test(word) || word === word.toUpperCase();
      if (isCyrillic && looksLikeWord && latinLetters * 2 <= word.length && word.length > 2 && isTajik(index))
        return cyrillic;
      return undefined;
    }),
};

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  const targets = [...to];
  return new Map([...from].map((letter, index) => [letter, targets[index] ?? letter]));
}

/** Each letter of a word that has a counterpart becomes it. */
export function replaceAll(word: string, letters: ReadonlyMap<string, string>): string {
  return word.replace(/\p{L}/gu, (letter) => letters.get(letter) ?? letter);
}
