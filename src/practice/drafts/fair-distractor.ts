import type { InSituQuestion } from '../../language/index.ts';
import { foldAnswer, isBeside } from '../grading/words-beside.ts';

/**
 * Whether an answer from elsewhere is surely wrong here: it says something else, is not in the sentence, is
 * no rounding of the right number, and no sentence of the book that shares most words of the question holds it.
 */
export function isFair(
  sentence: string,
  { answer, question, kind }: InSituQuestion,
  other: string,
  sentences: readonly ReadonlySet<string>[],
): boolean {
  const [own, foreign] = [contentOf(answer), contentOf(other)];
  if (foreign.length === 0 || own.join(' ') === foreign.join(' ')) return false;
  if (own.every((word) => foreign.includes(word)) || foreign.every((word) => own.includes(word)))
    return false;
  const inSentence = new Set(foldAnswer(sentence));
  if (foreign.every((word) => inSentence.has(word))) return false;
  if (kind === 'чанд' && areNear(answer, other)) return false;
  if (kind === 'чанд' || kind === 'кай') return true;
  const asked = contentOf(question).filter((word) => word.length > 3);
  return !sentences.some((words) => foreign.every((word) => words.has(word)) && overlap(asked, words) >= 0.5);
}

function contentOf(text: string): string[] {
  return foldAnswer(text).filter((word) => !isBeside(word));
}

function overlap(asked: readonly string[], words: ReadonlySet<string>): number {
  return asked.length === 0 ? 0 : asked.filter((word) => words.has(word)).length / asked.length;
}

/** Numbers that might both be given for the same thing: «тақрибан 111» and «110», «то 70» and «65», ranges that meet. */
function areNear(one: string, other: string): boolean {
  const [first, second] = [numbersOf(one), numbersOf(other)];
  const [low, high] = [Math.min(...first), Math.max(...first)];
  const isLimit =
    /^(?:то|зиёда|беш|бештар|камтар|қариб|наздик)/u.test(one) ||
    /^(?:то|зиёда|беш|бештар|камтар)/u.test(other);
  const slack = isLimit ? 0.25 : 0.08;
  return Math.max(...second) >= low * (1 - slack) && Math.min(...second) <= high * (1 + slack);
}

const scales: Readonly<Record<string, number>> = { ҳазор: 1e3, миллион: 1e6, миллиард: 1e9 };

function numbersOf(text: string): number[] {
  const scale = Object.entries(scales).find(([word]) => text.includes(word))?.[1] ?? 1;
  const digits = text.match(/\d{1,3}(?:[   ]\d{3})+|\d+(?:[.,]\d+)?/gu) ?? [];
  return digits.map((one) => Number(one.replace(/[   ]/gu, '').replace(',', '.')) * scale);
}
