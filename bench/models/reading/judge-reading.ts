import { isStopWord, notInText, splitWords, stemWord } from '../../../src/language/index.ts';
import type { ReadingQuestion } from './questions.ts';

/** What is told of one answer. */
export interface ReadingFacts {
  /** Content words shared with the answer or its evidence: F1 ≥ 0.5, or the whole short answer is said. */
  readonly isRight: boolean;
  readonly namesRightPassage: boolean;
  readonly saysNotInText: boolean;
  /** A number, or a word with a capital inside a sentence, that is in no passage. */
  readonly invents: boolean;
}

const contentStems = (text: string) =>
  splitWords(text.toLowerCase())
    .filter((word) => !isStopWord(word) && word.length > 1)
    .map((word) => stemWord(word));

function sharedF1(said: string, right: string): number {
  const [ours, theirs] = [new Set(contentStems(said)), new Set(contentStems(right))];
  const both = [...ours].filter((stem) => theirs.has(stem)).length;
  if (both === 0) return 0;
  const [precision, recall] = [both / ours.size, both / theirs.size];
  return (2 * precision * recall) / (precision + recall);
}

/** Judges an answer by rules; the same for every model. */
export function judgeReading(
  said: string,
  { answers, passages, rightPassage }: ReadingQuestion,
): ReadingFacts {
  const text = said.replaceAll(/\[\d\]/gu, ' ').trim();
  const saysNotInText =
    text.startsWith(notInText.slice(0, 12)) ||
    /(?:гуфта нашуда|ҷавоб нест|намегӯяд|ба забон намегирад)/u.test(text);
  const [short] = [...answers].sort((a, b) => a.length - b.length);
  const isShortSaid =
    short !== undefined && short.split(' ').length <= 6 && text.toLowerCase().includes(short.toLowerCase());
  const page = passages.join(' ');
  const facts = text.match(/\p{N}+(?:[.,]\p{N}+)?|(?<=[\p{Ll},]\s)\p{Lu}[\p{Ll}\p{M}]+/gu) ?? [];
  return {
    isRight: !saysNotInText && (isShortSaid || answers.some((answer) => sharedF1(text, answer) >= 0.5)),
    namesRightPassage: rightPassage !== undefined && said.includes(`[${rightPassage}]`),
    saysNotInText,
    invents: facts.some((fact) => !page.includes(fact)),
  };
}
