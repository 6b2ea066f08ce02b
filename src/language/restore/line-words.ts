import { outside, skeletonCode } from '../skeleton.ts';
import {
  type Context,
  gap,
  type Neighbour,
  nearOf,
  neighbourOf,
  tailOf,
  wordFeatureLimit,
  wordFeatures,
} from './features.ts';
import { plainIndex, specialIndex } from './letters.ts';

/** What the restorer knows of a word form, whatever is beside it. */
export interface WordForm {
  /** Places of the letters that are decided; the lists below have one number for each. */
  readonly places: readonly number[];
  /** Where the features of each place end in `features`. */
  readonly featureEnds: readonly number[];
  readonly wholes: readonly number[];
  readonly tails: readonly number[];
  readonly nears: readonly number[];
  readonly leftNears: readonly number[];
  readonly rightNears: readonly number[];
  readonly neighbour: Neighbour;
  /** Whether the word ends in и or ӣ. */
  readonly endsInI: boolean;
}

/** Longer runs of letters are not words; they are left alone. */
export const longestWord = 48;

/** The features of the word that was described last, one place after the other. */
export const features = new Int32Array(longestWord * wordFeatureLimit);

const codes = new Uint8Array(longestWord);
const letterI = skeletonCode('и'.charCodeAt(0));
const scratch = new Int32Array(wordFeatureLimit);

/** Describes the word between two offsets of a text; its features are left in {@link features}. */
export function describeWord(text: string, start: number, end: number): WordForm {
  const length = end - start;
  const places: number[] = [];
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(start + index);
    codes[index] = skeletonCode(unit);
    if (unit < 0x500 && ((plainIndex[unit] ?? 0) > 0 || (specialIndex[unit] ?? 0) > 0)) places.push(index);
  }
  const featureEnds: number[] = [];
  const wholes: number[] = [];
  const tails: number[] = [];
  const nears: number[] = [];
  const leftNears: number[] = [];
  const rightNears: number[] = [];
  let total = 0;
  for (const place of places) {
    const count = wordFeatures(codes, length, place, scratch);
    for (let index = 0; index < count; index += 1) features[total++] = scratch[index] ?? 0;
    featureEnds.push(total);
    wholes.push(scratch[count - 1] ?? 0);
    tails.push(tailOf(codes, length, place));
    nears.push(nearOf(codes, length, place, 1, 2));
    leftNears.push(nearOf(codes, length, place, 2, 0));
    rightNears.push(nearOf(codes, length, place, 0, 2));
  }
  const endsInI = length > 0 && codes[length - 1] === letterI;
  const neighbour = neighbourOf(codes, length);
  return { places, featureEnds, wholes, tails, nears, leftNears, rightNears, neighbour, endsInI };
}

/** Sets what a context says of the word and the place that is decided. */
export function setPlace(context: Context, form: WordForm, place: number): void {
  context.whole = form.wholes[place] ?? 0;
  context.tail = form.tails[place] ?? 0;
  context.near = form.nears[place] ?? 0;
  context.leftNear = form.leftNears[place] ?? 0;
  context.rightNear = form.rightNears[place] ?? 0;
  context.isFinal = form.endsInI && place === form.places.length - 1;
}

/** The words of one line: offsets and what is between them. Reused from line to line. */
export class LineWords {
  count = 0;
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  /** `gaps[i]` is before word i; `gaps[count]` after the last one. */
  gaps = new Uint8Array(257);

  /** Finds the words of the line between two offsets. */
  read(text: string, from: number, to: number): void {
    this.count = 0;
    this.gaps[0] = gap.lineEnd;
    let index = from;
    let between = gap.lineEnd as number;
    while (index < to) {
      const unit = text.charCodeAt(index);
      if (skeletonCode(unit) === outside) {
        between = gapAfter(between, unit);
        index += 1;
        continue;
      }
      const start = index;
      while (index < to && skeletonCode(text.charCodeAt(index)) !== outside) index += 1;
      if (this.count === this.starts.length) this.grow();
      this.starts[this.count] = start;
      this.ends[this.count] = index;
      this.gaps[this.count] = between;
      this.count += 1;
      between = 0;
    }
    this.gaps[this.count] = gap.lineEnd;
  }

  private grow(): void {
    const size = this.starts.length * 2;
    const starts = new Int32Array(size);
    const ends = new Int32Array(size);
    const gaps = new Uint8Array(size + 1);
    starts.set(this.starts);
    ends.set(this.ends);
    gaps.set(this.gaps);
    Object.assign(this, { starts, ends, gaps });
  }
}

/** The strongest of what has been seen since the last word and this unit. */
function gapAfter(seen: number, unit: number): number {
  let one: number = gap.other;
  if (unit === 0x20 || unit === 0x09 || unit === 0xa0) one = gap.space;
  else if (unit === 0x2c || unit === 0x3b || unit === 0x3a) one = gap.comma;
  else if (unit === 0x2e || unit === 0x21 || unit === 0x3f || unit === 0x2026) one = gap.stop;
  else if (unit === 0x2d || unit === 0x2010 || unit === 0x2011) one = gap.hyphen;
  if (seen === 0 || seen === gap.space) return one;
  return one === gap.space ? seen : Math.max(seen, one);
}
