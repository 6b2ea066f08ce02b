import type { PdfItem, PdfPage } from './file/items.ts';

/** The pages with readable letters, and what could not be read. */
export interface ReadablePages {
  readonly pages: readonly PdfPage[];
  /** Letters left out because their font does not say which letters its shapes are. */
  readonly unreadableLetters: number;
  /** Their pages, counted from 1. */
  readonly unreadablePages: readonly number[];
}

type Verdict = 'windows-1251' | 'unreadable' | 'fine';

interface FontLetters {
  letters: number;
  /** À … ÿ: Cyrillic in Windows-1251, shown as if it were Windows-1252. */
  accented: number;
  /** Letters of no language that is printed here, and codes without a meaning. */
  stray: number;
  /** Control characters and U+FFFD, each with how often: the file does not say which letter it shows. */
  readonly nameless: Map<number, number>;
  /** Signs that occur in no prose, of how many visible characters, and which. */
  readonly signs: Set<number>;
  signTimes: number;
  visible: number;
}

/** Fewer letters than this do not show what a font is. */
const fewestLetters = 4;
/** Of the letters of a font; a stray one happens. */
const mostNameless = 0.02;
/** Where the letters are numbered in order from the first sign of ASCII on, these are letters: "$%# &# $#%". */
const rareSigns = new Set([...'#$%&'].map((sign) => sign.charCodeAt(0)));
const mostSigns = 0.08;
/** Of the letters of a font with short words. */
const mostSpaces = 0.4;

/** Codes of the bullets in Symbol and Wingdings fonts. */
const bullets = /[\uF0A7\uF0A8\uF0B7\uF0D8\uF076\uF0FC\uF0FE\uF02D]/g;
const privateUse = /[\uE000-\uF8FF\uFFFD-\uFFFF]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: fonts without letters give them, for the space among others.
const controls = /[\u0000-\u0008\u000E-\u001F\u007F]/g;
const codes1251 = codesOf('windows-1251');
const bytesOf1252 = new Map([...codesOf('windows-1252')].map((letter, byte) => [letter, byte]));

/**
 * Judges each font of a document by the letters it gives. Old Tajik fonts hold Cyrillic at the places of
 * Western European letters, and a file that does not say so reads as "Òîҷèêèñòîí": those are decoded. Text
 * in fonts that give letters at random (Qur'an and ornament fonts) is left out and counted.
 */
export function readablePages(pages: readonly PdfPage[]): ReadablePages {
  const fonts = new Map<string, FontLetters>();
  for (const { items, turned } of pages) {
    for (const item of items) count(item, fonts);
    for (const item of turned) count(item, fonts);
  }
  const verdicts = new Map([...fonts].map(([font, letters]) => [font, judge(letters)]));
  let unreadableLetters = 0;
  const read = (items: readonly PdfItem[]): PdfItem[] =>
    items.flatMap((item) => {
      const verdict = verdicts.get(item.font) ?? 'fine';
      if (verdict === 'unreadable' && item.text.trim() !== '') {
        unreadableLetters += item.text.trim().length;
        return [];
      }
      const text = verdict === 'windows-1251' ? decode1251(item.text) : item.text;
      return [{ ...item, text: text.replace(bullets, '•').replace(controls, ' ').replace(privateUse, '') }];
    });
  const unreadablePages: number[] = [];
  const readable = pages.map((page) => {
    const before = unreadableLetters;
    const readPage = { ...page, items: read(page.items), turned: read(page.turned) };
    if (unreadableLetters > before) unreadablePages.push(page.number);
    return readPage;
  });
  return { pages: readable, unreadableLetters, unreadablePages };
}

function count({ text, font }: PdfItem, fonts: Map<string, FontLetters>): void {
  const seen = fonts.get(font) ?? {
    letters: 0,
    accented: 0,
    stray: 0,
    nameless: new Map(),
    signs: new Set<number>(),
    signTimes: 0,
    visible: 0,
  };
  if (!fonts.has(font)) fonts.set(font, seen);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x20) seen.visible += 1;
    if (rareSigns.has(code)) {
      seen.signs.add(code);
      seen.signTimes += 1;
    }
    if (isNameless(code)) {
      seen.letters += 1;
      seen.nameless.set(code, (seen.nameless.get(code) ?? 0) + 1);
      continue;
    }
    if (code < 0x41 || (code > 0x2000 && code < 0xe000)) continue;
    seen.letters += 1;
    if (code >= 0xc0 && code <= 0xff) seen.accented += 1;
    else if ((code >= 0x100 && code < 0x370) || (code >= 0xe000 && code < 0xf900)) seen.stray += 1;
  }
}

/** A control character (no white space), U+FFFD or a code that Unicode leaves empty. */
function isNameless(code: number): boolean {
  const isControl = (code < 0x20 && !(code >= 0x09 && code <= 0x0d)) || code === 0x7f;
  return isControl || code === 0xfffd || code === 0xfffe || code === 0xffff;
}

/** Whether the one code without a letter is the space between words. */
function isSpace(nameless: ReadonlyMap<number, number>, times: number, letters: number): boolean {
  return nameless.size === 1 && !nameless.has(0xfffd) && times < mostSpaces * letters;
}

function judge({ letters, accented, stray, nameless, signs, signTimes, visible }: FontLetters): Verdict {
  let unknown = 0;
  for (const times of nameless.values()) unknown += times;
  if (unknown > 1 && unknown > mostNameless * letters && !isSpace(nameless, unknown, letters))
    return 'unreadable';
  if (signs.size === rareSigns.size && signTimes > mostSigns * visible) return 'unreadable';
  if (letters < fewestLetters) return 'fine';
  if (accented > 0.6 * letters) return 'windows-1251';
  return stray > 0.35 * letters ? 'unreadable' : 'fine';
}

/** Text whose Windows-1251 bytes were read as Windows-1252. */
function decode1251(text: string): string {
  return text.replace(/[\u0080-\u2122]/g, (letter) => {
    const byte = bytesOf1252.get(letter) ?? letter.charCodeAt(0);
    return codes1251[byte] ?? letter;
  });
}

/** The letters of the 256 bytes of an encoding. */
function codesOf(encoding: string): string[] {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  return [...new TextDecoder(encoding).decode(bytes)];
}
