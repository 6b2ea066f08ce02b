import { absolute, compare, floor, isWhole, type Rational, rational, roundTo, subtract } from './rational.ts';

const mostDecimals = 12;

/**
 * A number as Tajik schoolbooks write it: decimal comma, groups of three from five digits on, a true minus
 * sign. A fraction whose decimals do not end is written as a (mixed) fraction.
 */
export function figure(value: Rational): string {
  return (
    plainDecimal(value)
      ?.replace('-', '−')
      .replace('.', ',')
      .replace(/\d{5,}(?=,|$)/, group) ?? fraction(value)
  );
}

/** A fraction, mixed when it is more than one: 11/12, 2 1/3, −1 1/2. */
export function fraction(value: Rational): string {
  if (isWhole(value)) return figure(value);
  const size = absolute(value);
  const whole = floor(size);
  const part = subtract(size, rational(whole));
  const sign = value.top < 0n ? '−' : '';
  return `${sign}${whole > 0n ? `${whole} ` : ''}${part.top}/${part.bottom}`;
}

/** For programs: `47`, `-0.25`, `11/12`. */
export function plainValue(value: Rational): string {
  return plainDecimal(value) ?? `${value.top}/${value.bottom}`;
}

/** The number rounded to this many decimals, as a figure. */
export function rounded(value: Rational, decimals: number): string {
  return figure(roundTo(value, rational(1n, 10n ** BigInt(decimals))));
}

/** The exact figure, or where its decimals do not end the fraction with its rounded decimals. */
export function figureOrRounded(value: Rational): string {
  if (plainDecimal(value) !== undefined) return figure(value);
  return `${fraction(value)} ≈ ${rounded(value, usefulDecimals(value))}`;
}

/** Enough decimals that two digits other than zero are seen. */
export function usefulDecimals(value: Rational): number {
  let decimals = 2;
  for (let size = absolute(value); compare(size, rational(1, 10)) < 0 && decimals < 20; decimals += 1)
    size = rational(size.top * 10n, size.bottom);
  return decimals;
}

/** Whether the decimals of a number end soon enough to be written out. */
export function hasFiniteDecimals(value: Rational): boolean {
  return plainDecimal(value) !== undefined;
}

function plainDecimal(value: Rational): string | undefined {
  const scale = 10n ** BigInt(mostDecimals);
  const scaled = value.top * scale;
  if (scaled % value.bottom !== 0n) return undefined;
  const digits = String(absolute({ top: scaled / value.bottom, bottom: 1n }).top).padStart(
    mostDecimals + 1,
    '0',
  );
  const decimals = digits.slice(-mostDecimals).replace(/0+$/, '');
  return `${value.top < 0n ? '-' : ''}${digits.slice(0, -mostDecimals)}${decimals === '' ? '' : `.${decimals}`}`;
}

function group(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ' ');
}
