import {
  absolute,
  add,
  divide,
  floor,
  isWhole,
  multiply,
  negate,
  type Rational,
  rational,
  subtract,
} from '../exact/rational.ts';
import { figure, figureOrRounded } from '../exact/write.ts';
import type { Reading } from '../reading/reading.ts';
import { type Unit, unitOf } from './unit-names.ts';

/** An amount in one or more units of one dimension: 2 м 30 см. */
export interface Quantity {
  /** In the base unit of the dimension. */
  readonly amount: Rational;
  /** The units as they were named, the largest first. */
  readonly units: readonly Unit[];
  readonly written: string;
}

/** Reads «№0 ‡m ва №1 ‡cm»; nothing where anything else is in it or the units do not fit together. */
export function readQuantity(text: string, reading: Reading): Quantity | undefined {
  const isNegative = /^(?:−|минус) /.test(text);
  const body = text.replace(/^(?:−|минус) /, '').replace(/ (?:ро|ра)$/u, '');
  if (!/^№\d+ ‡\w+(?: (?:ва )?№\d+ ‡\w+)*$/u.test(body)) return undefined;
  let amount = rational(0);
  const units: Unit[] = [];
  const written: string[] = [];
  for (const [, index, id = ''] of body.matchAll(/№(\d+) ‡(\w+)/g)) {
    const number = reading.numbers[Number(index)];
    const unit = unitOf(id);
    const before = units.at(-1);
    if (!number || number.isOrdinal) return undefined;
    if (before && (before.dimension !== unit.dimension || floor(divide(before.factor, unit.factor)) <= 1n))
      return undefined;
    amount = add(amount, multiply(number.value, unit.factor));
    units.push(unit);
    written.push(`${figure(number.value)} ${unit.sign}`);
  }
  if (units.length > 1 && units[0]?.dimension === 'temperature') return undefined;
  return {
    amount: isNegative ? negate(amount) : amount,
    units,
    written: `${isNegative ? '−' : ''}${written.join(' ')}`,
  };
}

/** An amount as people say it: 7 соату 30 дақиқа, 43 сомониву 20 дирам; nothing where it is one whole unit or ugly. */
export function inParts(amount: Rational, largest: Unit, candidates: readonly Unit[]): string | undefined {
  const parts: string[] = [];
  let rest = absolute(amount);
  const [, ...smaller] = candidates;
  for (const unit of [largest, ...smaller]) {
    const count = divide(rest, unit.factor);
    const whole = isWhole(count) ? count : rational(floor(count));
    if (whole.top > 0n) parts.push(`${figure(whole)} ${unit.sign}`);
    rest = subtract(rest, multiply(whole, unit.factor));
    if (rest.top === 0n) break;
  }
  return rest.top === 0n && parts.length > 1 ? `${amount.top < 0n ? '−' : ''}${parts.join(' ')}` : undefined;
}

/** Units into which a rest is divided: hours into minutes and seconds. */
export function partsOf(unit: Unit): readonly Unit[] {
  const chains = [
    ['week', 'day', 'h', 'min', 's'],
    ['day', 'h', 'min', 's'],
    ['km', 'm', 'cm', 'mm'],
    ['m', 'cm', 'mm'],
    ['t', 'kg', 'g'],
    ['kg', 'g'],
    ['somoni', 'diram'],
    ['year', 'month'],
    ['l', 'ml'],
    ['h', 'min', 's'],
    ['min', 's'],
  ];
  return (chains.find(([first]) => first === unit.id) ?? [unit.id]).map(unitOf);
}

/** An amount in one unit: 7,5 соат. */
export function inUnit(amount: Rational, unit: Unit): string {
  return `${figureOrRounded(divide(amount, unit.factor))} ${unit.sign}`;
}
