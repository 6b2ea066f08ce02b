import { at } from '../../../core/known.ts';
import { foldWords } from './fold-words.ts';
import { numbersInDigits } from './number-words.ts';

const months = [
  'январ',
  'феврал',
  'март',
  'апрел',
  'ма',
  'июн',
  'июл',
  'август',
  'сентябр',
  'октябр',
  'ноябр',
  'декабр',
];

/** A day as `D.M` or `D.M.YYYY`: of «9 сентябри соли 1991», «9-уми сентябр», 09.09.1991. Nothing else is a day. */
export function readDate(text: string): string | undefined {
  const numeric = /(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/.exec(text);
  if (numeric) return `${Number(numeric[1])}.${Number(numeric[2])}.${numeric[3]}`;
  const words = foldWords(numbersInDigits(text).replace(/(?<=\d)-(?=[уюи]м)/gu, ''), true);
  const place = words.findIndex((word) => monthOf(word) > 0);
  if (place < 1) return undefined;
  const day = words
    .slice(Math.max(0, place - 2), place)
    .map((word) => /^(\d{1,2})(?:уми?|юми?)?$/.exec(word)?.[1]);
  const number = day.findLast((one) => one !== undefined);
  if (number === undefined) return undefined;
  const year = words
    .slice(place + 1, place + 3)
    .find((word) => /^\d{4}/.test(word))
    ?.slice(0, 4);
  return [Number(number), monthOf(at(words, place)), ...(year === undefined ? [] : [year])].join('.');
}

/** Number of the month, 0 for another word. */
function monthOf(word: string): number {
  const bare = word.replace(/и$/u, '');
  return months.findIndex((month) => bare === month || word === month) + 1;
}
