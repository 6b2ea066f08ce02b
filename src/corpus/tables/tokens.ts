/** What a token is. */
export const tokenKind = { word: 1, number: 2, punctuation: 3 } as const;

/** The tokens of a text in order, as typed arrays: millions of them cost no objects. */
export interface Tokens {
  readonly count: number;
  /** How many are words or numbers. */
  readonly wordCount: number;
  /** UTF-16 offsets. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** A {@link tokenKind}: a word has a letter, a number has digits only. */
  readonly kinds: Uint8Array;
  /** 64-bit hash of the lower-case token, in two halves. */
  readonly hashHigh: Uint32Array;
  readonly hashLow: Uint32Array;
}

const characterClass = { space: 0, letter: 1, digit: 2, joiner: 3, other: 4 } as const;

const classes = new Uint8Array(0x10000).fill(characterClass.other);
const lowerCase = new Uint16Array(0x10000);
for (let code = 0; code < 0x10000; code += 1) {
  const character = String.fromCharCode(code);
  const lower = character.toLowerCase();
  lowerCase[code] = lower.length === 1 ? lower.charCodeAt(0) : code;
  if (/[\p{L}\p{M}]/u.test(character)) classes[code] = characterClass.letter;
  else if (/\p{N}/u.test(character)) classes[code] = characterClass.digit;
  else if (/\s/.test(character)) classes[code] = characterClass.space;
  else if (/[-’'ʼ]/.test(character)) classes[code] = characterClass.joiner;
}

/** The lower-case form of a UTF-16 unit. */
export function lowerUnit(unit: number): number {
  return lowerCase[unit] ?? unit;
}

/** Whether a UTF-16 unit is a letter, a mark or a digit. */
export function isWordUnit(unit: number): boolean {
  const found = classes[unit];
  return found === characterClass.letter || found === characterClass.digit;
}

let starts = new Uint32Array(1 << 14);
let ends = new Uint32Array(1 << 14);
let kinds = new Uint8Array(1 << 14);
let highs = new Uint32Array(1 << 14);
let lows = new Uint32Array(1 << 14);

function grow(): void {
  const size = starts.length * 2;
  const larger = <Numbers extends Uint32Array | Uint8Array>(from: Numbers, to: Numbers) => {
    to.set(from);
    return to;
  };
  starts = larger(starts, new Uint32Array(size));
  ends = larger(ends, new Uint32Array(size));
  kinds = larger(kinds, new Uint8Array(size));
  highs = larger(highs, new Uint32Array(size));
  lows = larger(lows, new Uint32Array(size));
}

/**
 * Cuts a text into words (letters, marks and digits; inner hyphens and apostrophes kept), numbers and
 * punctuation (a run of the same character is one token).
 */
export function scanTokens(text: string): Tokens {
  let count = 0;
  let wordCount = 0;
  const { length } = text;
  for (let index = 0; index < length; ) {
    const unit = text.charCodeAt(index);
    const sort = classes[unit];
    if (sort === characterClass.space) {
      index += 1;
      continue;
    }
    if (count === starts.length) grow();
    const start = index;
    let high = 0x9e3779b9;
    let low = 0x85ebca6b;
    let kind: number = tokenKind.punctuation;
    if (sort === characterClass.letter || sort === characterClass.digit) {
      kind = tokenKind.number;
      for (; index < length; index += 1) {
        const next = text.charCodeAt(index);
        const nextSort = classes[next];
        if (nextSort === characterClass.letter) kind = tokenKind.word;
        else if (nextSort === characterClass.joiner) {
          const after = classes[text.charCodeAt(index + 1)];
          const joins = after === characterClass.letter || after === characterClass.digit;
          if (!joins || index + 1 >= length) break;
        } else if (nextSort !== characterClass.digit) break;
        const lower = lowerCase[next] ?? 0;
        high = Math.imul(high ^ lower, 0x01000193);
        low = Math.imul(low ^ lower, 0x5bd1e995);
        low ^= low >>> 15;
      }
      wordCount += 1;
    } else {
      for (; index < length && text.charCodeAt(index) === unit; index += 1) {
        high = Math.imul(high ^ unit, 0x01000193);
        low = Math.imul(low ^ unit, 0x5bd1e995);
        low ^= low >>> 15;
      }
    }
    starts[count] = start;
    ends[count] = index;
    kinds[count] = kind;
    highs[count] = high;
    lows[count] = low;
    count += 1;
  }
  return {
    count,
    wordCount,
    starts: starts.slice(0, count),
    ends: ends.slice(0, count),
    kinds: kinds.slice(0, count),
    hashHigh: highs.slice(0, count),
    hashLow: lows.slice(0, count),
  };
}
