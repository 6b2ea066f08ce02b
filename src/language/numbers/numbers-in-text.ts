import { numberToWords, ordinalToWords } from './number-to-words.ts';
import { wordsToNumber } from './words-to-number.ts';

// Whole numbers with spaces between thousands, decimals, fractions; an ordinal's ending after them. No dates, times, versions.
const digits =
  /(?<![\p{L}\p{N}.,:/-])(-?\d{1,3}(?:[ \u00A0\u202F]\d{3})+|-?\d{1,16})(?:([.,]\d{1,12}|\/\d{1,6})|(-?[юу]ми?))?(?![\p{N}:/]|[.,]\p{N}|-?\p{L})/gu;

/** A text with its numbers written in words: 21-ум → бисту якум. Dates, times and codes stay. */
export function writeNumbersInText(text: string): string {
  return text.replace(digits, (found, whole: string, rest?: string, ordinal?: string) => {
    const number = whole.replace(/[ \u00A0\u202F]/g, '');
    if (BigInt(number.replace('-', '')) > 10n ** 15n || /\/0+$/.test(rest ?? '')) return found;
    if (ordinal)
      return number.startsWith('-') ? found : ordinalToWords(number) + (ordinal.endsWith('и') ? 'и' : '');
    return numberToWords(number + (rest ?? ''));
  });
}

const mostWords = 24;

/** A text with its numbers in words written in digits: бисту якум → 21-ум. A lone як (one, a) stays. */
export function readNumbersInText(text: string): string {
  const words = [...text.matchAll(/[\p{L}\p{M}]+/gu)];
  let written = '';
  let from = 0;
  for (let index = 0; index < words.length; index += 1) {
    const found = longestNumber(text, words, index);
    const start = words[index]?.index ?? 0;
    if (!found) continue;
    written += text.slice(from, start) + found.text;
    from = found.end;
    index += found.count - 1;
  }
  return written + text.slice(from);
}

function longestNumber(text: string, words: readonly RegExpExecArray[], index: number) {
  const start = words[index]?.index ?? 0;
  let best: { text: string; end: number; count: number } | undefined;
  for (let count = 1; count <= mostWords && index + count <= words.length; count += 1) {
    const last = words[index + count - 1];
    if (!last) break;
    const end = last.index + last[0].length;
    const phrase = text.slice(start, end);
    if (/[^\p{L}\p{M} -]/u.test(phrase)) break;
    const read = wordsToNumber(phrase);
    if (read && !(count === 1 && /^(?:1|1-ум)$/.test(read.text) && !read.isOrdinal)) {
      best = { text: read.isOrdinal ? `${read.text}-${ordinalEnding(read.text)}` : read.text, end, count };
    }
  }
  return best;
}

/** дуюм, сеюм, сиюм; the others -ум. */
function ordinalEnding(number: string): string {
  return /(?:юм)$/u.test(ordinalToWords(number)) ? 'юм' : 'ум';
}
