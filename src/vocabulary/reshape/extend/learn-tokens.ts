import { throwIfInterrupted } from '../../../core/errors.ts';
import { at } from '../../../core/known.ts';
import { byteOfToken } from '../../tokenizer/tokenizer-file.ts';
import { createLearnerWords, type LearnerWords } from './learner-words.ts';
import { createNewMerges, type NewMerges } from './new-merges.ts';
import { createPairIndex, type PairIndex } from './pair-index.ts';

/** A token that the corpus asks for. */
export interface LearnedToken {
  readonly text: string;
  /** How often its two halves was side by side in the corpus when it was learned. */
  readonly count: number;
}

export interface LearnOptions {
  /** The vocabulary's tokens by id; the new ones follow on. */
  readonly texts: readonly string[];
  /** A word as the vocabulary writes it (U+2581 before it where a space is). */
  readonly encode: (word: string) => ArrayLike<number>;
  /** Words and how often they occur, in an order that the same corpus always gives. */
  readonly words: readonly (readonly [word: string, count: number])[];
  /** How many tokens to learn. */
  readonly tokens: number;
  /** A pair that occurs less often makes no token. */
  readonly minimumCount: number;
  readonly signal?: AbortSignal;
  readonly onToken?: () => void;
}

/**
 * Continues byte-pair encoding where a vocabulary ends: the most frequent pair of neighbouring tokens
 * within words becomes a token, until there are enough (or no pair is frequent enough). As everywhere
 * in Gemma's vocabularies, every way to cut a token into two tokens is a merge, so the words are kept
 * exactly as the finished tokeniser will write them; each new token is reached from its own text.
 */
export function learnTokens(options: LearnOptions): LearnedToken[] {
  const { texts, encode, minimumCount, signal, onToken } = options;
  const words = createLearnerWords(options.words.map(([word, count]) => [encode(word), count]));
  const allTexts = [...texts];
  const isWord = (id: number) => byteOfToken(at(allTexts, id)) === undefined;
  const pairs = createPairIndex((left, right) => isWord(left) && isWord(right));
  const merges = createNewMerges(texts);
  for (let word = 0; word < words.size; word += 1)
    addPairs(pairs, word, words.tokens(word), words.count(word));

  const learned: LearnedToken[] = [];
  while (learned.length < options.tokens) {
    throwIfInterrupted(signal);
    const best = pairs.takeBest();
    if (!best || best.count < minimumCount) break;
    const text = `${allTexts[best.left]}${allTexts[best.right]}`;
    const id = allTexts.push(text) - 1;
    learned.push({ text, count: best.count });
    const touched = new Set<number>();
    for (const [left, right] of merges.add(text, id)) {
      for (const word of pairs.wordsOf(left, right)) touched.add(word);
    }
    for (const word of touched) mergeWord(words, word, merges, pairs);
    onToken?.();
  }
  return learned;
}

/** Merges what can be merged in a word now, and enters how its pairs have changed. */
function mergeWord(words: LearnerWords, word: number, merges: NewMerges, pairs: PairIndex): void {
  const before = words.tokens(word).slice();
  const after = merges.apply(before);
  if (after.length === before.length) return;
  let same = 0;
  while (same < after.length && before[same] === after[same]) same += 1;
  let sameEnd = 0;
  while (sameEnd < after.length - same && before.at(-1 - sameEnd) === after.at(-1 - sameEnd)) sameEnd += 1;
  // Only pairs that touch the changed stretch have changed.
  const from = Math.max(0, same - 1);
  const upTo = Math.max(0, sameEnd - 1);
  const count = words.count(word);
  addPairs(pairs, word, before.subarray(from, before.length - upTo), -count);
  addPairs(pairs, word, after.subarray(from, after.length - upTo), count);
  words.replace(word, after);
}

function addPairs(pairs: PairIndex, word: number, tokens: Int32Array, amount: number): void {
  for (let place = 0; place + 1 < tokens.length; place += 1) {
    pairs.add(tokens[place] ?? 0, tokens[place + 1] ?? 0, word, amount);
  }
}
