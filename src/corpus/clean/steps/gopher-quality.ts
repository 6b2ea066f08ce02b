import { z } from 'zod';
import { reject } from '../../step-result.ts';
import { scanTokens, type Tokens, tokenKind } from '../../tables/tokens.ts';
import { fineweb2, shareSetting } from '../fineweb2.ts';
import { defineStep } from '../step.ts';

const { words } = fineweb2;

const settings = z.strictObject({
  step: z.literal('gopher-quality'),
  /** Words and numbers that a text must have at least, and at most. */
  minimumWords: z.int().min(0).default(words.minimumWords),
  maximumWords: z.int().min(1).default(words.maximumWords),
  /** Mean length of the words and numbers, in UTF-16 units. */
  minimumMeanLength: z.number().min(0).default(words.minimumMeanLength),
  maximumMeanLength: z.number().min(0).default(words.maximumMeanLength),
  /** Largest number of # (and of ellipses) a word. */
  symbolsPerWord: z.number().min(0).default(0.1),
  /** Largest share of lines that start with a bullet, and that end with an ellipsis. */
  bulletLines: shareSetting.default(0.9),
  ellipsisLines: shareSetting.default(0.3),
  /** Least share of the tokens (punctuation among them) that have a letter. */
  alphabeticShare: shareSetting.default(words.alphabeticShare),
  /** How many different ones of the stop words a text must have. */
  minimumStopWords: z.int().min(0).default(2),
  stopWords: z.array(z.string()).default(words.stopWords),
});

/** The rules for words of Rae et al. 2021 (Gopher), with the limits and stop words of FineWeb2 for Tajik. */
export const gopherQualityStep = defineStep({
  name: 'gopher-quality',
  settings,
  create(limits) {
    const countStopWords = stopWordCounter(limits.stopWords);
    return ({ text, tokens, lines }) => {
      const { wordCount, count } = tokens;
      if (wordCount < limits.minimumWords) return reject('too-few-words', String(wordCount));
      if (wordCount > limits.maximumWords) return reject('too-many-words', String(wordCount));
      const { meanLength, alphabetic } = measureWords(tokens);
      if (meanLength < limits.minimumMeanLength) return reject('short-words', meanLength);
      if (meanLength > limits.maximumMeanLength) return reject('long-words', meanLength);
      const hashes = occurrences(text, '#') / count;
      if (hashes > limits.symbolsPerWord) return reject('hash-signs', hashes);
      const ellipses = (occurrences(text, '...') + occurrences(text, '…')) / count;
      if (ellipses > limits.symbolsPerWord) return reject('ellipses', ellipses);
      const bullets = lines.filter((line) => /^\s*[•-]/.test(line)).length / lines.length;
      if (bullets > limits.bulletLines) return reject('bullet-lines', bullets);
      const open = lines.filter((line) => /(?:\.\.\.|…)\s*$/.test(line.slice(-8))).length / lines.length;
      if (open > limits.ellipsisLines) return reject('ellipsis-lines', open);
      if (alphabetic / count < limits.alphabeticShare) return reject('few-letters', alphabetic / count);
      const stopWords = countStopWords(tokens);
      if (stopWords < limits.minimumStopWords) return reject('few-stop-words', String(stopWords));
      return undefined;
    };
  },
});

function measureWords({ count, kinds, starts, ends, wordCount }: Tokens) {
  let characters = 0;
  let alphabetic = 0;
  for (let index = 0; index < count; index += 1) {
    const kind = kinds[index];
    if (kind === tokenKind.punctuation) continue;
    characters += (ends[index] ?? 0) - (starts[index] ?? 0);
    if (kind === tokenKind.word) alphabetic += 1;
  }
  return { meanLength: wordCount === 0 ? 0 : characters / wordCount, alphabetic };
}

/** Counts how many different ones of the words a text has. */
function stopWordCounter(stopWords: readonly string[]): (tokens: Tokens) => number {
  const { hashHigh, hashLow } = scanTokens(stopWords.join(' '));
  const wanted = new Map<number, number>();
  for (const [index, high] of hashHigh.entries()) wanted.set(high, hashLow[index] ?? 0);
  return (tokens) => {
    const found = new Set<number>();
    for (let index = 0; index < tokens.count && found.size < wanted.size; index += 1) {
      const high = tokens.hashHigh[index] ?? 0;
      if (wanted.get(high) === tokens.hashLow[index]) found.add(high);
    }
    return found.size;
  };
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}
