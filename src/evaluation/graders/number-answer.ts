import { matchesOf } from '../../core/known.ts';
import { type Grade, right, wrong } from './grade.ts';
import { type Quantity, readQuantities } from './reading/quantities.ts';
import { bare } from './reading/tidy-answer.ts';

const exactness = 1e-9;
// «25 ё 30»: one of them would be right by luck.
const alternative = /(?:^|[\s,])(?:ё(?:ки| ки)?|или|or)\s*$|\/\s*$/iu;
const denial = /(?:^|[\s,])(?:на|не)\s*$/iu;

/** Whether an accepted answer is a number, perhaps with a unit and a letter before it: «x = 5», «25 м/с». */
export function isNumeric(reference: string): boolean {
  const quantities = readQuantities(reference);
  const [only] = quantities;
  if (quantities.length !== 1 || !only) return false;
  const rest = `${only.before} ${only.after}`;
  const words = matchesOf(rest.replace(/\p{L}\d?\s*=\s*/u, ''), /\p{L}+/gu);
  // «20 нафар», «соли 1991», «асри 9»; words that carry the answer are compared as words.
  return words.length === 0 || (words.length <= 2 && words.every((word) => counted.test(word)));
}

const counted =
  /^(?:нафар|адад|дона|то|кас|бор|маротиба|сол(?:и|а|ҳо)?|соли|аср(?:и)?|тақрибан|баробари?|баробар|ҳисса|зарб|атом|китоб|дафтар|хона)$/iu;

/**
 * Grades the number of an answer. A unit that was left out is forgiven, another one is converted; of several
 * numbers the one after the last «=» counts, else the last; two that are offered as alternatives are wrong.
 */
export function gradeNumber(reference: string, given: string): Grade {
  const [wanted] = readQuantities(reference);
  const found = readQuantities(given);
  if (!wanted || found.length === 0) return wrong('no-number', bare(given).slice(0, 80));
  const quantities = found.filter(({ before }) => !denial.test(before));
  const fitting = quantities.filter((one) => !wanted.unit || !one.unit || fits(wanted, one));
  const candidates = fitting.length > 0 ? fitting : quantities;
  const last = candidates.at(-1);
  if (!last) return wrong('denied', bare(given).slice(0, 80));
  const read = describe(last);
  const isOffered = found.some(({ before }, index) => index > 0 && alternative.test(before));
  if (isOffered && candidates.some((one) => !isEqual(wanted, one))) return wrong('two-answers', read);
  if (isBareList(given) && candidates.some((one) => !isEqual(wanted, one)))
    return wrong('more-than-one-answer', read);
  if (!isEqual(wanted, last)) return wrong('other-number', read);
  if (wanted.unit && last.unit && wanted.unit.factor !== last.unit.factor)
    return right('same-after-conversion', read);
  return right(wanted.unit && !last.unit ? 'same-number-without-unit' : 'same-number', read);
}

/** Nothing but numbers beside one another. */
function isBareList(given: string): boolean {
  return /^\s*-?[\d.]+(?:\s*[,;]\s*-?[\d.]+)+\s*$/.test(given) && !/^\s*-?\d+,\d+\s*$/.test(given);
}

function fits(wanted: Quantity, given: Quantity): boolean {
  return wanted.unit?.dimension === given.unit?.dimension;
}

function isEqual(wanted: Quantity, given: Quantity): boolean {
  const [one, other] = [wanted.unit, given.unit];
  if (one && other && one.dimension === other.dimension)
    return isClose(wanted.value * one.factor, given.value * other.factor, wanted, given);
  // «150 с» are seconds, or сомонӣ where money was asked for.
  const isMoney = one?.dimension === 'money1' && other?.dimension === 'time1' && other.factor === 1;
  if (one && other && !isMoney) return false;
  if (isClose(wanted.value, given.value, wanted, given)) return true;
  // 25 % is 0,25 and 1/4; a bare number is taken in the unit that was asked for.
  const isShare = (one ?? other)?.dimension === '';
  return (
    isShare && isClose(wanted.value * (one?.factor ?? 1), given.value * (other?.factor ?? 1), wanted, given)
  );
}

function isClose(wanted: number, given: number, one: Quantity, other: Quantity): boolean {
  const difference = Math.abs(wanted - given);
  if (difference <= exactness * Math.max(Math.abs(wanted), Math.abs(given))) return true;
  // 1/3 is 0,33 and 0,333: a fraction without end, rounded to two digits or more.
  const [endless, decimal] = one.isEndless ? [one, other] : [other, one];
  if (!endless.isEndless || decimal.isEndless || decimal.decimals === undefined || decimal.decimals < 2)
    return false;
  return difference <= 0.5 * 10 ** -decimal.decimals * (1 + 1e-6);
}

function describe({ text, unit }: Quantity): string {
  return unit ? `${text} [${unit.factor === 1 ? '' : `${unit.factor} `}${unit.dimension || 'share'}]` : text;
}
