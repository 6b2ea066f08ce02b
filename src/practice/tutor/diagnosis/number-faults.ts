import { readQuantities } from '../../../evaluation/index.ts';
import { readNumber } from '../../grading/grade-number.ts';
import type { ItemOf } from '../../items/item.ts';
import type { Fault } from './fault.ts';

/**
 * What is wrong with a number, most certain first: its unit, sign, decimal point, digits; then whether it is a number
 * of the task or of its solution's steps, or comes of another operation on the task's numbers; then a slip.
 */
export function numberFault(item: ItemOf<'number'>, typed: string, solution: string): Fault {
  const read = readNumber(item, typed);
  if (read === undefined) return { name: 'wrong' };
  const { value, unit } = read;
  const { answer } = item;
  if (unit === 'other') return { name: 'unit' };
  if (unit === 'converted' && isSame(read.typed, answer)) return { name: 'unit' };
  if (isSame(value, -answer)) return { name: 'sign' };
  const given = numbersOf(item.question);
  const steps = numbersOf(solution).filter(
    (one) => !isSame(one, answer) && !given.some((other) => isSame(one, other)),
  );
  if (steps.some((one) => isSame(one, value))) return { name: 'forgotten-step' };
  if (isPowerOfTen(value / answer))
    return { name: isThousandfold(value / answer) && asksToConvert(item) ? 'unit' : 'factor-of-ten' };
  if (isSwapped(value, answer)) return { name: 'digit-swap' };
  if (given.some((one) => isSame(one, value))) return { name: 'forgotten-step' };
  if (unitRatios.some((ratio) => isSame(value, answer * ratio) || isSame(value, answer / ratio)))
    return { name: 'unit' };
  if (byOtherOperation(given, value)) return { name: 'operation' };
  if (isRounded(value, answer)) return { name: 'rounding' };
  return { name: isSlip(value, answer) ? 'slip' : 'wrong' };
}

/** Seconds, minutes, hours; km/h and m/s; days: factors of units that are no powers of ten. */
const unitRatios = [60, 3600, 3.6, 24, 7, 12];

function asksToConvert({ question, unit }: ItemOf<'number'>): boolean {
  const own = readQuantities(`1 ${unit ?? ''}`)[0]?.unit;
  return (
    own !== undefined &&
    readQuantities(question).some(
      (one) => one.unit?.dimension === own.dimension && one.unit.factor !== own.factor,
    )
  );
}

function isThousandfold(ratio: number): boolean {
  return Math.abs(Math.log10(Math.abs(ratio))) > 1.5;
}

function numbersOf(text: string): number[] {
  return readQuantities(text).map(({ value }) => value);
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one), Math.abs(other));
}

function isPowerOfTen(ratio: number): boolean {
  if (!(ratio > 0) || !Number.isFinite(ratio)) return false;
  const power = Math.log10(ratio);
  return Math.abs(power) > 0.5 && Math.abs(power) < 6.5 && Math.abs(power - Math.round(power)) < 1e-9;
}

/** Two digits beside one another changed places: 354 for 345. */
function isSwapped(value: number, answer: number): boolean {
  const [one, other] = [digits(value), digits(answer)];
  if (one.length !== other.length) return false;
  const places = [...one].flatMap((digit, place) => (digit === other[place] ? [] : [place]));
  const [first, second] = places;
  return (
    places.length === 2 &&
    first !== undefined &&
    second === first + 1 &&
    one[first] === other[second] &&
    one[second] === other[first]
  );
}

function digits(value: number): string {
  return String(Math.abs(Number(value.toPrecision(12)))).replace('.', '');
}

/** Whether two of the task's numbers give the value by one operation. */
function byOtherOperation(given: readonly number[], value: number): boolean {
  return given.some((one, place) =>
    given.some((other, otherPlace) => {
      if (place === otherPlace) return false;
      return [one + other, one - other, one * other, one / other].some((result) => isSame(result, value));
    }),
  );
}

function isRounded(value: number, answer: number): boolean {
  return [0, 1, 2].some((places) => {
    const scale = 10 ** places;
    return !isSame(value, answer) && isSame(value, Math.round(answer * scale) / scale);
  });
}

/** One digit is another, or a carry was lost: within a tenth of the answer. */
function isSlip(value: number, answer: number): boolean {
  const [one, other] = [digits(value), digits(answer)];
  const differing = [...one].filter((digit, place) => digit !== other[place]).length;
  return (
    one.length === other.length &&
    one.length > 1 &&
    differing === 1 &&
    Math.sign(value) === Math.sign(answer) &&
    Math.abs(value - answer) < 0.2 * Math.abs(answer)
  );
}
