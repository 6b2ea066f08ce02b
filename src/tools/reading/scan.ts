import { add, type Rational, rational, readDecimal } from '../exact/rational.ts';
import { foldWord } from './fold.ts';

/** A piece of a question: a number in digits, a word, a quoted text, or one sign. */
export type Token =
  | { readonly kind: 'number'; readonly value: Rational; readonly text: string; readonly isUnclear: boolean }
  | { readonly kind: 'word'; readonly text: string; readonly folded: string }
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'sign'; readonly sign: string };

const pattern =
  /(?<quote>«[^»]*»|“[^”]*”|"[^"]*")|(?<list>\d+(?:,\d+){2,}(?![\d.]))|(?<number>\d{1,3}(?:[ \u00A0\u202F]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)|(?<vulgar>[½⅓⅔¼¾⅕])|(?<word>(?<![\p{L}\p{N}])(?:мм|см|дм|км|м|mm|cm|dm|km|m)[23²³](?![\p{L}\p{N}])|(?<=\d)(?:мм|см|дм|км|м|mm|cm|km|m)[23²³](?![\p{L}\p{N}])|°\s?[CcСсFfФф]?(?![\p{L}])|(?:[\p{L}\p{M}]|(?<=\p{L})[’'ʼ`](?=\p{L}))+)|(?<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|(?<sign>[^\s])/gu;

const signs: Readonly<Record<string, string>> = {
  '×': '×',
  '·': '×',
  '∙': '×',
  '•': '×',
  '*': '×',
  '✕': '×',
  '⋅': '×',
  '÷': ':',
  ':': ':',
  '/': '/',
  '−': '−',
  '–': '−',
  '—': '−',
  '-': '−',
  '‑': '−',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '…': '.',
  '?': '?',
  '!': '!',
  ';': ',',
  '=': '=',
};
const vulgar: Readonly<Record<string, readonly [number, number]>> = {
  '½': [1, 2],
  '⅓': [1, 3],
  '⅔': [2, 3],
  '¼': [1, 4],
  '¾': [3, 4],
  '⅕': [1, 5],
};
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Divides a question into pieces. Hyphens inside words (37-ро, бист-сӣ) are left out; other dashes are minus signs. */
export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.normalize('NFC').matchAll(pattern)) {
    const { quote, list, number, vulgar: part, word, raised: exponent, sign } = match.groups ?? {};
    if (quote !== undefined) tokens.push({ kind: 'quote', text: quote.slice(1, -1).trim() });
    else if (list !== undefined)
      for (const [place, digits] of list.split(',').entries()) {
        if (place > 0) tokens.push({ kind: 'sign', sign: ',' });
        tokens.push(numberToken(digits));
      }
    else if (number !== undefined) tokens.push(numberToken(number));
    else if (part !== undefined) {
      const [top, bottom] = vulgar[part] ?? [1, 1];
      const before = tokens.at(-1);
      const value = rational(top, bottom);
      if (before?.kind === 'number') tokens.splice(-1, 1, { ...before, value: add(before.value, value) });
      else tokens.push({ kind: 'number', value, text: part, isUnclear: false });
    } else if (word !== undefined)
      tokens.push({
        kind: 'word',
        text: word,
        folded: word.startsWith('°') ? foldDegree(word) : foldWord(word),
      });
    else if (exponent !== undefined) {
      tokens.push({ kind: 'sign', sign: '^' });
      tokens.push(numberToken([...exponent].map((digit) => raised.indexOf(digit)).join('')));
    } else if (sign !== undefined) {
      if (/[-‑]/.test(sign) && isJoiner(text, match.index)) continue;
      tokens.push({ kind: 'sign', sign: signs[sign] ?? sign });
    }
  }
  return tokens;
}

function numberToken(digits: string): Token {
  const plain = digits.replace(/[ \u00A0\u202F]/g, '');
  // 1.500 may be one and a half or one thousand five hundred.
  return {
    kind: 'number',
    value: readDecimal(plain),
    text: digits,
    isUnclear: /^[1-9]\d{0,2}\.\d{2}0$/.test(plain),
  };
}

/** A hyphen between a letter or digit and a letter: 37-ро, модар-бузург. */
function isJoiner(text: string, place: number): boolean {
  return (
    /[\p{L}\p{N}%»"]/u.test(text.charAt(place - 1)) &&
    /\p{L}{2}|[иуаИ](?!\p{L})/u.test(text.slice(place + 1, place + 3))
  );
}

function foldDegree(word: string): string {
  return /[FfФф]/.test(word) ? '°ф' : /[CcСс]/.test(word) ? '°с' : '°';
}
