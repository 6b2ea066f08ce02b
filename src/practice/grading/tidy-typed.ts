import { normaliseText } from '../../language/index.ts';

const leadIn =
  /^(?:ман\s+фикр\s+мекунам,?\s+(?:ки\s+)?|ба\s+фикрам,?\s+)?(?:[ҷчљ]авоб(?:и\s+(?:д[уӯ]р[уӯ]ст|ман)|и(?=\s)|аш)?|javob|ответ)?\s*(?:[:=–—-]|ин\s)?\s*/iu;

/** A typed answer in one line: one kind of dash, no «Ҷавоб:» before it, no marks around it. */
export function tidyTyped(typed: string): string {
  return normaliseText(typed.slice(0, 2000))
    .replace(/[\s\u00A0\u202F]+/gu, ' ')
    .replace(/[‒–—−](?=\s?\d)/gu, '-')
    .trim()
    .replace(leadIn, (found) => (/^\s*-\s*$/u.test(found) ? found : ''))
    .replace(/^["'«„“(]+(?=[^)]*$)|[\s"'»“”.,;:!?]+$/gu, '')
    .trim();
}

const lookAlikes: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Б: 'B',
  С: 'C',
  Ц: 'C',
  Д: 'D',
  Е: 'E',
  Ё: 'E',
  Ф: 'F',
  Г: 'G',
  Н: 'H',
  Ҳ: 'H',
  Х: 'H',
  І: 'I',
  И: 'I',
  Ҷ: 'J',
  Ж: 'J',
};

/** The letters before the entries of a list: A, B, C, D, as at the entrance exam. */
export const entryLetters = 'ABCDEFGHIJ';

/** The place that a letter names, in either alphabet and case: А, а, A and a are 0. −1 for other letters. */
export function placeOfLetter(letter: string, count: number): number {
  const capital = letter.toUpperCase();
  // Where there is no G, Г is the fourth letter of the other alphabet.
  if (capital === 'Г' && count < 7) return count > 3 ? 3 : -1;
  const place = entryLetters.indexOf(lookAlikes[capital] ?? capital);
  return place < count ? place : -1;
}
