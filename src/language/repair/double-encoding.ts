import { matchesOf } from '../../core/known.ts';
import { type CodePage, codePages } from './code-pages.ts';
import type { Edit } from './rewriting.ts';
import type { RepairRule } from './rule.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A stretch of a text that is UTF-8 under a code page. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
  /** How much it says by itself: its letters, and three for a sign that is met nowhere else. */
  readonly weight: number;
}

/** This many misread letters in a row are no accident. */
const sureWeight = 3;
/** So few are enough for a line that holds no other letters. */
const leastWeight = 2;

/**
 * UTF-8 that was read as an 8-bit code page and saved again. A line in which one stretch is surely misread
 * is decoded throughout, words of one letter, quotation marks and dashes among them.
 */
export const doubleEncoding: RepairRule = {
  name: 'double-encoding',
  summary: 'UTF-8 that was read as an 8-bit code page (РўРѕТ·РёРє, Ð¢Ð¾Ò·Ð¸Ðº, ╨в╨╛╥╖╨╕╨║) is decoded.',
  trigger: new RegExp(codePages.map(({ trigger }) => trigger.source).join('|'), 'u'),
  mayRepeat: true,
  find: ({ text, lexicon }) => {
    const edits: Edit[] = [];
    for (const page of codePages) {
      if (!page.trigger.test(text)) continue;
      for (const [start, line] of linesOf(text)) {
        const found = editsOfLine(line, page, (word) => lexicon.weight(word.toLowerCase()) > 0);
        for (const edit of found) {
          const moved = { ...edit, start: edit.start + start, end: edit.end + start };
          if (!edits.some((other) => other.start < moved.end && moved.start < other.end)) edits.push(moved);
        }
      }
    }
    return edits.sort((one, other) => one.start - other.start);
  },
};

function* linesOf(text: string): Generator<[start: number, line: string]> {
  for (const match of text.matchAll(/[^\n]+/g)) yield [match.index, match[0]];
}

function editsOfLine(line: string, page: CodePage, isWord: (word: string) => boolean): Edit[] {
  const runs = runsOf(line, page);
  if (!isMisread(line, runs)) return [];
  const edits = runs.map(({ start, end, decoded }) => ({ start, end, replacement: decoded }));
  if (page.encoding === 'windows-1251') joinCapitals(line, edits, isWord);
  return edits.filter(({ start, end, replacement }) => line.slice(start, end) !== replacement);
}

function runsOf(line: string, page: CodePage): Run[] {
  const runs: Run[] = [];
  for (const match of line.matchAll(page.runs)) {
    const start = match.index;
    const end = start + match[0].length;
    // С in Сёма is only a letter.
    const isPart = /\p{Script=Cyrillic}/u.test(`${line.charAt(start - 1)} ${line.charAt(end)}`);
    if (isPart && page.hasLetterLeads) continue;
    const decoded = decode(match[0], page);
    if (decoded === undefined) continue;
    const letters = matchesOf(decoded, /\p{L}/gu).length;
    const signs = matchesOf(decoded, /[\u2010-\u2122\uFEFF]|\p{Extended_Pictographic}/gu).length;
    runs.push({
      start,
      end,
      decoded: decoded.replaceAll('\uFEFF', ''),
      weight: letters + sureWeight * signs,
    });
  }
  return runs;
}

function isMisread(line: string, runs: readonly Run[]): boolean {
  if (runs.some(({ weight }) => weight >= sureWeight)) return true;
  if (runs.reduce((sum, { weight }) => sum + weight, 0) < leastWeight) return false;
  let rest = '';
  let from = 0;
  for (const { start, end } of runs) {
    rest += line.slice(from, start);
    from = end;
  }
  return !/\p{L}/u.test(rest + line.slice(from));
}

/**
 * Р is D0 A0; where the no-break space became a plain one, it stands alone before the rest of its word. Where
 * that is no word, it is И whose second byte (98, no sign in Windows-1251) was dropped.
 */
function joinCapitals(line: string, edits: Edit[], isWord: (word: string) => boolean): void {
  for (const match of line.matchAll(/(?<![\p{L}\p{M}])Р (?=\S)/gu)) {
    const index = edits.findIndex(({ start }) => start === match.index + 2);
    const next = edits[index];
    const rest = next?.replacement.match(/^\p{Ll}+/u)?.[0];
    if (!next || rest === undefined) continue;
    const isCapital = isWord(`Р${rest}`);
    const replacement = `${isCapital ? 'Р' : 'И '}${next.replacement}`;
    edits[index] = { start: match.index, end: next.end, replacement };
  }
}

// What Tajik, Russian and their neighbours are written with, and what a second misreading makes of it.
const decodedText =
  /^(?:[\u0400-\u04FF\u00A0-\u00BF\u0098\u2010-\u203A\u20AC\u2116\u2122\uFEFF]|\p{Extended_Pictographic}|\uFE0F)*$/u;

function decode(run: string, page: CodePage): string | undefined {
  const bytes: number[] = [];
  for (const [index, character] of [...run].entries()) {
    const byte = page.bytes.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
    const next = page.bytes.get([...run][index + 1] ?? '');
    const isLead = byte === 0xd0 && page.encoding === 'windows-1251';
    if (isLead && (next === undefined || next >= 0xc0)) bytes.push(0x98);
  }
  try {
    const text = decoder.decode(Uint8Array.from(bytes));
    return decodedText.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
