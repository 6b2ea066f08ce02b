/** A number as Tajik schoolbooks write it: decimal comma, groups of three from five digits on. */
export function figure(value: number): string {
  const [whole = '', part] = String(Math.abs(Number(value.toFixed(6)))).split('.');
  const grouped = whole.length >= 5 ? whole.replace(/\B(?=(?:\d{3})+$)/g, ' ') : whole;
  return `${value < 0 ? '−' : ''}${grouped}${part ? `,${part}` : ''}`;
}

/** Several numbers as slots. */
export function figures<Name extends string>(values: Record<Name, number>): Record<Name, string> {
  return Object.fromEntries(
    Object.entries<number>(values).map(([name, value]) => [name, figure(value)]),
  ) as Record<Name, string>;
}

/** Greatest common divisor of two whole numbers. */
export function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}

/** The places of a whole number: 347 → 300, 40, 7. */
export function places(value: number): number[] {
  const digits = String(value);
  return [...digits]
    .map((digit, place) => Number(digit) * 10 ** (digits.length - 1 - place))
    .filter((part) => part > 0);
}
