import { stemWord } from '../../../language/index.ts';
import { foldAnswer, isBeside } from '../../grading/words-beside.ts';

/** A word as answers are compared, without its ending. */
export function stemOf(word: string): string {
  return foldAnswer(stemWord(word.toLowerCase())).join('');
}

/** The stems of a text's words that say something of their own. */
export function contentStems(text: string): string[] {
  return (text.match(/[\p{L}\p{M}]+/gu) ?? []).flatMap((word) => {
    const stem = stemOf(word);
    const folded = foldAnswer(word).join('');
    // Longer words tell something even where they only stand beside an answer: «мешавад».
    if (stem.length < 2 || (folded.length < 6 && isBeside(folded))) return [];
    return folded.length > 3 && folded !== stem ? [stem, folded] : [stem];
  });
}
