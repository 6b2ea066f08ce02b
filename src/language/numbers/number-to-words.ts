import { BadInputError } from '../../core/errors.ts';
import { at } from '../../core/known.ts';
import { largestNumber, numerals } from './numerals.ts';

/**
 * A number in Tajik words. Takes a whole number (−10^15 … 10^15), a decimal with a point or comma
 * (`3,25` → се бутуну аз сад бисту панҷ) or a fraction (`3/4` → аз чор се).
 * @throws BadInputError when it is none of these.
 */
export function numberToWords(number: number | bigint | string): string {
  const text = String(number)
    .trim()
    .replace(/^[−–]/, '-')
    .replace(/(?<=\d)[ \u00A0\u202F](?=\d{3}(?!\d))/g, '');
  const match = /^(-?)(\d+)(?:[.,](\d+)|\/(\d+))?$/.exec(text);
  if (!match) throw unreadable(text);
  const [, sign, whole = '', decimals, denominator] = match;
  const words = decimals
    ? decimalWords(whole, decimals)
    : denominator
      ? fractionWords(whole, denominator)
      : integerWords(within(whole));
  return sign ? `${numerals.minus} ${words}` : words;
}

/** An ordinal in words: 5 → панҷум, 21 → бисту якум, 3 → сеюм. */
export function ordinalToWords(number: number | bigint | string): string {
  const text = String(number).trim();
  if (!/^\d+$/.test(text)) throw unreadable(text);
  return addOrdinal(integerWords(within(text)));
}

/** The words of a number with the ending of an ordinal: -ум, after a vowel -юм. */
export function addOrdinal(words: string): string {
  if (words.endsWith('сӣ')) return `${words.slice(0, -1)}июм`;
  return /[аоуеиӣӯ]$/u.test(words) ? `${words}юм` : `${words}ум`;
}

function integerWords(value: bigint): string {
  if (value === 0n) return at(numerals.units, 0);
  const parts: string[] = [];
  for (let power = numerals.scales.length - 1; power >= 0; power -= 1) {
    const group = Number((value / 1000n ** BigInt(power)) % 1000n);
    if (group === 0) continue;
    const scale = at(numerals.scales, power);
    parts.push(scale === '' ? groupWords(group) : `${groupWords(group)} ${scale}`);
  }
  return joinWords(parts);
}

function groupWords(group: number): string {
  const rest = group % 100;
  const parts = [at(numerals.hundreds, Math.floor(group / 100))];
  if (rest < 20) parts.push(rest === 0 ? '' : at(numerals.units, rest));
  else
    parts.push(
      at(numerals.tens, Math.floor(rest / 10)),
      rest % 10 === 0 ? '' : at(numerals.units, rest % 10),
    );
  return joinWords(parts.filter((part) => part !== ''));
}

/** Parts with the joining -у between: саду бисту як; after ӣ: сию як. */
function joinWords(parts: readonly string[]): string {
  return parts.map((part, index) => (index === parts.length - 1 ? part : addAnd(part))).join(' ');
}

function addAnd(word: string): string {
  if (word.endsWith('ӣ')) return `${word.slice(0, -1)}ию`;
  return /[аоуеӯ]$/u.test(word) ? `${word}ву` : `${word}у`;
}

function decimalWords(whole: string, decimals: string): string {
  const parts = integerWords(within(`1${'0'.repeat(decimals.length)}`));
  return `${integerWords(within(whole))} ${addAnd(numerals.whole)} ${numerals.from} ${parts} ${integerWords(BigInt(decimals))}`;
}

function fractionWords(part: string, denominator: string): string {
  if (BigInt(denominator) === 0n) throw unreadable(`${part}/${denominator}`);
  return `${numerals.from} ${integerWords(within(denominator))} ${integerWords(within(part))}`;
}

function within(digits: string): bigint {
  const value = BigInt(digits);
  if (value <= largestNumber) return value;
  throw new BadInputError({
    message: `${digits} is too large.`,
    remedy: 'Numbers up to 10^15 can be written in words.',
  });
}

function unreadable(text: string): BadInputError {
  return new BadInputError({
    message: `"${text}" is not a number that can be written in words.`,
    remedy: 'Write a whole number, a decimal such as 3,25, or a fraction such as 3/4.',
  });
}
