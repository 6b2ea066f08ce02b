import { definitionQuestions, partQuestions, reasonQuestions } from './clause-questions.ts';
import { isFitSentence, standsAlone } from './fit-sentence.ts';
import { askInPlace, type InSituQuestion } from './in-situ-question.ts';
import { kindReplacements, personReplacements, placeReplacements } from './name-questions.ts';
import { quantityReplacements, timeReplacements } from './number-questions.ts';

/**
 * The questions that a sentence answers by itself. Tajik puts the question word where the answer stood («Қуллаи
 * баландтарин 7495 метр аст» → «Қуллаи баландтарин чанд метр аст?»), so nothing is reworded. Sentences that lean on
 * their neighbours give none unless `leaning` allows them, for readers who see the neighbours. Two answers of one kind in a sentence give none of that kind: it would be unclear which is meant.
 */
export function askSentence(sentence: string, { leaning = false } = {}): InSituQuestion[] {
  if (!isFitSentence(sentence) || !(leaning || standsAlone(sentence))) return [];
  const clauses = [
    ...reasonQuestions(sentence),
    ...definitionQuestions(sentence),
    ...partQuestions(sentence),
  ];
  const replaced = [
    only([...quantityReplacements(sentence)]),
    [...timeReplacements(sentence)],
    only([...kindReplacements(sentence)]),
    [...personReplacements(sentence)],
    only([...placeReplacements(sentence)]),
  ].flat();
  return [...replaced.map((found) => askInPlace(sentence, found)), ...clauses];
}

function only<Thing>(things: readonly Thing[]): readonly Thing[] {
  return things.length === 1 ? things : [];
}
