import { decode } from '../encoding/decoders.ts';
import { detectEncoding } from '../encoding/detect-encoding.ts';

// Source of the layout: Microsoft, "Word 6.0 Binary File Format" (1994), the file information block.
const identifiers = { word2: 0xa5db, word6: 0xa5dc };
const complexFlag = 0x0004;
const encryptedFlag = 0x0100;
const [flagsAt, languageAt, textStartAt, textEndAt, piecesAt] = [0x0a, 0x06, 0x18, 0x1c, 0x160];
const pieceBytes = 8;

/** What a WordDocument stream says about itself. */
export interface WordHead {
  /** Word 6.0 or 95 (1993–1996), not Word 97–2003. */
  readonly isOld: boolean;
  readonly isEncrypted: boolean;
}

/** Reads the beginning of a WordDocument stream; undefined when it is none. */
export function wordHead(stream: Buffer): WordHead | undefined {
  if (stream.length < 0x20) return undefined;
  const identifier = stream.readUInt16LE(0);
  if ((identifier & 0xff00) !== 0xa500) return undefined;
  return {
    isOld: identifier === identifiers.word6 || identifier === identifiers.word2,
    isEncrypted: (stream.readUInt16LE(flagsAt) & encryptedFlag) !== 0,
  };
}

/**
 * The text of a Word 6.0 or 95 document, as Word 97's is given: a tab behind each cell, a line feed behind each
 * paragraph and row. Undefined when its table of pieces is damaged.
 */
export function readWord95(stream: Buffer): string | undefined {
  const pieces = piecesOf(stream);
  if (!pieces) return undefined;
  const text = decodeBytes(Buffer.concat(pieces), stream.readUInt16LE(languageAt));
  return Array.from(withoutFieldCodes(text), plainLetter)
    .join('')
    .replace(/\t\t(?=[^\t\n]|$)/g, '\t\n');
}

/** Marks of Word in its text: the ends of cells, lines, pages and paragraphs, hyphens of two kinds. */
function plainLetter(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code >= 0x20 || code === 0x09 || code === 0x0a) return letter;
  if (code === 0x07) return '\t';
  if (code === 0x0d || (code >= 0x0b && code <= 0x0e)) return '\n';
  return code === 0x1e ? '-' : '';
}

function piecesOf(stream: Buffer): Buffer[] | undefined {
  const isComplex = (stream.readUInt16LE(flagsAt) & complexFlag) !== 0;
  const simple = [stream.subarray(stream.readUInt32LE(textStartAt), stream.readUInt32LE(textEndAt))];
  if (!isComplex || stream.length < piecesAt + 8) return simple;
  let at = stream.readUInt32LE(piecesAt);
  const end = at + stream.readUInt32LE(piecesAt + 4);
  // Formatting comes first; the table of pieces is the part of type 2.
  while (at + 3 <= end && end <= stream.length && stream[at] === 1) at += 3 + stream.readUInt16LE(at + 1);
  if (at + 5 > stream.length || stream[at] !== 2) return undefined;
  const count = Math.floor((stream.readUInt32LE(at + 1) - 4) / (4 + pieceBytes));
  const places = at + 5;
  const table = places + 4 * (count + 1);
  if (count < 1 || table + pieceBytes * count > stream.length) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const length = stream.readUInt32LE(places + 4 * (index + 1)) - stream.readUInt32LE(places + 4 * index);
    const start = stream.readUInt32LE(table + pieceBytes * index + 2);
    return stream.subarray(start, start + Math.max(0, length));
  });
}

/** Primary languages that are written in Cyrillic: Bulgarian, Russian, Ukrainian, Belarusian, Tajik. */
const cyrillicLanguages = new Set([0x02, 0x19, 0x22, 0x23, 0x28]);

function decodeBytes(bytes: Buffer, language: number): string {
  const printable = Buffer.from(bytes.filter((byte) => byte >= 0x20 || byte === 0x0d));
  const detection = detectEncoding(printable);
  if ('encoding' in detection && detection.encoding !== 'utf-8') return decode(detection.encoding, bytes);
  const page = cyrillicLanguages.has(language & 0x3ff) ? 'windows-1251' : 'windows-1252';
  return new TextDecoder(page).decode(bytes);
}

/** Fields are marked 13 code 14 result 15; only results are text. */
function withoutFieldCodes(text: string): string {
  let kept = '';
  const isCode: boolean[] = [];
  for (const letter of text) {
    const code = letter.charCodeAt(0);
    if (code === 0x13) isCode.push(true);
    else if (code === 0x14) isCode.splice(-1, 1, false);
    else if (code === 0x15) isCode.pop();
    else if (!isCode.includes(true)) kept += letter;
  }
  return kept;
}
