import { hasLuhnDigit } from './checksums.ts';
import { anyOf, type Finding, type PersonalDataType, personalDataWords } from './personal-data-words.ts';

// A run of digits with the signs that people put between them; no line end.
const digitRun =
  /(?<![\p{L}\p{N}_.,/:-])(?:\+ ?)?\(?\d(?:[ \u00a0().\-–—]{0,3}\d){5,25}(?![\p{L}\p{N}_]|[.,:]\d)/gu;
const contextCharacters = 45;
const { wordsBefore } = personalDataWords;

/** Matches a word of the list in front of a number, with at most this many further words between. */
function wordBefore(words: readonly string[], wordsBetween = 2): RegExp {
  const signs = String.raw`[ \t\u00a0.,:;№#=«"(\-–—]`;
  const between = String.raw`(?!\p{L})${signs}*(?:\p{L}+${signs}+){0,${wordsBetween}}`;
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${anyOf(words)}${between}$`, 'iu');
}

const contexts = {
  phone: wordBefore(wordsBefore.phone),
  number: wordBefore(wordsBefore.number, 0),
  card: wordBefore(wordsBefore.card),
  account: wordBefore(wordsBefore.account),
  passport: wordBefore(wordsBefore.passport),
  'tax-number': wordBefore(wordsBefore['tax-number']),
};

interface Run {
  readonly text: string;
  readonly digits: string;
  readonly before: string;
}

/** Finds numbers of phones, cards, accounts, passports and tax payers among the runs of digits of a text. */
export function findNumbers(text: string): Finding[] {
  const findings: Finding[] = [];
  for (const match of text.matchAll(digitRun)) {
    const start = match.index;
    const before = text.slice(Math.max(0, start - contextCharacters), start);
    const run = { text: match[0], digits: match[0].replace(/\D/g, ''), before };
    const type = typeOf(run) ?? continuedType(text, findings.at(-1), start, run);
    if (type) findings.push({ type, ...placeOf(match[0], start, type, text) });
  }
  return findings;
}

/** Leaves a bracket out that has no partner, and takes the further endings of a phone in: `…190/92/94`. */
function placeOf(found: string, start: number, type: PersonalDataType, text: string) {
  const isOpen = found.startsWith('(') && !found.includes(')');
  const end = start + found.length;
  const endings =
    type === 'phone' ? text.slice(end, end + 16).match(/^(?:\/\d{2,4})+(?!\d)/)?.[0] : undefined;
  return { start: isOpen ? start + 1 : start, end: end + (endings?.length ?? 0) };
}

function typeOf(run: Run): PersonalDataType | undefined {
  if (isInternational(run)) return 'phone';
  const { digits, before } = run;
  if (isCard(run)) return 'card';
  if (digits.length >= 16 && digits.length <= 25 && contexts.account.test(before)) return 'account';
  if (digits.length === 9 && contexts.passport.test(before)) return 'passport';
  if ([9, 10, 12].includes(digits.length) && contexts['tax-number'].test(before)) return 'tax-number';
  return isLocalPhone(run) ? 'phone' : undefined;
}

/** `+992 37 221 69 17`, `00992935001234`: ten to fifteen digits after a plus, or 992 and nine digits. */
function isInternational({ text, digits }: Run): boolean {
  if (/^(?:00)?992[3-9]\d{8}$/.test(digits)) return true;
  return text.startsWith('+') && digits.length >= 10 && digits.length <= 15 && !digits.startsWith('0');
}

/** Sixteen digits in fours or in one, a bank's first digit and a right check digit; other lengths by the word. */
function isCard({ text, digits, before }: Run): boolean {
  if (!hasLuhnDigit(digits) || !/^[2-69]/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  if (/^\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}$/.test(text)) return true;
  return digits.length >= 15 && digits.length <= 19 && contexts.card.test(before);
}

const yearRange = /^\(?[12]\d{3}\s*[-–—]\s*\(?[12]\d{3}\)?$/;
const date = /^(?:\d{1,2}[.-]\d{1,2}[.-]\d{4}|\d{4}[.-]\d{1,2}[.-]\d{1,2})\b/;
// (37) 221-69-17, 8 (3422) 6-01-09, (+992 37- is international)
const areaInBrackets =
  /^(?:8[ -]?)?\(\d{2,5}\)\s?\d{1,3}[ -]?\d{2}[ -]?\d{2}$|^\(\d{2,5}\)\s?\d{3}[ -]\d{4}$/;

/** Local forms need a word that says phone, or an area code in brackets. */
function isLocalPhone({ text, digits, before }: Run): boolean {
  if (yearRange.test(text) || date.test(text) || digits.length > 13) return false;
  if (areaInBrackets.test(text) && digits.length >= 7) return true;
  if (digits.length < 6 || !/^[\d ()\-–]+$/.test(text)) return false;
  return contexts.phone.test(before) || (digits.length >= 9 && contexts.number.test(before));
}

/** `Тел.: 222-14-66, 221-05-13`: a further number right after one, of the same sort. */
function continuedType(
  text: string,
  last: Finding | undefined,
  start: number,
  { digits }: Run,
): PersonalDataType | undefined {
  if (last?.type !== 'phone' || digits.length < 6 || digits.length > 12) return undefined;
  return /^\s*(?:[,;/]|ва)\s*(?:факс[: ]*)?$/u.test(text.slice(last.end, start)) ? 'phone' : undefined;
}
