import { hasLuhnDigit } from './checksums.ts';
import { anyOf, type Finding, type PersonalDataType, personalDataWords } from './personal-data-words.ts';

// A run of digits with the signs that people put between them; no line end.
const digitRun =
  /(?<![\p{L}\p{N}_.,/:-])(?:\(? ?\+ ?)?\(?\d(?:[ \u00a0().\-–—]{0,3}\d){4,25}(?![\p{L}\p{N}_]|[.,:]\d)/gu;
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
  contact: wordBefore(wordsBefore.contact, 0),
  code: wordBefore(wordsBefore.code, 1),
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
    for (const { start, found } of numbersOf(match[0], match.index)) {
      const before = text.slice(Math.max(0, start - contextCharacters), start);
      const run = { text: found, digits: found.replace(/\D/g, ''), before };
      const after = text.slice(start + found.length, start + found.length + contextCharacters);
      const type = typeOf(run) ?? continuedType(text, findings.at(-1), start, run, after);
      if (type) findings.push({ type, ...placeOf(found, start, type, text) });
    }
  }
  return findings;
}

interface FoundNumber {
  readonly start: number;
  readonly found: string;
}

/** `227-12-34`, `93 500 11 22`, `918642107`: as phones are written one by one. */
const phoneShape =
  /^\(?\+?(?:\d{2,3}[- ]\d{2}[- ]\d{2}|\d{2}[- ]?\d{3}[- ]\d{2}[- ]\d{2}|\d{3}[- ]\d{3}[- ]\d{3}|\d{7}|\d{9})\)?$/;

/**
 * The numbers of a run of digits. A bracket holds an area code, or a number of its own: `227-12-34 (93 500 11 22)`;
 * several numbers may be side by side with spaces between.
 */
function numbersOf(run: string, at: number): FoundNumber[] {
  const numbers: FoundNumber[] = [];
  const add = (from: number, to: number) => {
    const raw = run.slice(from, to);
    const found = raw.replace(/^[\s.\-–—]+|[\s.\-–—]+$/g, '');
    const digits = found.replace(/\D/g, '').length;
    if (digits >= 6 || smallTown.test(found)) numbers.push({ start: at + from + raw.indexOf(found), found });
  };
  let from = 0;
  let open = -1;
  for (let place = 0; place < run.length; place += 1) {
    if (run[place] === '(') {
      const close = run.indexOf(')', place);
      const digits = run.slice(place, close === -1 ? run.length : close).replace(/\D/g, '').length;
      const isStart = run.slice(from, place).trim() === '';
      if (digits >= 6 && !isStart && run[place + 1] !== '+') {
        add(from, place);
        from = place + 1;
      } else open = place;
    } else if (run[place] === ')') {
      // A bracket that was opened before the number closes behind it.
      if (open < from) {
        add(from, place);
        from = place + 1;
      }
      open = -1;
    }
  }
  add(from, run.length);
  return numbers.flatMap(sideBySide);
}

/** Splits `227-12-34 221-45-67` where each part is written as one phone and all of them are too long for one. */
function sideBySide({ start, found }: FoundNumber): FoundNumber[] {
  if (found.replace(/\D/g, '').length < 13) return [{ start, found }];
  for (const separator of [/ +[-–—] +| {2,}/g, / +/g]) {
    const parts: FoundNumber[] = [];
    let from = 0;
    for (const match of [...found.matchAll(separator), undefined]) {
      const to = match?.index ?? found.length;
      parts.push({ start: start + from, found: found.slice(from, to) });
      from = to + (match?.[0].length ?? 0);
    }
    if (parts.length > 1 && parts.every((part) => phoneShape.test(part.found))) return parts;
  }
  return [{ start, found }];
}

/** `2-24-55`: numbers in small towns, which need a word that says so. */
const smallTown = /^[2-9]-\d{2}-\d{2}$/;

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
  return /^\(? ?\+/.test(text) && digits.length >= 10 && digits.length <= 15 && !digits.startsWith('0');
}

/** Sixteen digits in fours or in one, a bank's first digit and a right check digit; other lengths by the word. */
function isCard({ text, digits, before }: Run): boolean {
  const isInFours = /^\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}$/.test(text);
  // With the word in front, a digit that was typed wrong makes it no other number.
  if (isInFours && /^[2-69]/.test(digits) && contexts.card.test(before)) return true;
  if (!hasLuhnDigit(digits) || !/^[2-69]/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  if (isInFours) return true;
  return digits.length >= 15 && digits.length <= 19 && contexts.card.test(before);
}

const yearRange = /^\(?[12]\d{3}\s*[-–—]\s*\(?[12]\d{3}\)?$/;
const date = /^(?:\d{1,2}[.-]\d{1,2}[.-]\d{4}|\d{4}[.-]\d{1,2}[.-]\d{1,2})\b/;
// (37) 221-69-17, 8 (3422) 6-01-09, (+992 37- is international)
const areaInBrackets =
  /^(?:8[ -]?)?\(\d{2,5}\)\s?\d{1,3}[ -]?\d{2}[ -]?\d{2}$|^\(\d{2,5}\)\s?\d{3}[ -]\d{4}$/;

/** `93-500-11-22`: the prefixes of Tajikistan's mobile operators, and how their numbers are printed. */
const mobileInDashes = /^(?:0[0-9]|1[17]|2[02]|33|4[0-9]|5[05]|7[0-9]|8[018]|9[0-9])-\d{3}-\d{2}-\d{2}$/;
/** `92 777 11 22`, `919 12 34 56`: grouped as no sum of money is, behind an operator's prefix. */
const mobileInSpaces =
  /^(?:(?:00|11|40|50|55|70|77|88|9[0-48]) \d{3} \d{2} \d{2}|9[0-48]\d \d{2} \d{2} \d{2})$/;
/** `227-12-34`: numbers in towns, as they are printed. */
const townInDashes = /^[2-9]\d{2}-\d{2}-\d{2}$/;

const phoneRightBefore = wordBefore([...wordsBefore.phone, ...wordsBefore.contact], 0);

/** Local forms need a word that says phone, an area code in brackets, or the dashes that only phones have. */
function isLocalPhone({ text, digits, before }: Run): boolean {
  if (yearRange.test(text) || date.test(text) || digits.length > 13) return false;
  if (areaInBrackets.test(text) && digits.length >= 7) return true;
  if (smallTown.test(text)) return phoneRightBefore.test(before);
  if (digits.length < 6 || !/^[\d ()\-–]+$/.test(text)) return false;
  if (contexts.code.test(before)) return false;
  if (mobileInDashes.test(text) || mobileInSpaces.test(text) || townInDashes.test(text)) return true;
  if (contexts.contact.test(before) && phoneShape.test(text)) return true;
  return contexts.phone.test(before) || (digits.length >= 9 && contexts.number.test(before));
}

const between = new RegExp(
  String.raw`^\s*(?:\([^()\n]{1,40}\)\s*)?(?:[,;/|•·(–-]|ва|ё|или|и|\n)\s*(?:${anyOf(wordsBefore.phone)}[.:]*\s*)?$`,
  'u',
);
/** What follows a count, a price or a year. */
const counted =
  /^\s*(?:%|сомон|нафар|доллар|рубл|сол|дона|адад|метр|км|кг|тонна|ҳазор|млн|миллион|грамм|литр)/iu;

/** `Тел.: 222-14-66 (Парвиз), 221-05-13`: a further number behind one, as numbers of phones are written. */
function continuedType(
  text: string,
  last: Finding | undefined,
  start: number,
  { text: own, digits }: Run,
  after: string,
): PersonalDataType | undefined {
  if (last?.type !== 'phone' || (digits.length < 6 && !smallTown.test(own)) || digits.length > 12)
    return undefined;
  if (yearRange.test(own) || date.test(own) || counted.test(after)) return undefined;
  const gap = text.slice(last.end, start);
  if (!between.test(gap)) return undefined;
  // On the next line only what is written as a phone.
  return !gap.includes('\n') || phoneShape.test(own) ? 'phone' : undefined;
}
