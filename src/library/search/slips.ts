import type { LibraryDatabase } from '../store/database.ts';
import { foldWord, formsOfWord } from '../text/word-forms.ts';

/** A word of the library that resembles one that was asked for. */
export interface SimilarWord {
  readonly plain: string;
  readonly stem: string;
  /** 0–1: how surely it is meant. */
  readonly weight: number;
}

const mostWithPrefix = 400;
const mostBySound = 60;
const mostSimilar = 10;
const shortestWord = 4;

/**
 * Words of the library that share the beginning of a word (other forms of it, words made from it) or differ from it by
 * a slip. Slips in the first letters are looked for, by parts of three letters, only where no page holds the word.
 */
export function similarWords(database: LibraryDatabase, folded: string, isKnown: boolean): SimilarWord[] {
  if (folded.length < shortestWord || !/^[а-яa-z]+$/u.test(folded)) return [];
  const found = new Map<string, number>();
  const take = (rows: readonly { readonly word: string }[]) => {
    for (const { word } of rows) {
      const weight = word === folded ? 0 : resemblance(folded, word);
      if (weight > 0) found.set(word, weight);
    }
  };
  const prefix = folded.slice(0, isKnown ? Math.max(3, Math.min(5, folded.length - 2)) : 3);
  take(
    database.all('SELECT word FROM words WHERE word >= :from AND word < :to LIMIT :most', {
      from: prefix,
      to: `${prefix}\u{10FFFF}`,
      most: mostWithPrefix,
    }),
  );
  if (!isKnown) take(withCommonParts(database, folded));
  return [...found]
    .sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))
    .slice(0, mostSimilar)
    .map(([word, weight]) => ({ plain: foldWord(word), stem: formsOfWord(word).stem, weight }));
}

function withCommonParts(database: LibraryDatabase, folded: string): { word: string }[] {
  const parts = new Set<string>();
  for (let at = 0; at + 3 <= folded.length; at += 1) parts.add(`"${folded.slice(at, at + 3)}"`);
  return database.all(
    `SELECT word FROM words WHERE number IN
       (SELECT rowid FROM word_parts WHERE word_parts MATCH :parts ORDER BY rank LIMIT :most)`,
    { parts: [...parts].join(' OR '), most: mostBySound },
  );
}

/** How surely `other` is a form of `word` or the word that was meant: 0 when it is another word. */
function resemblance(word: string, other: string): number {
  const longest = Math.max(word.length, other.length);
  let common = 0;
  while (common < word.length && common < other.length && word[common] === other[common]) common += 1;
  // Another ending, or a word made from the same root.
  if (common >= 4 && common >= Math.min(word.length, other.length) - 2 && common / longest >= 0.55) {
    return 0.4 + 0.5 * (common / longest);
  }
  const allowed = longest >= 8 ? 2 : longest >= 5 ? 1 : 0;
  if (allowed === 0 || Math.abs(word.length - other.length) > allowed) return 0;
  const slips = distance(word, other, allowed);
  return slips > allowed ? 0 : 0.8 - 0.2 * (slips - 1);
}

/** Letters to put in, leave out, exchange or swap (Damerau–Levenshtein), counted up to `most` + 1. */
function distance(word: string, other: string, most: number): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= word.length; row += 1) {
    const line = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = word[row - 1] === other[column - 1] ? 0 : 1;
      let cost = Math.min(
        (above[column] ?? most) + 1,
        (line[column - 1] ?? most) + 1,
        (above[column - 1] ?? most) + same,
      );
      const isSwap =
        row > 1 && column > 1 && word[row - 1] === other[column - 2] && word[row - 2] === other[column - 1];
      if (isSwap) cost = Math.min(cost, (before[column - 2] ?? most) + 1);
      line.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = above;
    above = line;
  }
  return above[other.length] ?? most + 1;
}
