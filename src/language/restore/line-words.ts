import { outside, skeletonCode } from '../skeleton.ts';
import {
  gap,
  type Neighbour,
  nearOf,
  neighbourOf,
  noNeighbour,
  tailOf,
  wordFeatureLimit,
  wordFeatures,
} from './features.ts';
import { plainIndex, specialIndex } from './letters.ts';

/** What the restorer knows of a word form, whatever stands beside it. */
export interface WordForm {
  /** Places of the letters that are decided. */
  readonly places: Uint8Array;
  /** Features of all places, one place after the other; `featureEnds[i]` closes those of place i. */
  readonly features: Int32Array;
  readonly featureEnds: Uint16Array;
  readonly wholes: Int32Array;
  readonly tails: Int32Array;
  readonly nears: Int32Array;
  readonly neighbour: Neighbour;
  /** Whether the word ends in и or ӣ. */
  readonly endsInI: boolean;
}

/** Longer runs of letters are not words; they are left alone. */
export const longestWord = 48;

const codes = new Uint8Array(longestWord);
const letterI = skeletonCode('и'.charCodeAt(0));
const scratch = new Int32Array(wordFeatureLimit);

/** Describes the word between two offsets of a text. */
export function describeWord(text: string, start: number, end: number): WordForm {
  const length = end - start;
  const places: number[] = [];
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(start + index);
    codes[index] = skeletonCode(unit);
    if (unit < 0x500 && ((plainIndex[unit] ?? 0) > 0 || (specialIndex[unit] ?? 0) > 0)) places.push(index);
  }
  const features: number[] = [];
  const featureEnds = new Uint16Array(places.length);
  const wholes = new Int32Array(places.length);
  const tails = new Int32Array(places.length);
  const nears = new Int32Array(places.length);
  for (const [number, place] of places.entries()) {
    const count = wordFeatures(codes, length, place, scratch);
    for (let feature = 0; feature < count; feature += 1) features.push(scratch[feature] ?? 0);
    featureEnds[number] = features.length;
    wholes[number] = scratch[count - 1] ?? 0;
    tails[number] = tailOf(codes, length, place);
    nears[number] = nearOf(codes, length, place);
  }
  return {
    places: Uint8Array.from(places),
    features: Int32Array.from(features),
    featureEnds,
    wholes,
    tails,
    nears,
    endsInI: length > 0 && codes[length - 1] === letterI,
    neighbour: places.length === 0 && length === 0 ? noNeighbour : neighbourOf(codes, length),
  };
}

/** The words of one line: offsets and what stands between them. Reused from line to line. */
export class LineWords {
  count = 0;
  starts = new Int32Array(256);
  ends = new Int32Array(256);
  /** `gaps[i]` stands before word i; `gaps[count]` after the last one. */
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
