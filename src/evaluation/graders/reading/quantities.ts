import { knownEntry } from '../../../core/known.ts';
import { readNumbersInText, restoreNumerals } from '../../../language/index.ts';
import { numbersInDigits } from './number-words.ts';
import { plainDigits } from './tidy-answer.ts';
import { readUnit, type Unit } from './units.ts';

/** A number in a text, with its unit. */
export interface Quantity {
  readonly value: number;
  readonly unit: Unit | undefined;
  /** It was written as a fraction that decimals cannot give exactly. */
  readonly isEndless: boolean;
  /** Digits after the comma, where it was written so. */
  readonly decimals: number | undefined;
  /** As it is in the text, without the unit. */
  readonly text: string;
  /** What is in front of it, back to the quantity before. */
  readonly before: string;
  /** What is after it and its unit, up to the next quantity. */
  readonly after: string;
}

const vulgar: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅕': '1/5',
  '⅛': '1/8',
};

// A power of ten, a mixed number, a fraction, a whole number with spaces between thousands, a decimal.
const number =
  /(?<![\p{L}\d.,/^])(?<sign>-\s?(?=\d)|[+]\s?(?=\d))?(?:(?<mixed>\d{1,4})\s(?=\d{1,4}\s?\/\s?\d))?(?<whole>\d{1,3}(?:[ \u00A0\u202F']\d{3})+(?!\d)|\d{1,18})(?:[.,](?<decimals>\d{1,18}))?(?:\s?\/\s?(?<below>\d{1,9})(?![\d/.]))?(?:\s?[·⋅*×xх]\s?10\s?(?:\^|\*\*)?\s?\(?(?<power>-?\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{1,3})\)?)?(?:-(?:[уюи]м)(?:и)?)?/gu;

/** The numbers of a text, in digits or in Tajik words (also typed without Tajik letters), with their units. */
export function readQuantities(text: string): Quantity[] {
  const digits = inDigits(text);
  const found = [...digits.matchAll(number)];
  const quantities: Quantity[] = [];
  let end = 0;
  for (const [index, match] of found.entries()) {
    const value = numberOf(match.groups ?? {});
    const start = match.index;
    const stop = start + match[0].length;
    const next = found[index + 1]?.index ?? digits.length;
    if (value === undefined || start < end) continue;
    const gap = /^[\s-]*/u.exec(digits.slice(stop))?.[0].length ?? 0;
    const read = readUnit(digits.slice(stop + gap, Math.max(next, stop + gap)));
    const scaled = read && read.unit.dimension === '' ? readUnit(read.rest.trimStart()) : undefined;
    const both =
      read && scaled
        ? { factor: read.unit.factor * scaled.unit.factor, dimension: scaled.unit.dimension }
        : read?.unit;
    const rest = scaled?.rest ?? read?.rest ?? digits.slice(stop, next);
    const quantity = {
      ...value,
      unit: both,
      text: match[0].trim(),
      before: digits.slice(end, start),
      after: rest,
    };
    const last = quantities.at(-1);
    if (last && continues(last, quantity)) quantities.splice(-1, 1, together(last, quantity));
    else quantities.push(quantity);
    end = stop;
  }
  return quantities;
}

/** «2 соату 30 дақиқа», «5 сомонию 20 дирам» are one quantity. */
function continues(first: Quantity, second: Quantity): boolean {
  const [one, other] = [first.unit, second.unit];
  if (!one || !other || one.dimension === '' || one.dimension !== other.dimension) return false;
  return one.factor > other.factor && /^\s*(?:ва\s*)?$/u.test(first.after);
}

function together(first: Quantity, second: Quantity): Quantity {
  const more = (second.value * (second.unit?.factor ?? 1)) / (first.unit?.factor ?? 1);
  return {
    ...first,
    value: first.value + more,
    decimals: undefined,
    text: `${first.text} ${second.text}`,
    after: second.after,
  };
}

function inDigits(text: string): string {
  const signs = text.replace(
    /(\d)?([½⅓⅔¼¾⅕⅛])/gu,
    (_, whole: string | undefined, sign: string) =>
      `${whole === undefined ? '' : `${whole} `}${knownEntry(vulgar, sign)}`,
  );
  // Powers of ten keep their raised digits: 10⁸ is not 108.
  const powers = signs.replace(
    /10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g,
    (_, raised: string) => `10^${plainDigits(raised).replace('⁻', '-')}`,
  );
  const words = restoreNumerals(powers.replace(/(?<=\p{L}{2})сола(?!\p{L})/giu, ' сола'))
    .replace(/(?<!\p{L})(\p{L}+)[ую]?\s*(?:ва\s+)?(?<=[\sуюва])ним(?!\p{L})/giu, (found, word: string) =>
      halfMore(found, word),
    )
    .replace(/(?<!\p{L})ним(?!\p{L})/giu, '0,5');
  const read = numbersInDigits(words);
  return read
    .replace(/(?<!\p{L})як(?!\p{L})/giu, '1')
    .replace(/(?<=\d)\s*(?:ва|у)\s+0,5(?!\d)/gu, ',5')
    .replace(/(?<=\d)\s(1(?:000){1,3})(?!\d)/g, (_, scale: string) => `·10^${scale.length - 1}`);
}

/** «якуним», «дуву ним», «се ва ним»: a half more than the number. */
function halfMore(found: string, word: string): string {
  const stem = word.toLowerCase().replace(/(?:ву|у|ю)$/u, '');
  for (const one of [word.toLowerCase(), stem]) {
    const digits = one === 'як' ? '1' : readNumbersInText(one);
    if (/^\d+$/.test(digits)) return `${digits},5`;
  }
  return found;
}

function numberOf(groups: Record<string, string | undefined>) {
  const { sign, mixed, whole = '', decimals, below, power } = groups;
  const digits = whole.replace(/[\s']/g, '');
  let value = Number(decimals === undefined ? digits : `${digits}.${decimals}`);
  if (below !== undefined) {
    if (Number(below) === 0) return undefined;
    value /= Number(below);
  }
  if (mixed !== undefined) value += Number(mixed);
  if (power !== undefined) value *= 10 ** Number(power);
  if (sign?.startsWith('-')) value = -value;
  return {
    value,
    isEndless: below !== undefined && !/^(?:[1245]|8|10|16|20|25|32|40|50|64|100|1000)$/.test(below),
    decimals: below === undefined && power === undefined ? (decimals?.length ?? 0) : undefined,
  };
}
