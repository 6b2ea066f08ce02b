import { mix } from '../hash.ts';
import { skeletonCode } from '../skeleton.ts';
import { gap, isCapital, shapeOf } from './features.ts';
import type { LineWords } from './line-words.ts';

/**
 * What the network for a last и (izofat or ӣ) sees: the word's own letters, and three words on either side
 * by their letters, their endings and what is between.
 */
const reach = 3;
/** Place 0 is the word itself, then come the words before and after it alternating, the nearest first. */
export const finalPlaceCount = 1 + 2 * reach;
/** The first features name the word: in training they are left out at times, as if the word were new. */
export const namingFeatures = 5;

const limit = 9 + 2 * reach * 7;
/** The features of the word that was described last: their hashes, and the place of each. */
export const finalHashes = new Int32Array(limit);
export const finalPlaces = new Uint8Array(limit);

const endings = new Int32Array(5);
const longEnding = 0x77;
let count = 0;

function add(place: number, hash: number): void {
  finalPlaces[count] = place;
  finalHashes[count] = mix(hash, place === 0 ? 0 : 1);
  count += 1;
}

/**
 * Describes a word of a line that ends in и or ӣ in {@link finalHashes} and {@link finalPlaces}; returns how
 * many features it has. `endsInLongI` says of each word before it whether it ends in ӣ.
 */
export function finalFeatures(text: string, words: LineWords, word: number, endsInLongI: Uint8Array): number {
  const start = words.starts[word] ?? 0;
  const end = words.ends[word] ?? 0;
  count = 0;
  hashEndings(text, start, end - 1, 0x22);
  add(0, hashOf(text, start, end, 0x11));
  add(0, hashOf(text, start, end - 1, 0x44));
  add(0, hashOf(text, start, Math.min(end - 1, start + 3), 0x33));
  add(0, endings[3] ?? 0);
  add(0, endings[4] ?? 0);
  for (let length = 0; length < 3; length += 1) add(0, endings[length] ?? 0);
  add(0, 0x1000 + shapeOf(text, start, end, words.gaps[word] ?? 0));
  for (let step = 1; step <= reach; step += 1) {
    addNeighbour(
      text,
      words,
      word - step,
      2 * step - 1,
      words.gaps[word - step + 1] ?? gap.lineEnd,
      endsInLongI,
    );
    addNeighbour(text, words, word + step, 2 * step, words.gaps[word + step] ?? gap.lineEnd, undefined);
  }
  return count;
}

function addNeighbour(
  text: string,
  words: LineWords,
  word: number,
  place: number,
  between: number,
  endsInLongI: Uint8Array | undefined,
): void {
  if (word < 0 || word >= words.count) {
    add(place, 0x2000 + gap.lineEnd);
    return;
  }
  const start = words.starts[word] ?? 0;
  const end = words.ends[word] ?? 0;
  const long = endsInLongI?.[word] === 1 ? longEnding : 0;
  add(place, 0x2000 + between);
  add(place, hashOf(text, start, end, 0x44 + long));
  hashEndings(text, start, end, 0x55 + long);
  for (let length = 0; length < 4 && length <= end - start; length += 1) add(place, endings[length] ?? 0);
  if (isCapital(text.charCodeAt(start))) add(place, 0x3000);
}

function hashOf(text: string, from: number, to: number, kind: number): number {
  let hash = kind;
  for (let index = from; index < to; index += 1) hash = mix(hash, skeletonCode(text.charCodeAt(index)));
  return hash;
}

/** Hashes of the last one, two … five letters before an offset; what is before the word counts as one. */
function hashEndings(text: string, start: number, end: number, kind: number): void {
  let hash = kind;
  for (let length = 0; length < 5; length += 1) {
    const index = end - 1 - length;
    hash = mix(hash, index < start ? 0xff : skeletonCode(text.charCodeAt(index)));
    endings[length] = mix(hash, 0x60 + length);
  }
}
