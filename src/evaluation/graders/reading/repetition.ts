import { countUp } from '../../../core/count-up.ts';
import { splitWords } from '../../../language/index.ts';

const runLength = 4;
/** A larger share of runs of four words that was before: authors do not write so, a model that loops does. */
const mostRepeatedRuns = 0.3;
const mostEqualLines = 3;

/** Whether a text goes round in circles: runs of words, lines or one word again and again. */
export function repeatsItself(text: string): boolean {
  const words = splitWords(text.toLowerCase());
  const runs = new Set<string>();
  const total = Math.max(0, words.length - runLength + 1);
  for (let start = 0; start < total; start += 1) runs.add(words.slice(start, start + runLength).join(' '));
  if (total >= 8 && (total - runs.size) / total > mostRepeatedRuns) return true;
  if (words.some((word, index) => index >= 3 && [1, 2, 3].every((back) => words[index - back] === word)))
    return true;
  const lines = new Map<string, number>();
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one.length > 12)) {
    countUp(lines, line);
  }
  return Math.max(0, ...lines.values()) >= mostEqualLines;
}
