import { characterTables, kinds } from './characters.ts';

/** Longer runs of letters are cut: no word of these languages is that long. */
export const maximumWordLength = 40;
const maximumGram = 5;
const border = 1;

/** A word that `WordReader` has found. Its letters are in `letters`, with a border before and after. */
export interface Word {
  /** A value of `kinds`: a script's place plus 1, or `otherLetter`. */
  kind: number;
  length: number;
  /** UTF-16 offsets in the text. */
  start: number;
  end: number;
  readonly letters: Uint16Array;
}

/**
 * Finds the words of a text one after the other: runs of letters of one script, folded; marks left out,
 * inner apostrophes kept. One object is reused for every word, since this runs for each word of a corpus.
 */
export class WordReader {
  readonly word: Word = {
    kind: 0,
    length: 0,
    start: 0,
    end: 0,
    letters: new Uint16Array(maximumWordLength + 2),
  };
  readonly #tables = characterTables();
  #text = '';
  #place = 0;
  #end = 0;

  /** Begins with the part of `text` from `start` to `end` (UTF-16 offsets). */
  begin(text: string, start = 0, end = text.length): void {
    this.#text = text;
    this.#place = start;
    this.#end = end;
  }

  /** Moves to the next word; false at the end of the text. */
  next(): boolean {
    const { kind, folded } = this.#tables;
    const { word } = this;
    const text = this.#text;
    const end = this.#end;
    let place = this.#place;
    let found = 0;
    while (place < end) {
      found = kind[text.charCodeAt(place)] ?? 0;
      if (found >= kinds.Cyrl && found <= kinds.otherLetter) break;
      place += 1;
    }
    if (place >= end) {
      this.#place = end;
      return false;
    }
    word.kind = found;
    word.start = place;
    let length = 0;
    while (place < end && length < maximumWordLength) {
      const unit = text.charCodeAt(place);
      const other = kind[unit] ?? 0;
      if (other === found) {
        length += 1;
        word.letters[length] = folded[unit] ?? 0;
      } else if (other === kinds.apostrophe) {
        if (place + 1 >= end || kind[text.charCodeAt(place + 1)] !== found) break;
        length += 1;
        word.letters[length] = 0x27;
      } else if (other !== kinds.ignored) break;
      place += 1;
    }
    word.letters[0] = border;
    word.letters[length + 1] = border;
    word.length = length;
    word.end = place;
    this.#place = place;
    return true;
  }
}

/** No word has more features: five end at each letter and border, and one is the whole word. */
export const maximumFeatures = (maximumWordLength + 2) * maximumGram + 1;

/**
 * Writes the rows of a word's features into `rows` from `count` on and returns the new count: character
 * n-grams of 1 to 5 letters with the word's borders, and the word. `mask` is the number of rows less 1.
 */
export function wordFeatures(word: Word, mask: number, rows: Int32Array, count: number): number {
  const { letters, length } = word;
  let written = count;
  let whole = 0x811c9dc5;
  for (let last = 1; last <= length + 1; last += 1) {
    const first = Math.max(0, last - maximumGram + 1);
    let hash = 0;
    for (let place = last; place >= first; place -= 1) {
      hash = Math.imul(hash ^ (letters[place] ?? 0), 0x9e3779b1);
      hash ^= hash >>> 15;
      // A lone border says nothing.
      if (place === last && last > length) continue;
      rows[written] = (hash ^ (hash >>> 7)) & mask;
      written += 1;
    }
    whole = Math.imul(whole ^ (letters[last] ?? 0), 0x01000193);
  }
  whole = Math.imul(whole ^ (whole >>> 15), 0x85ebca6b);
  rows[written] = (whole ^ (whole >>> 13)) & mask;
  return written + 1;
}
