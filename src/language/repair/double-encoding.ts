import { textLikeness } from '../likeness/tajik-likeness.ts';
import type { Edit } from './rewriting.ts';
import { editsOf, type RepairRule } from './rule.ts';

type CodePage = ReadonlyMap<string, number>;

const decoder = new TextDecoder('utf-8', { fatal: true });
const cyrillicDecoder = new TextDecoder('windows-1251');
const codePages = {
  cyrillic: codePage('windows-1251'),
  latin: codePage('windows-1252'),
};

/** Which byte each character above ASCII stands for. */
function codePage(encoding: string): CodePage {
  const decode = new TextDecoder(encoding);
  const bytes = new Map<string, number>();
  for (let byte = 0x80; byte < 0x100; byte += 1) {
    // Latin-1's control characters, which some programs keep where Windows has a sign.
    bytes.set(String.fromCharCode(byte < 0xa0 ? byte : 0x80), byte < 0xa0 ? byte : 0x80);
    bytes.set(decode.decode(Uint8Array.of(byte)), byte);
  }
  return bytes;
}

// UTF-8's first bytes of Cyrillic letters (D0–D3) and of quotation marks and dashes, then what may follow.
const misreadCyrillic =
  /(?:[РСТУ](?:[\u0080-\u00BF\u2010-\u203A\u20AC\u2116\u2122]|[Ѐ-Џѐ-џҐґ]|\uFFFD)|(?:В|вЂ)[\u0080-\u00BF\u2010-\u203A\u20AC\u2116\u2122Ѐ-Џѐ-џҐґ])+/g;
const misreadLatin =
  /(?:[ÐÑÒÓ][\u0080-\u00BFŒœŠšŸŽžƒˆ˜\u2010-\u203A\u20AC\u2122]|Â[«»\u00A0§]|â€[\u0080-\u00BFŒœŠšŸŽž˜\u2010-\u203A\u20AC\u2122])+/g;

/** UTF-8 that was read as an 8-bit code page and saved again. */
export const doubleEncoding: RepairRule = {
  name: 'double-encoding',
  summary: 'UTF-8 that was read as Windows-1251 or Latin-1 (РўРѕТ·РёРє, Ð¢Ð¾Ò·Ð¸Ðº) is decoded.',
  trigger:
    /[РС][\u0080-\u00BF\u2010-\u203A\u20AC\u2116\u2122Ѐ-Џѐ-џҐґ]{1,2}[РСТУ]|[ÐÑÒÓ][\u0080-\u00BFŒœŠšŸŽžƒˆ˜\u2010-\u203A\u20AC\u2122]/,
  find: ({ text }) =>
    [
      ...editsOf(text, misreadCyrillic, ({ 0: run, index }) =>
        isWhole(text, index, run.length)
          ? decode(run.replaceAll('\uFFFD', '\u0098'), codePages.cyrillic)
          : undefined,
      ),
      ...editsOf(text, misreadLatin, ({ 0: run }) => decode(run, codePages.latin)),
    ].sort((one, other) => one.start - other.start),
};

/** Whether a run is long enough and has no Cyrillic letter beside it: С in Сёма is only a letter. */
function isWhole(text: string, start: number, length: number): boolean {
  if (length < 6) return false;
  return !/\p{Script=Cyrillic}/u.test(`${text.charAt(start - 1)} ${text.charAt(start + length)}`);
}

// What Russian, Tajik and their neighbours are written with: anything else was not misread.
const decodedText = /^[ЁА-яёҐґҒғҚқҲҳҶҷӢӣӮӯЄ-Їє-їЎўЈ-Ћј-ћ\u00A0-\u00BF\u2010-\u2026№]*$/;

function decode(run: string, page: CodePage): string | undefined {
  const bytes: number[] = [];
  for (const character of run) {
    const byte = page.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  try {
    const text = decoder.decode(Uint8Array.from(bytes));
    return decodedText.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

const latinLine = /^(?=.*[À-ÿ]{3}).*$/gm;

/** Windows-1251 that was read as Latin-1: Òîæèêèñòîí. */
export const cyrillicAsLatin: RepairRule = {
  name: 'cyrillic-as-latin',
  summary:
    'Lines of Windows-1251 that were read as Latin-1 (Òîæèêèñòîí) are decoded, if that makes them Tajik.',
  trigger: /[À-ÿ]{4}/,
  find: ({ text }): Edit[] =>
    editsOf(text, latinLine, ({ 0: line }) => {
      const high = line.match(/[À-ÿ]/g)?.length ?? 0;
      const letters = line.match(/\p{L}/gu)?.length ?? 0;
      if (high < 6 || high * 10 < letters * 8) return undefined;
      const decoded = line.replace(/[\u0080-\uFFFF]/g, (character) => {
        const byte = codePages.latin.get(character);
        return byte === undefined ? character : cyrillicDecoder.decode(Uint8Array.of(byte));
      });
      return textLikeness(decoded) > 3 ? decoded : undefined;
    }),
};
