import { last } from '../../core/known.ts';
import { type Grade, right, wrong } from './grade.ts';
import { bare, plainDigits } from './reading/tidy-answer.ts';

/** Cyrillic letters that look like Latin ones: formulas are typed with either. */
const alike: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
};

/** Whether an accepted answer is a formula and not a word or number: H2SO4, x² + 1, F = ma, NaCl. */
export function isFormula(reference: string): boolean {
  const text = compact(reference);
  if (text.length > 60 || /\p{L}{4,}/u.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (/[^A-Za-z\d()[\]{}+\-*/=^.,·<>≤≥√π°→|!]/u.test(text)) return false;
  return /\d|[=+*/^√→<>≤≥]/.test(text) || /^(?:[A-Z][a-z]?){2,}$/.test(text);
}

/** Grades a formula: spaces, raised and lowered digits and the alphabet of its letters do not count; capitals do. */
export function gradeFormula(reference: string, given: string): Grade {
  const wanted = compact(reference);
  const whole = compact(bareFormula(given));
  if (matches(wanted, whole)) return right('same-formula', whole);
  const parts = given
    .split(/\s+(?:аст|мебошад|аст,)\b|[\s:;«»"]+(?![+\-=*/→<>])(?<![+\-=*/→<>]\s)/u)
    .map((part) => compact(bareFormula(part)));
  const found = parts.filter((part) => /[A-Za-z]/.test(part) && isFormula(part));
  if (found.some((part) => matches(wanted, part))) {
    return found.every((part) => matches(wanted, part))
      ? right('same-formula', wanted)
      : wrong('two-answers', found.join(' '));
  }
  return wrong('other-formula', whole.slice(0, 80));
}

function matches(wanted: string, given: string): boolean {
  if (wanted === given) return true;
  // Typed without capitals throughout: h2o.
  const isSame = given.toLowerCase() === wanted.toLowerCase();
  // So may a law of mathematics be, whose letters are names: πr², πR². Of elements capitals tell CO from Co.
  if (isSame && (given === given.toLowerCase() || /[=π^]/.test(wanted))) return true;
  // F = ma, answered with «ma» alone, or the other way round.
  const side = (text: string) => last(text.split('='));
  return given !== '' && (side(wanted) === given || wanted === side(given)) && /[=]/.test(wanted + given);
}

function compact(text: string): string {
  return plainDigits(text)
    .replace(/[АВЕКМНОРСТХУаеорсху]/g, (letter) => alike[letter] ?? letter)
    .replace(/[×⋅∙·*]/g, '')
    .replace(/\^|\s/g, '')
    .replace(/[–—]/g, '-');
}

function bareFormula(text: string): string {
  const inner = bare(text.replace(/^\s*[-+](?=\S)/u, 'SIGN$&')).replace(/^SIGN/u, '');
  return inner.trim();
}
