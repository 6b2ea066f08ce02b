import { type Grade, right, wrong } from './grade.ts';
import { afterLeadIn, tidyAnswer } from './reading/tidy-answer.ts';

// The patterns of lm-evaluation-harness's gsm8k: `#### 18` (strict), else the last number (flexible).
const strict = /####\s*(-?[$\d.,]*\d)/;
const flexible = /-?[$\d][\d.,]*(?<=\d)/g;

/** Grades an answer by the number that it ends with, after `####` or «Ҷавоб:» where these stand (GSM8K). */
export function gradeFinalNumber(references: readonly string[], answer: string): Grade {
  const read = finalNumber(answer);
  if (read === undefined) return wrong('no-number');
  const isRight = references.some((reference) => finalNumber(reference) === read);
  return isRight ? right('same-number', read) : wrong('other-number', read);
}

function finalNumber(text: string): string | undefined {
  const marked = strict.exec(text)?.[1];
  if (marked !== undefined) return plainNumber(marked);
  const tidy = tidyAnswer(text);
  const stated = afterLeadIn(tidy)?.match(flexible)?.[0];
  const last = stated ?? [...tidy.matchAll(flexible)].at(-1)?.[0];
  return last === undefined ? undefined : plainNumber(last);
}

/** `$1,234.50` → `1234.5`: a comma is between thousands here, as English writes them. */
function plainNumber(text: string): string {
  const digits = text.replace(/[$,]/g, '').replace(/\.$/, '');
  const value = Number(digits);
  return Number.isFinite(value) ? String(value) : digits;
}
