import { byteTokenText } from './tokenizer-file.ts';

/** Writes a chunk as the ids of its characters (or of their UTF-8 bytes); returns how many. */
export type Spell = (units: Uint16Array, start: number, end: number, ids: Int32Array) => number;

/** Most ids that one UTF-16 unit can need: three UTF-8 bytes. */
export const longestSpelling = 3;

const noToken = -1;
const replacement = 0xfffd;

/**
 * Spells characters by their tokens, and those without a token by their UTF-8 bytes. A lone
 * surrogate is U+FFFD, as in every UTF-8 encoder.
 */
export function createSpell(vocabulary: ReadonlyMap<string, number>): Spell {
  const single = new Int32Array(65536).fill(noToken);
  const astral = new Map<number, number>();
  for (const [text, id] of vocabulary) {
    const point = text.codePointAt(0) ?? 0;
    if (text.length === 1) single[point] = id;
    else if (text.length === 2 && point > 0xffff) astral.set(point, id);
  }
  const bytes = Int32Array.from({ length: 256 }, (_, byte) => vocabulary.get(byteTokenText(byte)) ?? noToken);

  function spellBytes(point: number, ids: Int32Array, at: number): number {
    const put = (index: number, byte: number) => {
      ids[at + index] = bytes[byte] ?? noToken;
    };
    const tail = (shift: number) => 0x80 | ((point >> shift) & 0x3f);
    if (point < 0x80) {
      put(0, point);
      return 1;
    }
    if (point < 0x800) {
      put(0, 0xc0 | (point >> 6));
      put(1, tail(0));
      return 2;
    }
    if (point < 0x10000) {
      put(0, 0xe0 | (point >> 12));
      put(1, tail(6));
      put(2, tail(0));
      return 3;
    }
    put(0, 0xf0 | (point >> 18));
    put(1, tail(12));
    put(2, tail(6));
    put(3, tail(0));
    return 4;
  }

  return (units, start, end, ids) => {
    let count = 0;
    for (let place = start; place < end; place += 1) {
      let point = units[place] ?? 0;
      if (point >= 0xd800 && point <= 0xdfff) {
        const low = place + 1 < end ? (units[place + 1] ?? 0) : 0;
        if (point <= 0xdbff && low >= 0xdc00 && low <= 0xdfff) {
          point = (point - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
          place += 1;
        } else point = replacement;
      }
      const id = point < 0x10000 ? (single[point] ?? noToken) : (astral.get(point) ?? noToken);
      if (id === noToken) count += spellBytes(point, ids, count);
      else {
        ids[count] = id;
        count += 1;
      }
    }
    return count;
  };
}
