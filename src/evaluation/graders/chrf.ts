import { countUp } from '../../core/count-up.ts';
import type { Grade } from './grade.ts';

// chrF++ of sacrebleu (chrF2 with word_order 2): character n-grams of 1–6 without spaces, word n-grams of 1–2.
const characterOrder = 6;
const wordOrder = 2;
const orders = characterOrder + wordOrder;
const betaSquared = 4;
const punctuation = new Set('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');
// What Python's str.split() splits at; JavaScript's \s lacks U+001C–U+001F and U+0085 and has U+FEFF.
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python counts them as spaces
const spaces = /[\t-\r\u001C-\u0020\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/u;

/**
 * Grades a translation by chrF++ against the reference that it fits best. The score is that of the sentence,
 * 0–1; `sums` holds for each of the eight n-gram orders how many the answer has, the reference has, and both.
 * Source: Popović 2017; equal to sacrebleu 2.6 (`chrf --chrf-word-order 2`), which its test compares.
 */
export function gradeTranslation(references: readonly string[], answer: string): Grade {
  const own = countNgrams(answer);
  let best = { score: -1, sums: [] as number[] };
  for (const reference of references) {
    const sums = compare(own, countNgrams(reference));
    const score = chrfOfSums(sums);
    if (score > best.score) best = { score, sums };
  }
  const score = Math.max(0, best.score) / 100;
  return { score, reason: answer.trim() === '' ? 'no-answer' : 'chrf', sums: best.sums };
}

/** The figure of summed counts, 0–100: of a whole corpus, not the mean of its sentences. */
export function chrfOfSums(sums: readonly number[]): number {
  let precision = 0;
  let recall = 0;
  let counted = 0;
  for (let order = 0; order < orders; order += 1) {
    const [hypothesis = 0, reference = 0, match = 0] = sums.slice(3 * order, 3 * order + 3);
    if (hypothesis === 0 || reference === 0) continue;
    precision += match / hypothesis;
    recall += match / reference;
    counted += 1;
  }
  if (counted === 0 || precision + recall === 0) return 0;
  const [meanPrecision, meanRecall] = [precision / counted, recall / counted];
  return (100 * (1 + betaSquared) * meanPrecision * meanRecall) / (betaSquared * meanPrecision + meanRecall);
}

function countNgrams(text: string): Map<string, number>[] {
  const words = text.split(spaces).filter((word) => word !== '');
  const characters = Array.from(words.join(''));
  const separated = words.flatMap(separatePunctuation);
  return [
    ...Array.from({ length: characterOrder }, (_, index) => ngrams(characters, index + 1, '')),
    ...Array.from({ length: wordOrder }, (_, index) => ngrams(separated, index + 1, ' ')),
  ];
}

function separatePunctuation(word: string): string[] {
  const letters = Array.from(word);
  const [first = ''] = letters;
  const last = letters.at(-1) ?? '';
  if (letters.length === 1) return [word];
  if (punctuation.has(last)) return [word.slice(0, -1), last];
  return punctuation.has(first) ? [first, word.slice(1)] : [word];
}

function ngrams(units: readonly string[], length: number, joint: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let start = 0; start + length <= units.length; start += 1) {
    const ngram = units.slice(start, start + length).join(joint);
    countUp(counts, ngram);
  }
  return counts;
}

function compare(own: readonly Map<string, number>[], reference: readonly Map<string, number>[]): number[] {
  return own.flatMap((counts, order) => {
    const others = reference[order] ?? new Map<string, number>();
    let match = 0;
    for (const [ngram, count] of counts) match += Math.min(count, others.get(ngram) ?? 0);
    return [others.size === 0 ? 0 : total(counts), total(others), match];
  });
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}
