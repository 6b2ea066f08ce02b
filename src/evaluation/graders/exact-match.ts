import { type Grade, right, wrong } from './grade.ts';
import { afterLeadIn, bare, tidyAnswer } from './reading/tidy-answer.ts';

/** Grades an answer that must be the reference itself; capitals, layout and punctuation around it do not count. */
export function gradeExactMatch(references: readonly string[], answer: string): Grade {
  const tidy = tidyAnswer(answer);
  const given = plain(afterLeadIn(tidy) ?? tidy);
  if (given === '') return wrong('no-answer');
  return references.some((reference) => plain(tidyAnswer(reference)) === given)
    ? right('same', given)
    : wrong('other', given);
}

function plain(text: string): string {
  return bare(text).toLowerCase().replace(/\s+/g, ' ');
}
