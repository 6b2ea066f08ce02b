/** Stands for an offset while text is rewritten: a code point that is never text. */
const marker = '\uFDD0';

const spaces = /[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;
const lineEnds = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
// Soft hyphens, zero-width spaces, direction marks, byte-order marks, controls, noncharacters, specials.
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is the point
  /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFDD0-\uFDEF\uFFF9-\uFFFB\uFFFE\uFFFF]/g;
// Joiners carry meaning in Persian words and in emoji only.
const strayJoiners = /(?<!\p{Script=Arabic}|\p{Extended_Pictographic}|\uFE0F)[\u200C\u200D]/gu;

/** Text and places in it (UTF-16 offsets, such as the starts of pages), kept in step. */
export interface TextWithOffsets {
  readonly text: string;
  readonly offsets: readonly number[];
}

/**
 * Brings text into the one form that every later step sees: NFC, invisible characters removed, runs of
 * spaces made one, lines trimmed, paragraphs (a blank line between) kept. Words are not changed.
 * Applying it twice changes nothing more.
 */
export function normaliseText(text: string): string {
  return tidyLines(clean(text));
}

/**
 * {@link normaliseText} for text with offsets into it. An offset should be before a visible
 * character (a page's first one); it is before the same character afterwards.
 */
export function normaliseWithOffsets(text: string, offsets: readonly number[]): TextWithOffsets {
  if (offsets.length === 0) return { text: normaliseText(text), offsets: [] };
  const parts: string[] = [];
  let from = 0;
  for (const offset of offsets) {
    parts.push(clean(text.slice(from, offset)));
    from = offset;
  }
  parts.push(clean(text.slice(from)));
  const marked = tidyLines(parts.join(marker));
  const pieces = marked.split(marker);
  const joined = pieces.join('').trimEnd();
  let length = 0;
  const moved = pieces.slice(0, -1).map((piece) => {
    length += piece.length;
    return Math.min(length, joined.length);
  });
  return { text: joined, offsets: moved };
}

function clean(text: string): string {
  return text
    .replace(lineEnds, '\n')
    .replace(spaces, ' ')
    .replace(invisible, '')
    .replace(strayJoiners, '')
    .normalize('NFC');
}

function tidyLines(text: string): string {
  return text
    .replace(/ {2,}/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
