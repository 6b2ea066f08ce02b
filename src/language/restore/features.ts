import { mix } from '../hash.ts';

/**
 * The features by which a letter is decided: hashes of what is around it. Those of the word itself
 * can be kept from one occurrence to the next; those of the neighbouring words cannot.
 */

/** How many features a letter has inside its word at most, and how many by the neighbouring words. */
export const wordFeatureLimit = 24;
export const contextFeatureLimit = 24;

/** What is between two words, as the features see it. */
export const gap = { lineEnd: 1, space: 2, comma: 3, stop: 4, hyphen: 5, other: 6 } as const;

/** Neighbouring word as the features see it: hashes. */
export interface Neighbour {
  readonly whole: number;
  /** Its last three letters. */
  readonly ending: number;
  /** Its first three letters. */
  readonly beginning: number;
  /** The code of its last letter. */
  readonly last: number;
}

export const noNeighbour: Neighbour = { whole: 17, ending: 18, beginning: 19, last: 0 };

/** Hashes of a word by its codes. */
export function neighbourOf(codes: Uint8Array, length: number): Neighbour {
  let whole = 0x51ed;
  for (let index = 0; index < length; index += 1) whole = mix(whole, codes[index] ?? 0);
  let ending = 0x77;
  for (let index = Math.max(0, length - 3); index < length; index += 1)
    ending = mix(ending, codes[index] ?? 0);
  let beginning = 0x99;
  for (let index = 0; index < Math.min(3, length); index += 1) beginning = mix(beginning, codes[index] ?? 0);
  return { whole, ending, beginning, last: codes[length - 1] ?? 0 };
}

// Pairs of how many letters to the left and to the right one feature takes in.
const spans = [
  [1, 1],
  [1, 2],
  [2, 1],
  [2, 2],
  [3, 1],
  [1, 3],
  [3, 3],
  [4, 2],
  [2, 4],
] as const;
const reach = 6;
const left = new Int32Array(reach + 1);
const right = new Int32Array(reach + 1);

/**
 * Writes the features of the letter at `index` of a word into `target` and returns how many they are.
 * The last one is the hash of the whole word with the place, which the context features build on.
 */
export function wordFeatures(codes: Uint8Array, length: number, index: number, target: Int32Array): number {
  const letter = codes[index] ?? 0;
  const last = length - 1;
  const toLeft = Math.min(reach, index + 1);
  const toRight = Math.min(reach, last - index + 1);
  let hash = mix(0x1234567, letter);
  left[0] = hash;
  for (let step = 1; step <= toLeft; step += 1) {
    hash = mix(hash, index - step < 0 ? 0xff : (codes[index - step] ?? 0));
    left[step] = hash;
  }
  hash = mix(0x89abcd, letter);
  right[0] = hash;
  for (let step = 1; step <= toRight; step += 1) {
    hash = mix(hash, index + step > last ? 0xff : (codes[index + step] ?? 0));
    right[step] = hash;
  }
  let count = 0;
  for (let step = 1; step <= toLeft; step += 1) target[count++] = mix(left[step] ?? 0, 0x100 + step);
  for (let step = 1; step <= toRight; step += 1) target[count++] = mix(right[step] ?? 0, 0x200 + step);
  for (const [before, after] of spans) {
    if (before > toLeft || after > toRight) continue;
    target[count++] = mix(mix(left[before] ?? 0, right[after] ?? 0), 0x300 + before * 8 + after);
  }
  let whole = mix(0x5eed, index);
  for (let step = 0; step < length; step += 1) whole = mix(whole, codes[step] ?? 0);
  target[count++] = whole;
  return count;
}

/** The hash of the end of a word from two letters before `index` on: what inflection shows. */
export function tailOf(codes: Uint8Array, length: number, index: number): number {
  let tail = mix(0xabc, length - index);
  for (let step = Math.max(0, index - 1); step < length; step += 1) tail = mix(tail, codes[step] ?? 0);
  return tail;
}

/** What the features of a letter see of its word and of the words beside it. */
export interface Context {
  whole: number;
  tail: number;
  near: number;
  /** The letter with two before it, and with two after it. */
  leftNear: number;
  rightNear: number;
  /** Whether the letter is и at the end of its word: izofat or ӣ, which the neighbours decide. */
  isFinal: boolean;
  before: Neighbour;
  /** Whether the word before ends in ӣ. */
  isAfterLongI: boolean;
  gapBefore: number;
  after: Neighbour;
  gapAfter: number;
  shape: number;
}

/** A context to fill in, again and again. */
export function emptyContext(): Context {
  return {
    whole: 0,
    tail: 0,
    near: 0,
    leftNear: 0,
    rightNear: 0,
    isFinal: false,
    before: noNeighbour,
    isAfterLongI: false,
    gapBefore: 0,
    after: noNeighbour,
    gapAfter: 0,
    shape: 0,
  };
}

/** Writes the features that a letter has by the words beside its own; returns how many they are. */
export function contextFeatures(context: Context, target: Int32Array): number {
  const { whole, tail, before, after, gapBefore, gapAfter, shape } = context;
  target[0] = mix(mix(whole, before.whole), 0x401 + gapBefore);
  target[1] = mix(mix(whole, after.whole), 0x411 + gapAfter);
  target[2] = mix(mix(tail, before.whole), 0x421);
  target[3] = mix(mix(tail, after.whole), 0x431 + gapAfter);
  target[4] = mix(mix(tail, before.ending), 0x441 + gapBefore);
  target[5] = mix(mix(tail, after.ending), 0x451 + gapAfter);
  target[6] = mix(whole, 0x461 + gapAfter);
  target[7] = mix(tail, 0x471 + gapAfter * 8 + gapBefore);
  target[8] = mix(mix(context.near, shape), 0x4b1);
  target[9] = mix(mix(tail, shape), 0x4c1 + gapAfter);
  target[10] = mix(mix(context.leftNear, shape), 0x551);
  target[11] = mix(mix(context.rightNear, shape), 0x552);
  target[12] = mix(mix(mix(context.leftNear, context.rightNear), shape), 0x553);
  target[13] = mix(mix(whole, shape), 0x554);
  if (!context.isFinal) return 14;
  const last = mix(before.last, context.isAfterLongI ? 0x51 : 0x52 + gapBefore);
  target[14] = mix(mix(whole, after.ending), 0x491);
  target[15] = mix(mix(tail, after.beginning), 0x4d1 + gapAfter);
  target[16] = mix(mix(mix(tail, after.ending), before.ending), 0x4a1 + gapAfter);
  target[17] = mix(mix(mix(tail, after.beginning), before.ending), 0x4e1 + gapAfter);
  target[18] = mix(mix(last, after.whole), 0x4f1 + gapAfter);
  target[19] = mix(mix(last, after.last), 0x501 + gapAfter);
  target[20] = mix(mix(whole, last), 0x511 + gapAfter);
  target[21] = mix(mix(tail, last), 0x521 + gapAfter);
  target[22] = mix(mix(mix(tail, last), after.whole), 0x531 + gapAfter);
  target[23] = mix(after.whole, 0x541 + gapAfter);
  return contextFeatureLimit;
}

/** The hash of a letter with as many letters before it and after it as are named. */
export function nearOf(
  codes: Uint8Array,
  length: number,
  index: number,
  before: number,
  after: number,
): number {
  let near = 0xdef;
  for (let step = index - before; step <= index + after; step += 1) {
    near = mix(near, step < 0 || step >= length ? 0xff : (codes[step] ?? 0));
  }
  return near;
}

/** Capitals: 0 none, 1 at the start of a sentence, 2 inside one, 3 the whole word. */
export function shapeOf(text: string, start: number, end: number, gapBefore: number): number {
  if (!isCapital(text.charCodeAt(start))) return 0;
  if (end - start > 1 && isCapital(text.charCodeAt(start + 1))) return 3;
  return gapBefore === gap.lineEnd || gapBefore === gap.stop ? 1 : 2;
}

/** Whether a UTF-16 unit is a Cyrillic capital. */
export function isCapital(unit: number): boolean {
  return (unit >= 0x400 && unit < 0x430) || (unit >= 0x490 && unit < 0x500 && (unit & 1) === 0);
}
