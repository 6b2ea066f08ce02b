import { at } from '../../core/known.ts';
import { type Grade, right, wrong } from './grade.ts';
import { gradeNumber, isNumeric } from './number-answer.ts';
import { foldWords } from './reading/fold-words.ts';
import { afterLeadIn, bare, plainDigits, tidyAnswer } from './reading/tidy-answer.ts';

type Letters = 'tajik' | 'latin';

const alphabets = { tajik: 'АБВГДЕЖЗИК', latin: 'ABCDEFGHIJ' } as const;
/** A Latin letter typed on a Cyrillic keyboard. */
const lookAlike: Readonly<Record<string, string>> = { А: 'A', В: 'B', С: 'C', Е: 'E' };
const letter = '[АБВГДЕСA-Fабвгдесa-f]';
const named = new RegExp(
  `(?:вариант(?:и|ҳои)?|[ҷч]авоб(?:и)?|[ҳх]арф(?:и)?|банд(?:и)?|option|choice|letter|вариант|буква|ответ)\\s*[«"(]?(${letter})(?![\\p{L}\\d])`,
  'giu',
);
const leading = new RegExp(`^[\\s«"(\\[]*(${letter})\\s*(?:[).:\\]»"–—,;-]|$|\\s(?=\\p{Lu}))`, 'u');
const alone = /(?<![\p{L}\d'])([АБВГДЕСA-F])(?![\p{L}\d'])(?!\s*=)/gu;

/**
 * The choice that a generated answer names: by its letter (А Б В Г, or A B C D on either keyboard), by its text, or
 * by its number where no choice is a number. @returns its index; nothing where none or more than one is named.
 */
export function choiceInAnswer(
  choices: readonly string[],
  answer: string,
  letters: Letters = 'tajik',
): number | undefined {
  const tidy = tidyAnswer(answer);
  if (tidy === '') return undefined;
  const whole = choiceByText(choices, tidy, true) ?? choiceByNumber(choices, tidy);
  if (whole !== undefined) return whole;
  const stated = afterLeadIn(tidy);
  return (
    (stated === undefined ? undefined : choiceOf(choices, stated, letters)) ??
    choiceOf(choices, tidy, letters)
  );
}

/** Grades a generated answer to an item with choices. */
export function gradeChoice(
  choices: readonly string[],
  key: number,
  answer: string,
  letters: Letters = 'tajik',
): Grade {
  const chosen = choiceInAnswer(choices, answer, letters);
  if (chosen === undefined) return wrong('no-choice-named');
  const read = alphabets[letters][chosen] ?? String(chosen + 1);
  return chosen === key ? right('right-choice', read) : wrong('other-choice', read);
}

function choiceOf(choices: readonly string[], text: string, letters: Letters): number | undefined {
  const start = leading.exec(text)?.[1];
  const mentions = start === undefined ? [...text.matchAll(named)].map((match) => at(match, 1)) : [start];
  const byLetter = onlyOne(mentions.map((one) => indexOf(one, letters, choices.length)));
  const byText = choiceByText(choices, text, false);
  // «Б) Хуҷанд» where Хуҷанд is choice А names two.
  if (byLetter !== undefined && byText !== undefined && byLetter !== byText) return undefined;
  if (byLetter !== undefined || byText !== undefined) return byLetter ?? byText;
  if (mentions.length > 0) return undefined;
  const number = /^\W*(\d)\s*(?:[).:]|$)/u.exec(text)?.[1];
  if (number !== undefined && !choices.some((choice) => /\d/.test(choice))) {
    const index = Number(number) - 1;
    return index >= 0 && index < choices.length ? index : undefined;
  }
  return onlyOne([...text.matchAll(alone)].map((match) => indexOf(at(match, 1), letters, choices.length)));
}

function indexOf(mark: string, letters: Letters, count: number): number | undefined {
  const capital = mark.toUpperCase();
  const own = alphabets[letters].indexOf(letters === 'latin' ? (lookAlike[capital] ?? capital) : capital);
  const other = letters === 'tajik' ? alphabets.latin : alphabets.tajik;
  const index =
    own >= 0 ? own : other.indexOf(letters === 'tajik' ? (lookAlike[capital] ?? capital) : capital);
  return index >= 0 && index < count ? index : undefined;
}

function onlyOne(indexes: readonly (number | undefined)[]): number | undefined {
  const found = new Set(indexes);
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** A number in words, where every choice is a number. */
function choiceByNumber(choices: readonly string[], text: string): number | undefined {
  if (/\d/.test(text) || !choices.every(isNumeric)) return undefined;
  return onlyOne(choices.flatMap((choice, index) => (gradeNumber(choice, text).score === 1 ? [index] : [])));
}

function choiceByText(choices: readonly string[], text: string, isWhole: boolean): number | undefined {
  const isCyrillic = /\p{Script=Cyrillic}/u.test(choices.join(' '));
  const given = keyOf(text, isCyrillic);
  if (given.trim() === '') return undefined;
  const keys = choices.map((choice) => keyOf(choice, isCyrillic));
  const found = keys.flatMap((key, index) => {
    if (key.trim() === '') return [];
    const isNamed = isWhole ? given === key : given.includes(key);
    // «реша» is in «решаи калима» too: the longer choice is meant.
    const isPart = keys.some(
      (other, place) => place !== index && other.includes(key) && given.includes(other),
    );
    return isNamed && (isWhole || !isPart) ? [index] : [];
  });
  return onlyOne(found);
}

/** Words between spaces, so that one is found whole; signs where a choice has no words. */
function keyOf(text: string, isCyrillic: boolean): string {
  const plain = plainDigits(bare(text));
  const isFormula = /[=+*/^√<>°%]|\d/.test(plain) && plain.length < 60;
  if (isFormula)
    return ` ${plain
      .toLowerCase()
      .replace(/(?<=\d),(?=\d)/g, '.')
      .replace(/\s+/g, ' ')} `;
  return ` ${foldWords(plain, isCyrillic).join(' ')} `;
}
