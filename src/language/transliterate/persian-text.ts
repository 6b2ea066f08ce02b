const equals: Readonly<Record<string, string>> = { ي: 'ی', ى: 'ی', ك: 'ک', ة: 'ه', هٔ: 'ۀ', ہ: 'ه', ە: 'ه' };
const different = /[يىكةہە]|هٔ/g;
// Marks that Persian prose may leave out (fatha … sukun, dagger alef) and the stretching line.
const dropped = /\u064B(?!\s|\p{P}|$)|[\u064C\u064D\u064E\u064F\u0650\u0651\u0652\u0670\u0640\u200D]/gu;

/** Persian-script text in one form: Persian ی ک ه, no vowel marks, no tatweel, joiners tidied. */
export function normalisePersian(text: string): string {
  return text
    .normalize('NFC')
    .replace(dropped, '')
    .replace(different, (letter) => equals[letter] ?? letter)
    .replace(/\u200C+/g, '\u200C')
    .replace(/\u200C(?![\p{Script=Arabic}])|(?<![\p{Script=Arabic}\u064B])\u200C/gu, '');
}

/** A word of Persian script, joiners inside kept. */
export const persianWord = /[\p{Script=Arabic}\u064B](?<![\p{P}\p{N}])(?:[\p{L}\p{M}\u200C])*/gu;

/** A word of Tajik, hyphens inside kept. */
export const tajikWord = /\p{Script=Cyrillic}+(?:[-’'ʼ]\p{Script=Cyrillic}+)*/gu;
