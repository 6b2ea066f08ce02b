import { cyrillicWords, textLikeness, wordLikeness } from '../likeness/tajik-likeness.ts';
import { lastAtMost } from './last-at-most.ts';

// How many words on either side speak for a word.
const windowWords = 6;
// Below this (logits) the words near by do not decide; the text around the line is asked too.
const weakEvidence = 4;
const surroundingUnits = 1000;

/** How much speaks for Tajik at a place of a text, and how much of the words near by speaks against it. */
export interface Evidence {
  /** Logits; above 0 for Tajik. */
  readonly sum: number;
  /** Logits of the words near by that speak for another language; 0 or more. */
  readonly against: number;
}

interface LineOfWords {
  readonly start: number;
  readonly end: number;
  readonly starts: readonly number[];
  readonly likeness: readonly number[];
}

/**
 * Answers how much speaks for a place of a text being Tajik, whatever font or keyboard it was written
 * with: the words beside it in its line and, where these are few or undecided, the text around.
 */
export function tajikEvidence(text: string): (offset: number) => Evidence {
  let line: LineOfWords = { start: 0, end: -1, starts: [], likeness: [] };
  return (offset) => {
    if (offset < line.start || offset >= line.end) line = readLine(text, offset);
    const word = lastAtMost(line.starts, offset);
    let sum = 0;
    let against = 0;
    for (let index = Math.max(0, word - windowWords); index <= word + windowWords; index += 1) {
      const likeness = line.likeness[index] ?? 0;
      sum += likeness;
      if (likeness < 0) against -= likeness;
    }
    if (Math.abs(sum) >= weakEvidence) return { sum, against };
    const around =
      textLikeness(text, Math.max(0, offset - surroundingUnits), offset + surroundingUnits) - sum;
    return { sum: sum + Math.max(-weakEvidence, Math.min(weakEvidence, around)), against };
  };
}

function readLine(text: string, offset: number): LineOfWords {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const end = next === -1 ? text.length + 1 : next + 1;
  const starts: number[] = [];
  const likeness: number[] = [];
  for (const [from, to] of cyrillicWords(text, start, Math.min(end, text.length))) {
    starts.push(from);
    likeness.push(wordLikeness(text.slice(from, to)));
  }
  return { start, end, starts, likeness };
}
