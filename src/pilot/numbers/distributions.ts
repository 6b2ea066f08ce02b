import { gammaln } from 'simple-statistics';

/**
 * The probability that a Student variable is further from 0 than `t`, on both sides. Accurate to about 1e-13.
 * @param degreesOfFreedom any positive number; need not be whole.
 */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  const square = t * t;
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5);
}

/** The t that a Student variable stays below with the given probability. */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  return quantile(probability, (t) => studentTwoSided(t, degreesOfFreedom));
}

/** The z that a normal variable stays below with the given probability. */
export function normalQuantile(probability: number): number {
  return quantile(probability, normalTwoSided);
}

/** The probability that a normal variable is further from 0 than `z`, on both sides; Marsaglia's series (2004), to 1e-15. */
export function normalTwoSided(z: number): number {
  const size = Math.abs(z);
  // Beyond nine standard deviations the series loses its digits to rounding, and the tail is below 1e-18.
  if (size > 9) return 0;
  let sum = size;
  let term = size;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (size * size) / odd;
    sum += term;
  }
  return Math.max(0, 1 - (2 * sum * Math.exp((-size * size) / 2)) / Math.sqrt(2 * Math.PI));
}

/** The quantile of a symmetric distribution by halving, from the probability of both tails. */
function quantile(probability: number, twoSided: (value: number) => number): number {
  if (probability < 0.5) return -quantile(1 - probability, twoSided);
  const wanted = 2 * (1 - probability);
  let [low, high] = [0, 1];
  while (twoSided(high) > wanted) high *= 2;
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (twoSided(middle) > wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function, by its continued fraction (Lentz's method). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const logFront = gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x);
  // The fraction is quick on one side of the mean only.
  return x < (a + 1) / (a + b + 2)
    ? (Math.exp(logFront) * betaFraction(x, a, b)) / a
    : 1 - (Math.exp(logFront) * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const notZero = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) return fraction;
  }
  throw new Error(`The incomplete beta function does not settle at ${x}, ${a}, ${b}.`);
}
