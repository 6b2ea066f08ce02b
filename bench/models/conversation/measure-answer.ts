import { identifyLanguage } from '../../../src/language/index.ts';
import { hasRepeatedRun } from '../../corpus/repeated-run.ts';

/** What can be told of an answer without knowing what it should say. */
export interface AnswerFacts {
  /** Identified as Tajik; undefined when it is too short to tell. */
  readonly isTajik: boolean | undefined;
  /** Four words in a row are in it more than three times. */
  readonly repeats: boolean;
}

/** Measures one answer. */
export function measureAnswer(text: string): AnswerFacts {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return {
    isTajik: letters < 15 ? undefined : identifyLanguage(text).language.startsWith('tgk'),
    repeats: hasRepeatedRun(words),
  };
}
