import { spaceMark } from './tokenizer-file.ts';

const markUnit = spaceMark.charCodeAt(0);
const newlineUnit = 0x0a;
const tabUnit = 0x09;

/** Says where text can be cut into chunks that are encoded each on its own. */
export interface Chunker {
  /** The end of the chunk that begins at `start`, at most `end`. */
  chunkEnd(units: Uint16Array, start: number, end: number): number;
}

/**
 * Chunks are `▁+[^▁\n\t]*`, `[^▁\n\t]+`, `\n+` and `\t+` (UTF-16 units, spaces already U+2581). They can
 * be encoded apart because no token reaches over such a cut, except a few, such as `>▁</`: a
 * cut that one of the given tokens contains is not made where the text looks like it.
 */
export function createChunker(tokens: Iterable<string>): Chunker {
  const before = new Uint8Array(65536);
  const joins = new Set<string>();
  for (const token of tokens) {
    for (let cut = 1; cut < token.length; cut += 1) {
      if (!isCut(token.charCodeAt(cut - 1), token.charCodeAt(cut))) continue;
      before[token.charCodeAt(cut - 1)] = 1;
      joins.add(token.slice(cut - 1, cut + 2));
    }
  }

  function isJoined(units: Uint16Array, cut: number, end: number): boolean {
    const left = units[cut - 1] ?? 0;
    if (before[left] === 0) return false;
    const text = String.fromCharCode(left, units[cut] ?? 0);
    // A token that ends just after the cut joins whatever follows.
    if (joins.has(text)) return true;
    return cut + 1 < end && joins.has(text + String.fromCharCode(units[cut + 1] ?? 0));
  }

  return {
    chunkEnd(units, start, end) {
      let left = units[start] ?? 0;
      for (let cut = start + 1; cut < end; cut += 1) {
        const right = units[cut] ?? 0;
        if (isCut(left, right) && !isJoined(units, cut, end)) return cut;
        left = right;
      }
      return end;
    },
  };
}

function isCut(left: number, right: number): boolean {
  if (right === markUnit || right === newlineUnit || right === tabUnit) return left !== right;
  return left === newlineUnit || left === tabUnit;
}
