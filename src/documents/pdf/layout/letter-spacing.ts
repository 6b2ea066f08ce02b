import { runsThroughAlphabet } from '../../../language/index.ts';
import type { Piece } from './pieces.ts';

/** This many letters set apart are a word; fewer may be signs of a formula. */
const fewestLetters = 4;
/** Letters of one word are set apart by about the same; the space between words is this much wider. */
const widerSpace = 1.5;
/** Gaps between letters set apart, in heights. */
const letterGap = [0.12, 2.2] as const;

/** The marks behind a word are set apart as well. */
const spaced =
  /(?<![\p{L}\p{M}\p{N}])\p{L}\p{M}*(?: \p{L}\p{M}*)+(?![\p{L}\p{M}\p{N}])((?: ?[.,:;!?](?=\s|$))?)/gu;
/** Two in a row; a quick look before the thorough one. */
const singleLetters = /(?:^| )\S [^ ](?: |$)/;
const letter = /^\p{L}\p{M}*$/u;
const mark = /^[.,:;!?]$/;

/** Joins the letters of words that a text gives letter by letter: М У Қ А Д Д И М А. Words are two spaces apart. */
export function withoutLetterSpacing(text: string, isAmongSpaced = false): string {
  if (!singleLetters.test(text)) return text;
  const isSpaced = isAmongSpaced || holdsSpacedWord(text);
  return text
    .split(/ {2,}/)
    .map((part) =>
      part.replace(spaced, (run, end: string) => {
        const word = lettersOf(run, end);
        return (isSpaced && !runsThroughAlphabet(word)) || isWord(word) ? word + end.trimStart() : run;
      }),
    )
    .join(' ');
}

/** Whether a word of a text is certainly set letter by letter: short ones beside it are, too. */
export function holdsSpacedWord(text: string): boolean {
  if (!singleLetters.test(text)) return false;
  for (const [run, end = ''] of text.matchAll(spaced)) if (isWord(lettersOf(run, end))) return true;
  return false;
}

function lettersOf(run: string, end: string): string {
  return run.slice(0, run.length - end.length).replaceAll(' ', '');
}

/** Joins pieces of one row that are single letters, set apart evenly, into words. */
export function joinLetters(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (let index = 0; index < pieces.length; ) {
    const length = runLength(pieces, index);
    const run = pieces.slice(index, index + length);
    const words = length >= fewestLetters ? wordsOf(run) : run;
    joined.push(...words);
    index += length;
  }
  return joined;
}

function runLength(pieces: readonly Piece[], start: number): number {
  let end = start + 1;
  if (!letter.test(pieces[start]?.text ?? '')) return 1;
  for (; end < pieces.length; end += 1) {
    const [last, piece] = [pieces[end - 1], pieces[end]];
    if (!last || !piece || piece.script || !(letter.test(piece.text) || mark.test(piece.text))) break;
    const gap = gapOf(last, piece) / piece.height;
    if (gap < letterGap[0] || gap > letterGap[1]) break;
  }
  return end - start;
}

function wordsOf(run: readonly Piece[]): Piece[] {
  const gaps = run.slice(1).map((piece, index) => gapOf(run[index] ?? piece, piece));
  const usual = [...gaps].sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? 0;
  const words: Piece[] = [];
  for (const [index, piece] of run.entries()) {
    const last = words.at(-1);
    if (!last || (gaps[index - 1] ?? 0) > widerSpace * usual) words.push({ ...piece, spaceBefore: true });
    else {
      const width = piece.x + piece.width - last.x;
      words[words.length - 1] = { ...last, text: last.text + piece.text, width };
    }
  }
  return isWord(run.map(({ text }) => text).join('')) ? words : [...run];
}

function gapOf(last: Piece, piece: Piece): number {
  return piece.x - last.x - last.width;
}

/** Not the alphabet, and of four letters at least, or like Ҳал. */
function isWord(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < fewestLetters) return /^\p{Lu}\p{Ll}{2}\P{L}*$/u.test(text);
  return !runsThroughAlphabet(text.replace(/\P{L}/gu, ''));
}
