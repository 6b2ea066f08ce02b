import { z } from 'zod';
import { parseWith } from '../core/schema.ts';
import abbreviationsFile from './data/abbreviations.json' with { type: 'json' };

const wordPattern =
  /\p{N}+(?:[.,:]\p{N}+)*(?:-?[\p{L}\p{M}]+)*|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-’'ʼ\u200C][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

/**
 * The words of a text in order: letters and digits; inner hyphens and apostrophes (илмию-техникӣ),
 * decimals (3,5), times (14:30) and ordinals (21-ум) are kept whole.
 */
export function splitWords(text: string): string[] {
  return text.match(wordPattern) ?? [];
}

const fileSchema = z.strictObject({
  sources: z.string(),
  /** A full stop after these does not end a sentence. */
  neverEnding: z.array(z.string()),
  /** After a number these may end one (соли 1998 м. Дар …). */
  units: z.array(z.string()),
});

const file = parseWith(fileSchema, abbreviationsFile, { family: 'corrupt' });
const neverEnding = new Set(file.neverEnding);
const units = new Set(file.units);

// End marks with the quotation marks and brackets that close after them, where what follows can begin a sentence.
const possibleEnd = /[.!?…]+[»”"’)\]]*\s+(?=(?:[«“"„‘([—–-]\s*)*[\p{Lu}\p{N}])/gu;

/**
 * The sentences of a text in order, trimmed. A sentence ends at `.`, `!`, `?` or `…` before a space
 * and a capital, digit, dash or quotation mark, and at every line end. Initials (А. Лоҳутӣ), abbreviations
 * (ниг., проф., н.и.ф.), numbers of a list (1. Мавзӯъ) and the end of direct speech before its speaker
 * («Биё!» — гуфт ӯ) do not end one.
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split(/\n+/)) {
    let start = 0;
    for (const match of line.matchAll(possibleEnd)) {
      const end = match.index + match[0].length;
      if (match[0].startsWith('.') && !match[0].startsWith('..') && isAbbreviation(line, start, match.index))
        continue;
      sentences.push(line.slice(start, end).trim());
      start = end;
    }
    const rest = line.slice(start).trim();
    if (rest !== '') sentences.push(rest);
  }
  return sentences;
}

/** Whether the full stop at `stop` belongs to a word and not to a sentence that began at `start`. */
function isAbbreviation(line: string, start: number, stop: number): boolean {
  const before = line.slice(Math.max(start, stop - 40), stop);
  // «1.» or «II.» at the start of a sentence counts it.
  if (/^\s*[«“"(§№]*\s*(?:\p{N}{1,3}(?:\.\p{N}{1,3})*|[IVX]{1,5})$/u.test(line.slice(start, stop)))
    return true;
  const word = /[\p{L}\p{M}]+$/u.exec(before)?.[0] ?? '';
  if (word === '') return false;
  const lead = before.slice(0, before.length - word.length);
  if (units.has(word) && /\p{N}[\s-]*$/u.test(lead)) return false;
  // An initial or the last letter of one like н.и.ф.; «витамини А.» is not told from an initial.
  if (/^\p{Lu}$/u.test(word) || (word.length === 1 && lead.endsWith('.'))) return true;
  return neverEnding.has(word) || neverEnding.has(word.toLowerCase());
}
