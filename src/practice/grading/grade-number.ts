import { type Quantity, readQuantities } from '../../evaluation/index.ts';
import type { ItemOf } from '../items/item.ts';
import { tidyTyped } from './tidy-typed.ts';
import { notUnderstood, type Verdict, verdict } from './verdict.ts';
import { foldAnswer, isBeside, isWordOf } from './words-beside.ts';
import { writeNumbers } from './write-numbers.ts';

/** A number as it was understood, and where it lies on the item's scale. */
export interface ReadNumber {
  /** In the item's unit. */
  readonly value: number;
  /** The number as typed, before its unit is converted. */
  readonly typed: number;
  /** `missing`: none was typed. `other`: one that cannot be converted into the item's. */
  readonly unit: 'same' | 'converted' | 'missing' | 'other';
  readonly understood: string;
}

/**
 * Grades a number: in digits or Tajik words, with comma or point, as a fraction or power of ten, alone, at the end of
 * a sum («5 · 150 = 750») or with a unit, which is converted. A unit may be left out, another quantity's is wrong.
 * Two numbers are wrong, also where one of them is right.
 */
export function gradeNumber(item: ItemOf<'number'>, typed: string): Verdict {
  const read = readNumber(item, typed);
  if (read === undefined) return notUnderstood;
  if (isRight(item, read)) return verdict(true, read.understood);
  // «1.600 м» may be 1600 metres.
  const grouped = readNumber(item, typed.replace(/(?<![\d.,])([1-9]\d{0,2})\.(\d\d0)(?![\d.,])/u, '$1$2'));
  return grouped !== undefined && isRight(item, grouped)
    ? verdict(true, grouped.understood)
    : verdict(false, read.understood);
}

function isRight(item: ItemOf<'number'>, { value, unit }: ReadNumber): boolean {
  const rounding = 1e-9 * Math.max(Math.abs(item.answer), Math.abs(value));
  return unit !== 'other' && Math.abs(value - item.answer) <= item.tolerance + rounding;
}

/** The one number of a typed answer; nothing where none is there, or several. */
export function readNumber(item: ItemOf<'number'>, typed: string): ReadNumber | undefined {
  const text = writeNumbers(asHours(item.unit, tidyTyped(typed)));
  const result = /=\s*(?=[^=]*$)/u.exec(text);
  const only = onlyQuantity(result === null ? text : text.slice(result.index + result[0].length));
  if (only === undefined) return undefined;
  const scaled = onScaleOf(item, only, text);
  const inUnit = `${decimal(scaled.value)} ${item.unit ?? ''}`.trim();
  return { ...scaled, typed: only.value, understood: scaled.unit === 'other' ? text : inUnit };
}

/** «9:00» and «1:30» where hours or minutes are asked for. */
function asHours(unit: string | null, text: string): string {
  if (unit === null || dimensionOf(unit) !== 'time1') return text;
  return text.replace(
    /^(\d{1,3}):([0-5]\d)$/u,
    (_, hours: string, minutes: string) => `${Number(hours) + Number(minutes) / 60} соат`,
  );
}

function dimensionOf(unit: string): string | undefined {
  return readQuantities(`1 ${unit}`)[0]?.unit?.dimension;
}

/** Whether a question speaks of what a unit measures: «чанд сомонӣ», «чанд метр». */
function asksFor(question: string, dimension: string): boolean {
  return (question.match(/\p{L}+/gu) ?? []).some((word) => dimensionOf(word) === dimension);
}

function onlyQuantity(text: string): Quantity | undefined {
  const [first, second, third] = readQuantities(text);
  if (first === undefined || third !== undefined) return undefined;
  if (second === undefined) return first;
  // «се аз чор» is three quarters.
  const isFraction = /^\s*аз\s*$/u.test(first.after) && first.unit === undefined && second.value !== 0;
  return isFraction ? { ...second, value: first.value / second.value } : undefined;
}

type Scaled = Pick<ReadNumber, 'value' | 'unit'>;

function onScaleOf(item: ItemOf<'number'>, given: Quantity, text: string): Scaled {
  const { value, unit: other } = given;
  if (item.unit === null) {
    // A share is a number too: 75 % is 0,75. Another unit must be one that the question speaks of.
    const isShare = other?.dimension === '' && other.factor < 1;
    if (isShare) return { value: value * other.factor, unit: 'converted' };
    // «1991 сол», «1991г.» name a year.
    const isYear =
      Number.isInteger(value) && value > 99 && value < 2200 && /\d\s*(?:сол|г)(?!\p{L})/u.test(text);
    const isAsked =
      other === undefined || other.dimension === '' || isYear || asksFor(item.question, other.dimension);
    return { value, unit: isAsked ? 'same' : 'other' };
  }
  // «миллион км»: the scale is read as a part of the number.
  const [one] = readQuantities(`1 ${item.unit}`);
  const scale = one === undefined ? 1 : one.value;
  const own = one?.unit;
  if (other === undefined) {
    if (own === undefined && countsOther(item, given.after)) return { value, unit: 'other' };
    const isScaled = scale > 1 && Math.abs(value) >= scale;
    return { value: isScaled ? value / scale : value, unit: 'missing' };
  }
  // «1,4 млн» without the unit itself.
  if (other.dimension === '' && other.factor >= 1000 && own?.dimension !== '')
    return { value: (value * other.factor) / scale, unit: 'missing' };
  // «18 молекула» are no 18 moles.
  if (own === undefined) return { value, unit: other.dimension === '' ? 'same' : 'other' };
  // «45 с.» are сомонӣ where money is asked for, not seconds.
  if (own.dimension === 'money1' && other.dimension === 'time1' && other.factor === 1)
    return { value, unit: 'same' };
  if (own.dimension !== other.dimension) return { value, unit: 'other' };
  const isSame = other.factor === own.factor;
  return { value: (value * other.factor) / own.factor / scale, unit: isSame ? 'same' : 'converted' };
}

/** «36 лона» where the question has 12 nests and asks for chicks. */
function countsOther({ question, unit }: ItemOf<'number'>, after: string): boolean {
  const [counted] = foldAnswer(after);
  const own = foldAnswer(unit ?? '');
  if (counted === undefined || isBeside(counted) || own.some((word) => isWordOf(counted, word))) return false;
  return foldAnswer(question).some(
    (word, place, words) => isWordOf(word, counted) && /^\d/.test(words[place - 1] ?? ''),
  );
}

function decimal(value: number): string {
  return String(Number(value.toPrecision(12)))
    .replace('.', ',')
    .replace('-', '−');
}
