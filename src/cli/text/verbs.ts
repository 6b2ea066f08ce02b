import { checkVerb } from './check.ts';
import { identifyVerb } from './identify.ts';
import { numbersVerb } from './numbers.ts';
import { repairVerb } from './repair.ts';
import { restoreVerb } from './restore.ts';
import { sortVerb } from './sort.ts';
import type { TextVerb } from './text-verb.ts';
import { translateVerb } from './translate.ts';
import { transliterateVerb } from './transliterate.ts';
import { sentencesVerb, stemVerb, stopWordsVerb, syllablesVerb, wordsVerb } from './words.ts';

/** The verbs of `soro text`, in the order of its help. */
export const textVerbs: readonly TextVerb[] = [
  identifyVerb,
  repairVerb,
  restoreVerb,
  checkVerb,
  transliterateVerb,
  translateVerb,
  wordsVerb,
  sentencesVerb,
  syllablesVerb,
  stemVerb,
  stopWordsVerb,
  numbersVerb,
  sortVerb,
];
