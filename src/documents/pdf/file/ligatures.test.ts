import { expect, test } from 'vitest';
import { isReject } from '../../reader.ts';
import { readBytes } from '../../testing/read-file.ts';
import { assemble, stream } from '../../testing/tiny-pdf.ts';
import { pdfReader } from '../reader.ts';

const utf16 = (text: string) =>
  [...text].map((letter) => (letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');

/** The text of a line whose glyphs are drawn from left to right, each standing for these letters. */
async function textOf(glyphs: readonly string[]): Promise<string> {
  const codes = [...new Set(glyphs)];
  const codeOf = (glyph: string) => (codes.indexOf(glyph) + 33).toString(16);
  const pdf = assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [5 0 R] >>',
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R /FirstChar 0 /LastChar 255
/Widths [${Array<number>(256).fill(500).join(' ')}] >>`,
    stream(`/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def
1 begincodespacerange <00> <FF> endcodespacerange
${codes.length} beginbfchar ${codes.map((glyph) => `<${codeOf(glyph)}> <${utf16(glyph)}>`).join('\n')} endbfchar endcmap end end`),
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents 6 0 R >>`,
    stream(`BT /F 12 Tf 1 0 0 1 50 700 Tm <${glyphs.map(codeOf).join('')}> Tj ET`),
  ]);
  const [outcome] = await readBytes(pdfReader, pdf);
  if (!outcome || isReject(outcome)) throw new Error(`rejected: ${outcome?.reason}`);
  return outcome.text;
}

/** A word as it is drawn: its last glyph stands leftmost. */
const drawn = (...glyphs: readonly string[]) => glyphs.toReversed();

test.each([
  ['inside a word', ['ا', 'ل', 'م', 'ش', 'ك', 'لا', 'ت'], 'المشكلات'],
  ['behind alef', ['ا', 'لإ', 'ن', 'ت', 'ا', 'ج'], 'الإنتاج'],
  ['as one sign of presentation', ['ا', 'ل', 'م', 'ش', 'ك', '\uFEFC', 'ت'], 'المشكلات'],
  ['at the start of a Persian word', ['لا', 'ز', 'م'], 'لازم'],
  ['of three letters', ['م', 'ح', 'مّد'], 'محمّد'],
] as const)('a ligature %s keeps the order of its letters', async (_, glyphs, word) => {
  expect(await textOf(drawn(...glyphs))).toBe(word);
});

test('a ligature of Latin letters keeps it as well', async () => {
  expect(await textOf(['o', 'ffi', 'c', 'e'])).toBe('office');
});
