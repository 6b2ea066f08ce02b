import { type Quantity, readQuantities } from '../../evaluation/index.ts';
import type { ItemOf } from '../items/item.ts';
import { tidyTyped } from './tidy-typed.ts';
import { notUnderstood, type Verdict, verdict } from './verdict.ts';
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
  const rounding = 1e-9 * Math.max(Math.abs(item.answer), Math.abs(read.value));
  const isNear = Math.abs(read.value - item.answer) <= item.tolerance + rounding;
  return verdict(read.unit !== 'other' && isNear, read.understood);
}

/** The one number of a typed answer; nothing where none stands there, or several. */
export function readNumber(item: ItemOf<'number'>, typed: string): ReadNumber | undefined {
  const text = writeNumbers(tidyTyped(typed));
  const result = /=\s*(?=[^=]*$)/u.exec(text);
  const only = onlyQuantity(result === null ? text : text.slice(result.index + result[0].length));
  if (only === undefined) return undefined;
  const scaled = onScaleOf(item, only);
  const inUnit = `${decimal(scaled.value)} ${item.unit ?? ''}`.trim();
  return { ...scaled, typed: only.value, understood: scaled.unit === 'other' ? text : inUnit };
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

function onScaleOf(item: ItemOf<'number'>, given: Quantity): Scaled {
  const { value, unit: other } = given;
  if (item.unit === null) {
    // A share is a number too: 75 % is 0,75. Other units are not judged where the item has none.
    const isShare = other?.dimension === '' && other.factor < 1;
    return isShare ? { value: value * other.factor, unit: 'converted' } : { value, unit: 'same' };
  }
  // «миллион км»: the scale is read as a part of the number.
  const [one] = readQuantities(`1 ${item.unit}`);
  const scale = one === undefined ? 1 : one.value;
  const own = one?.unit;
  if (other === undefined) {
    const isScaled = scale > 1 && Math.abs(value) >= scale;
    return { value: isScaled ? value / scale : value, unit: 'missing' };
  }
  // «1,4 млн» without the unit itself.
  if (other.dimension === '' && other.factor >= 1000 && own?.dimension !== '')
    return { value: (value * other.factor) / scale, unit: 'missing' };
  // A unit that is not in the table is not judged.
  if (own === undefined) return { value, unit: 'same' };
  // «45 с.» are сомонӣ where money is asked for, not seconds.
  if (own.dimension === 'money1' && other.dimension === 'time1' && other.factor === 1)
    return { value, unit: 'same' };
  if (own.dimension !== other.dimension) return { value, unit: 'other' };
  const isSame = other.factor === own.factor;
  return { value: (value * other.factor) / own.factor / scale, unit: isSame ? 'same' : 'converted' };
}

function decimal(value: number): string {
  return String(Number(value.toPrecision(12)))
    .replace('.', ',')
    .replace('-', '−');
}
