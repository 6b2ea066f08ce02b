import { repairLegacyLetters } from '../../../src/language/index.ts';

/** The lines of a page without the one that is only its number. */
export function linesOf(page: string, number: number): string[] {
  return page.split('\n').filter((line) => line.trim() !== '' && line.trim() !== String(number));
}

const scripts = /[⁰¹²³⁴-⁹₀-₉]/g;

/** An exponent or index as a digit on the line: the reference knows no others. */
function plainDigit(sign: string): string {
  return sign.normalize('NFKC');
}

/** The words of a line, as the comparison counts them. */
export function wordsOf(line: string): string[] {
  const clean = repairLetters(line).normalize('NFC').replaceAll('\u00AD', '').replace(scripts, plainDigit);
  const words = clean.match(/[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  return words.map((word) =>
    /^[IVXХІ]+$/.test(word) ? word.replaceAll('Х', 'X').replaceAll('І', 'I') : word,
  );
}

/** One line alone may not show its font: it is mapped together with a line that does. */
function repairLetters(line: string): string {
  const witness = 'њљќїўѓ'.repeat(40);
  return repairLegacyLetters(witness + line).text.slice(witness.length);
}

/** The words of a page; with `inner`, words cut between two lines are made whole. */
export function wordsOfPage(lines: readonly string[], inner?: ReadonlySet<string>): string[] {
  const words: string[] = [];
  for (const line of lines) {
    const [first, ...rest] = wordsOf(line);
    if (first === undefined) continue;
    const last = words.at(-1) ?? '';
    const isCut = inner?.has(last + first) && !(inner.has(last) && inner.has(first));
    if (isCut && /^\p{Ll}/u.test(first)) words[words.length - 1] = last + first;
    else words.push(first);
    words.push(...rest);
  }
  return words;
}

/** The length of the longest common subsequence. */
export function commonWords(one: readonly string[], other: readonly string[]): number {
  let previous = new Int32Array(other.length + 1);
  for (const word of one) {
    const row = new Int32Array(other.length + 1);
    for (let index = 1; index <= other.length; index += 1) {
      row[index] =
        word === other[index - 1]
          ? (previous[index - 1] ?? 0) + 1
          : Math.max(previous[index] ?? 0, row[index - 1] ?? 0);
    }
    previous = row;
  }
  return previous[other.length] ?? 0;
}
