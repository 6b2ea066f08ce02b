import type { PdfItem } from '../file/items.ts';
import type { Piece } from './pieces.ts';

const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/g;
const anyRightToLeft = new RegExp(rightToLeft.source);
const leftToRight = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/gu;
const digits = /\d/;
/** Signs that belong to the number or word on both sides of them. */
const joining = /^[-–.,:/%()+]+$/;
const presentationForms = /[\uFB1D-\uFDFF\uFE70-\uFEFC]+/g;
/** Pieces closer than this many letter heights stand in one text. */
const nearPiece = 0.9;

/** Whether most letters of a page are read from right to left. */
export function isRightToLeft(items: readonly { readonly text: string }[]): boolean {
  if (!items.some(({ text }) => anyRightToLeft.test(text))) return false;
  let [right, left] = [0, 0];
  for (const { text } of items) {
    right += text.match(rightToLeft)?.length ?? 0;
    left += text.match(leftToRight)?.length ?? 0;
  }
  return right > left;
}

/** The page in a mirror: what is read from right to left is then laid out as if from left to right. */
export function mirrored(items: readonly PdfItem[]): PdfItem[] {
  const edges = items.flatMap(({ x, width }) => [x, x + width]);
  const least = edges.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
  const most = edges.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  return items.map((item) => ({
    ...item,
    text: item.text.replace(presentationForms, (forms) => forms.normalize('NFKC')),
    x: least + most - item.x - item.width,
  }));
}

/** Whether a space is missing between a word of one direction and a word of the other; و is before any word. */
export function changesScript(before: string, after: string): boolean {
  const [isRightBefore, isRightAfter] = [before.slice(-1), after.slice(0, 1)].map((letter) =>
    anyRightToLeft.test(letter),
  );
  if (isRightBefore === isRightAfter || !/[\p{L}\p{N}]$/u.test(before) || !/^[\p{L}\p{N}]/u.test(after))
    return false;
  return !/(?:^|\s)و$/.test(before);
}

/**
 * Turns round the pieces of a row that are read against the page's direction: Latin words and numbers in
 * Persian, Persian words in Tajik. Each run becomes one piece.
 */
export function inReadingOrder(pieces: readonly Piece[], isMirrored: boolean): Piece[] {
  if (!isMirrored && !pieces.some(({ text }) => anyRightToLeft.test(text))) return [...pieces];
  const ordered: Piece[] = [];
  for (let index = 0; index < pieces.length; ) {
    const length = runAgainst(pieces, index, isMirrored);
    const run = pieces.slice(index, index + Math.max(length, 1));
    ordered.push(...(length > 1 ? turned(run) : run));
    index += run.length;
  }
  return ordered;
}

function isAgainst(text: string, isMirrored: boolean): boolean {
  const isRight = text.search(rightToLeft) !== -1;
  if (!isMirrored) return isRight;
  return !isRight && (text.search(leftToRight) !== -1 || digits.test(text));
}

/** How many pieces from one on are read against the direction; 0 when the first is not. */
function runAgainst(pieces: readonly Piece[], start: number, isMirrored: boolean): number {
  let length = 0;
  for (let index = start; index < pieces.length; index += 1) {
    const [last, piece] = [pieces[index - 1], pieces[index]];
    if (!piece) break;
    if (index > start && last && piece.x - last.x - last.width > nearPiece * piece.height) break;
    if (isAgainst(piece.text, isMirrored)) length = index - start + 1;
    else if (length === 0 || !joining.test(piece.text.trim())) break;
  }
  return length;
}

function turned(run: readonly Piece[]): Piece[] {
  const [first] = run;
  if (!first) return [];
  let text = '';
  for (const [index, piece] of run.toReversed().entries()) {
    const before = run[run.length - index];
    const gap = before ? before.x - piece.x - piece.width : 0;
    text += `${index > 0 && (gap > 0.17 * piece.height || before?.spaceBefore) ? ' ' : ''}${piece.text.trim()}`;
  }
  const end = Math.max(...run.map(({ x, width }) => x + width));
  return [{ ...first, text, width: end - first.x, order: Math.min(...run.map(({ order }) => order)) }];
}
