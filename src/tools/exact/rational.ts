/** An exact fraction in lowest terms; `bottom` is positive. */
export interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** @throws RangeError when `bottom` is zero. */
export function rational(top: bigint | number, bottom: bigint | number = 1n): Rational {
  const [above, below] = [BigInt(top), BigInt(bottom)];
  if (below === 0n) throw new RangeError('A fraction cannot have the denominator zero.');
  const divisor = greatestDivisor(above, below);
  const sign = below < 0n ? -1n : 1n;
  return { top: (sign * above) / divisor, bottom: (sign * below) / divisor };
}

export const zero = rational(0);
export const one = rational(1);

/** Reads digits with a decimal comma or point: `12`, `3,25`, `-0.5`. */
export function readDecimal(text: string): Rational {
  const [, sign, whole = '', decimals = ''] = /^(-?)(\d+)(?:[.,](\d+))?$/.exec(text) ?? [];
  const value = rational(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  return sign === '-' ? negate(value) : value;
}

export function add(a: Rational, b: Rational): Rational {
  return rational(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, negate(b));
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.top * b.top, a.bottom * b.bottom);
}

/** @throws RangeError when `b` is zero. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.top * b.bottom, a.bottom * b.top);
}

export function negate(a: Rational): Rational {
  return { top: -a.top, bottom: a.bottom };
}

export function absolute(a: Rational): Rational {
  return a.top < 0n ? negate(a) : a;
}

/** A whole power; negative exponents give the reciprocal. */
export function power(base: Rational, exponent: bigint): Rational {
  return exponent >= 0n
    ? rational(base.top ** exponent, base.bottom ** exponent)
    : rational(base.bottom ** -exponent, base.top ** -exponent);
}

export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function equals(a: Rational, b: Rational): boolean {
  return compare(a, b) === 0;
}

export function isWhole(a: Rational): boolean {
  return a.bottom === 1n;
}

/** The largest whole number that is not larger. */
export function floor(a: Rational): bigint {
  const quotient = a.top / a.bottom;
  return a.top < 0n && quotient * a.bottom !== a.top ? quotient - 1n : quotient;
}

/** Rounds to the nearest multiple of `unit`; halves go away from zero, as in school. */
export function roundTo(a: Rational, unit: Rational): Rational {
  const count = divide(absolute(a), unit);
  const rounded = multiply(rational(floor(add(count, rational(1, 2)))), unit);
  return a.top < 0n ? negate(rounded) : rounded;
}

export function greatestDivisor(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (small > 0n) [large, small] = [small, large % small];
  return large;
}

/** The whole root of a whole number, rounded down (Newton's method). */
export function wholeRoot(value: bigint, degree: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << (BigInt(value.toString(2).length) / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * guess + value / guess ** (degree - 1n)) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** The root where it is rational; undefined where it is not, or where an even root of a negative number is asked for. */
export function exactRoot(value: Rational, degree: bigint): Rational | undefined {
  if (value.top < 0n) {
    const root = degree % 2n === 0n ? undefined : exactRoot(negate(value), degree);
    return root && negate(root);
  }
  const [top, bottom] = [wholeRoot(value.top, degree), wholeRoot(value.bottom, degree)];
  return top ** degree === value.top && bottom ** degree === value.bottom ? rational(top, bottom) : undefined;
}
