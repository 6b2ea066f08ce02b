import { randomBytes } from 'node:crypto';

/**
 * Draws whole numbers with P(n) ∝ exp(−|n|·epsilon/sensitivity), exactly: no rounding of reals can be read from them
 * (Canonne, Kamath and Steinke 2020, algorithms 1 and 2).
 * @param epsilon at most four decimals.
 * @param below a whole number in [0, bound); default: the system's source of secrets.
 */
export function discreteLaplace(
  epsilon: number,
  sensitivity: number,
  below: (bound: number) => number = secretBelow,
): number {
  // The scale is s/t.
  const t = Math.round(epsilon * 10_000);
  const s = sensitivity * 10_000;
  if (t < 1 || !Number.isInteger(s)) throw new Error('The noise needs a positive ε and a whole sensitivity.');
  for (;;) {
    const u = below(s);
    if (!chanceOfExp(u, s, below)) continue;
    let v = 0;
    while (chanceOfExp(1, 1, below)) v += 1;
    const size = Math.floor((u + s * v) / t);
    const isNegative = below(2) === 1;
    if (isNegative && size === 0) continue;
    return isNegative ? -size : size;
  }
}

/** True with probability exp(−a/b), for 0 ≤ a ≤ b. */
function chanceOfExp(a: number, b: number, below: (bound: number) => number): boolean {
  let k = 1;
  while (below(b * k) < a) k += 1;
  return k % 2 === 1;
}

const chunk = { bytes: Buffer.alloc(0), at: 0 };

/** A whole number in [0, bound) for bounds up to 2⁴⁸, all alike. */
function secretBelow(bound: number): number {
  const whole = 2 ** 48;
  const limit = whole - (whole % bound);
  for (;;) {
    if (chunk.at + 6 > chunk.bytes.length) Object.assign(chunk, { bytes: randomBytes(6144), at: 0 });
    const value = chunk.bytes.readUIntBE(chunk.at, 6);
    chunk.at += 6;
    if (value < limit) return value % bound;
  }
}

/** The size that noise of this ε exceeds in one direction with probability δ at most. */
export function noiseReach(epsilon: number, delta: number): number {
  // P(noise ≥ n) = exp(−nε)/(1 + exp(−ε)).
  return Math.ceil(-Math.log(delta * (1 + Math.exp(-epsilon))) / epsilon);
}

/** The probability of one value of the noise. */
export function noiseChance(value: number, epsilon: number, sensitivity: number): number {
  const rate = Math.exp(-epsilon / sensitivity);
  return ((1 - rate) / (1 + rate)) * rate ** Math.abs(value);
}
