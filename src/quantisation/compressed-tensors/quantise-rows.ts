import { BrainFloats, brainFloatBits, roundToBrainFloat } from './brain-floats.ts';
import { clampedFloat8Table, largestFloat8 } from './float8.ts';

/** Rows of a weight matrix as bfloat16 bits, [rows, columns]. */
export interface WeightRows {
  readonly halves: Uint16Array;
  readonly columns: number;
}

/** Quantised rows in the byte layout of their file, and one scale for each channel or group (bfloat16 bits). */
export interface QuantisedRows {
  readonly weights: Uint8Array<ArrayBuffer>;
  readonly scales: Uint16Array<ArrayBuffer>;
}

/** What compressed-tensors puts in the place of a scale of zero: the epsilon of bfloat16. */
const leastScale = 2 ** -7;
/** Half the range of signed 4-bit integers, −8 … 7, which compressed-tensors divides the largest weight by. */
const halfInt4Range = 7.5;

/**
 * FP8 E4M3 with one scale a row (output channel): scale = max|w| / 448, both rounded to bfloat16, as
 * compressed-tensors' `calculate_qparams` and `quantize` compute on bfloat16 weights. Finite weights only.
 */
export function quantiseFloat8Rows({ halves, columns }: WeightRows): QuantisedRows {
  const rows = halves.length / columns;
  const weights = new Uint8Array(halves.length);
  const scales = new Uint16Array(rows);
  const table = float8Table();
  const row = new BrainFloats(columns);
  for (let index = 0; index < rows; index += 1) {
    const start = index * columns;
    const scale = scaleFor(largestMagnitude(halves, start, start + columns), largestFloat8);
    scales[index] = brainFloatBits(scale);
    divide(row, halves, start, columns, scale);
    for (let column = 0; column < columns; column += 1) {
      weights[start + column] = table[row.roundedBits(column)] ?? 0;
    }
  }
  return { weights, scales };
}

/**
 * Symmetric signed 4-bit integers with one scale a group of neighbouring weights of a row: scale =
 * max|w| / 7.5 in bfloat16; eight weights in an int32, the first in its lowest bits, each plus eight
 * (compressed-tensors' `pack_to_int32`). `columns` is a multiple of `groupSize` and of eight.
 */
export function quantiseInt4Rows({ halves }: WeightRows, groupSize: number): QuantisedRows {
  const groups = halves.length / groupSize;
  const weights = new Uint8Array(halves.length / 2);
  const scales = new Uint16Array(groups);
  const table = int4Table();
  const group = new BrainFloats(groupSize);
  for (let index = 0; index < groups; index += 1) {
    const start = index * groupSize;
    const scale = scaleFor(largestMagnitude(halves, start, start + groupSize), halfInt4Range);
    scales[index] = brainFloatBits(scale);
    divide(group, halves, start, groupSize, scale);
    for (let place = 0; place < groupSize; place += 2) {
      const low = table[group.roundedBits(place)] ?? 0;
      const high = table[group.roundedBits(place + 1)] ?? 0;
      weights[(start + place) >> 1] = low | (high << 4);
    }
  }
  return { weights, scales };
}

/** Whether a row holds NaN or an infinity: the place of the first, or −1. */
export function firstNotFinite(halves: Uint16Array): number {
  return halves.findIndex((half) => (half & 0x7f80) === 0x7f80);
}

function scaleFor(largest: number, range: number): number {
  return roundToBrainFloat(largest / range) || leastScale;
}

/** Magnitudes of bfloat16 order like their bits without the sign. */
function largestMagnitude(halves: Uint16Array, start: number, end: number): number {
  let bits = 0;
  for (let index = start; index < end; index += 1) {
    const magnitude = (halves[index] ?? 0) & 0x7fff;
    if (magnitude > bits) bits = magnitude;
  }
  const value = new BrainFloats(1);
  value.setBits(0, bits);
  return value.floats[0] ?? 0;
}

function divide(
  target: BrainFloats,
  halves: Uint16Array,
  start: number,
  length: number,
  scale: number,
): void {
  const { floats, words } = target;
  for (let index = 0; index < length; index += 1) {
    words[index] = (halves[start + index] ?? 0) << 16;
    floats[index] = (floats[index] ?? 0) / scale;
  }
}

let float8: Uint8Array | undefined;
let int4: Uint8Array | undefined;

function float8Table(): Uint8Array {
  float8 ??= clampedFloat8Table();
  return float8;
}

/** A bfloat16's 4-bit integer plus eight: clamped to −8 … 7, rounded to the nearest, ties to even. */
function int4Table(): Uint8Array {
  if (int4) return int4;
  const value = new BrainFloats(1);
  int4 = Uint8Array.from({ length: 1 << 16 }, (_, half) => {
    value.setBits(0, half);
    const clamped = Math.max(-8, Math.min(7, value.floats[0] ?? 0));
    const below = Math.floor(clamped);
    const isTie = clamped - below === 0.5;
    return (isTie && below % 2 === 0 ? below : Math.round(clamped)) + 8;
  });
  return int4;
}
