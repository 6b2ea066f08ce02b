import {
  identifyLanguage,
  normaliseText,
  repairLegacyLetters,
  repairText,
  splitSentences,
  splitWords,
} from '../../language/index.ts';

/** Letters of two scripts in one word: кушодарēй, Тараqқиёт. */
const mixedScript = /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u;

/** Whether a text is Tajik in its own letters. */
export function isTajik(text: string): boolean {
  if (mixedScript.test(text)) return false;
  const { language, variant } = identifyLanguage(text);
  return language === 'tgk_Cyrl' && variant !== 'without-tajik-letters' && variant !== 'legacy-font';
}

/** A text of a source with letters, spaces and known misspellings put right. */
export function cleanText(text: string): string {
  const letters = repairLegacyLetters(normaliseText(text)).text;
  return (
    repairText(letters)
      .text.replace(/\u00ad/g, '')
      // A page number that stood where a word was divided: қатор55 кӯҳҳои.
      .replace(/(\p{Ll})\d{2,3} (?=\p{Ll})/gu, '$1')
      .replace(/(\p{Ll}[.!?])(?=\p{Lu}\p{Ll})/gu, '$1 ')
      .replace(/([?!])\./gu, '$1')
      .replace(/[^\S\n]+/g, ' ')
      .trim()
  );
}

/** Letters, digits and marks of ordinary Tajik prose. */
const plainProse = /^[«"“(]?[А-ЯЁҒӢҚӮҲҶ][а-яёғӣқӯҳҷА-ЯЁҒӢҚӮҲҶ0-9 ,;:()«»"“”’'–—-]+[.!?]$/u;

/** Whole sentences of ordinary prose in a text: begun and ended, of 5 to 24 words, Tajik. */
export function* goodSentences(text: string): Generator<string> {
  for (const sentence of splitSentences(text)) {
    const words = splitWords(sentence).length;
    if (words < 5 || words > 24 || !plainProse.test(sentence)) continue;
    if (
      /[,;:]\p{L}|\p{L}\d|\p{L}[—–]|[—–]\p{L}|\p{Lu}{4,}|[ӢӮҲҚҒҶ]{2}|\p{L}-\s|\s-\p{L}|\d{5}/u.test(sentence)
    )
      continue;
    if (isBalanced(sentence) && isTajik(sentence)) yield sentence;
  }
}

function isBalanced(text: string): boolean {
  const count = (mark: string) => text.split(mark).length;
  return count('(') === count(')') && count('«') === count('»') && count('"') % 2 === 1;
}

/** The first letter in upper case. */
export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
