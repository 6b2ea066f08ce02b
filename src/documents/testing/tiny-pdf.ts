import { deflateSync } from 'node:zlib';
import { letterWidth } from './made-pages/letter-widths.ts';

/** A line at its place; a plain string stands under the line before. */
export type TinyLine = string | TinyText;

/** Text at a place, in points from the lower left corner. */
export interface TinyText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Size of the letters; 12 when absent. */
  readonly size?: number;
}

/** What a test PDF holds. */
export interface TinyPdf {
  /** Pages of lines, top to bottom. */
  readonly pages: readonly (readonly TinyLine[])[];
  /** Asks for a password that is not the empty one. */
  readonly isProtected?: boolean;
  /** Cyrillic at the places of Western letters, and nothing in the file says so. */
  readonly isWindows1251?: boolean;
  /** Drawn over each page that has no lines. */
  readonly picture?: TinyPicture;
  /** Operators that each page begins with: lines and rectangles. */
  readonly drawn?: string;
  /** Letters are as wide as in a book face instead of all the same. */
  readonly isProportional?: boolean;
  /** Letters are numbered from this code on, and nothing in the file says which they are. */
  readonly lettersFrom?: number;
}

/** A picture in shades of grey, a byte a dot. */
export interface TinyPicture {
  readonly width: number;
  readonly height: number;
  readonly dots: Uint8Array;
}

/** Width of every letter in units of its size. */
export const tinyLetterWidth = 0.5;

/**
 * The bytes of a small PDF, written by hand: one font whose codes are mapped to Unicode, so that any
 * letter can be in its text layer (at most 200 different ones).
 */
export function tinyPdf({
  pages,
  isProtected = false,
  isWindows1251 = false,
  picture,
  drawn = '',
  isProportional = false,
  lettersFrom,
}: TinyPdf): Buffer {
  const encode = isWindows1251 ? windows1251Codes() : numberedCodes(pages, lettersFrom ?? 33);
  const pageNumber = (index: number) => 6 + 2 * index;
  const kids = pages.map((_, index) => `${pageNumber(index)} 0 R`).join(' ');
  const named = lettersFrom === undefined ? '/ToUnicode 4 0 R' : '';
  const toUnicode = isWindows1251 ? '/Encoding /WinAnsiEncoding' : named;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ${toUnicode} /FirstChar 0 /LastChar 255
/Widths [${widthsOf(isProportional ? encode : new Map()).join(' ')}] >>`,
    stream(characterMap(encode)),
    pictureObject(picture ?? { width: 1, height: 1, dots: Uint8Array.of(0) }),
  ];
  for (const [index, lines] of pages.entries()) {
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]
/Resources << /Font << /F 3 0 R >> /XObject << /P 5 0 R >> >> /Contents ${pageNumber(index) + 1} 0 R >>`,
    );
    const isPicture = picture !== undefined && lines.length === 0;
    objects.push(
      stream(isPicture ? 'q 595 0 0 842 0 0 cm /P Do Q' : `${drawn}\n${shownText(lines, encode)}`),
    );
  }
  return assemble(objects, isProtected);
}

type Codes = ReadonlyMap<string, number>;

function widthsOf(codes: Codes): number[] {
  const widths = Array<number>(256).fill(tinyLetterWidth * 1000);
  for (const [letter, code] of codes) widths[code] = letterWidth(letter);
  return widths;
}

function numberedCodes(pages: TinyPdf['pages'], first: number): Codes {
  const lines = pages.flat().map((line) => (typeof line === 'string' ? line : line.text));
  return new Map([...new Set(lines.join(''))].map((letter, index) => [letter, index + first]));
}

function windows1251Codes(): Codes {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  return new Map([...new TextDecoder('windows-1251').decode(bytes)].map((letter, byte) => [letter, byte]));
}

function characterMap(codes: Codes): string {
  const mappings = [...codes].map(([letter, code]) => `<${hex(code, 2)}> <${utf16(letter)}>`);
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def
1 begincodespacerange <00> <FF> endcodespacerange
${mappings.length} beginbfchar
${mappings.join('\n')}
endbfchar endcmap end end`;
}

function shownText(lines: readonly TinyLine[], codes: Codes): string {
  const top = 780;
  const shown = lines.map((line, index) => {
    const {
      text,
      x,
      y,
      size = 12,
    } = typeof line === 'string' ? { text: line, x: 50, y: top - 14 * index } : line;
    const bytes = [...text].map((letter) => hex(codes.get(letter) ?? 0, 2)).join('');
    return `/F ${size} Tf 1 0 0 1 ${x} ${y} Tm <${bytes}> Tj`;
  });
  return `BT\n${shown.join('\n')}\nET`;
}

function pictureObject({ width, height, dots }: TinyPicture): string {
  const head = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8`;
  return stream(Buffer.from(dots).toString('latin1'), head);
}

/** A file of these objects (numbered from 1; the first is the catalogue), whatever they hold. */
export function assemble(objects: readonly string[], isProtected = false): Buffer {
  const parts = ['%PDF-1.4\n'];
  let length = parts[0]?.length ?? 0;
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    const part = `${index + 1} 0 obj\n${object}\nendobj\n`;
    offsets.push(length);
    parts.push(part);
    length += part.length;
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const any = 'AB'.repeat(32);
  const encrypt = isProtected
    ? `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${any}> /U <${any}> >> /ID [<01> <01>]`
    : '';
  const size = objects.length + 1;
  parts.push(
    `xref\n0 ${size}\n0000000000 65535 f \n${entries}`,
    `trailer\n<< /Size ${size} /Root 1 0 R ${encrypt} >>\nstartxref\n${length}\n%%EOF\n`,
  );
  return Buffer.from(parts.join(''), 'latin1');
}

/** A stream object; what `dictionary` names is in it beside the length. */
export function stream(content: string, dictionary = ''): string {
  return `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** A file of pages that each show one content stream; a string is the stream's object. */
export function pagesOf(contents: readonly string[]): Buffer {
  const kids = contents.map((_, index) => `${4 + 2 * index} 0 R`).join(' ');
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${contents.length} /Kids [${kids}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
      content,
    ]),
  ]);
}

/** A content stream as most files have it: packed, so that little can become much. */
export function packedStream(content: Uint8Array): string {
  return stream(deflateSync(content).toString('latin1'), '/Filter /FlateDecode');
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0').toUpperCase();
}

function utf16(letter: string): string {
  return [...letter].map((part) => hex(part.codePointAt(0) ?? 0, 4)).join('');
}
