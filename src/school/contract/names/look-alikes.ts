/**
 * Letters that are read for one another, each by one of them: Latin and Greek capitals, digits, forms of Arabic
 * letters. They are compared in capitals, because there most of them look alike. Source: the pairs of Unicode's confusables.txt (UTS 39) in these alphabets.
 */
const sameAs: Readonly<Record<string, string>> = {
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  I: 'І',
  J: 'Ј',
  K: 'К',
  L: 'І',
  M: 'М',
  O: 'О',
  P: 'Р',
  S: 'Ѕ',
  T: 'Т',
  X: 'Х',
  Y: 'У',
  Α: 'А',
  Β: 'В',
  Ε: 'Е',
  Η: 'Н',
  Ι: 'І',
  Κ: 'К',
  Μ: 'М',
  Ο: 'О',
  Ρ: 'Р',
  Τ: 'Т',
  Υ: 'У',
  Χ: 'Х',
  Ү: 'У',
  Ӏ: 'І',
  0: 'О',
  1: 'І',
  3: 'З',
  // A Latin B looks like В and is read as Б.
  Б: 'В',
  6: 'В',
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  ة: 'ه',
};

const hasCyrillic = /\p{Script=Cyrillic}/u;
const hasLatin = /\p{Script=Latin}/u;

/** A text in which letters that look alike are the same: for comparing, not for showing. */
export function withoutLookAlikes(text: string): string {
  return [...text.toUpperCase()].map((letter) => sameAs[letter] ?? letter).join('');
}

/**
 * A name whose words are each of one alphabet: a Latin letter in a Cyrillic word becomes the Cyrillic one that looks like
 * it, as on a keyboard that was not switched. Undefined when one does not.
 */
export function inOneAlphabet(name: string): string | undefined {
  const words = name.split(' ').map((word) => {
    if (!hasCyrillic.test(word) || !hasLatin.test(word)) return word;
    return word.replace(/\p{Script=Latin}/gu, (letter) => {
      const capital = sameAs[letter.toUpperCase()];
      if (capital === undefined) return letter;
      return letter === letter.toUpperCase() ? capital : capital.toLowerCase();
    });
  });
  const mixed = words.some((word) => hasCyrillic.test(word) && hasLatin.test(word));
  return mixed ? undefined : words.join(' ');
}

/** Digits of every script as 0 to 9. */
export function foldDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(valueOfDigit(digit)));
}

/** Unicode keeps each script's digits together, from 0 to 9, in runs of ten. */
function valueOfDigit(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}

const letterDigits: Readonly<Record<string, string>> = {
  O: '0',
  О: '0',
  Ο: '0',
  I: '1',
  L: '1',
  І: '1',
  Ӏ: '1',
  Ι: '1',
  '|': '1',
  З: '3',
  Ч: '4',
  S: '5',
  Ѕ: '5',
  Б: '6',
  B: '8',
  В: '8',
};

const latinOf: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  Р: 'P',
  Т: 'T',
  У: 'Y',
  Ү: 'Y',
  Х: 'X',
  Ј: 'J',
  Ѕ: 'S',
};

/**
 * The codes that a typed join code may mean: digits first, then the letters and digits of codes that earlier versions
 * made. Spaces, dashes and invisible signs do not count.
 */
export function joinCodesOf(typed: string): readonly string[] {
  const bare = foldDigits(typed.normalize('NFKC').toUpperCase()).replace(
    /[\s\p{Pd}\p{P}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
    '',
  );
  const each = (table: Readonly<Record<string, string>>) =>
    [...bare].map((letter) => table[letter] ?? letter).join('');
  return [...new Set([each(letterDigits), each(latinOf)])];
}
