import type { Tool } from '../tool.ts';
import { answerSum } from './answer-sum.ts';
import { checks } from './checks.ts';
import { continued } from './follow-up.ts';
import { fractions } from './fractions.ts';
import { percent } from './percent.ts';
import { sumOf } from './read-sum.ts';
import { withRemainder } from './remainder.ts';
import { roundings } from './rounding.ts';

/** Sums in signs or words, percentages, remainders, rounding, fractions; exact throughout. */
export const calculator: Tool = {
  name: 'calculator',
  title: 'Ҳисобкунак',
  examples: [
    '12 + 35 чанд мешавад?',
    'сию панҷ ҷамъи дувоздаҳ',
    '15 фоизи 200',
    '3/4 + 1/6',
    '100-ро ба 7 бо бақия тақсим кун',
    '2 дар дараҷаи 10',
  ],
  answer(reading, context) {
    return (
      percent(reading) ??
      withRemainder(reading) ??
      roundings(reading) ??
      fractions(reading) ??
      checks(reading) ??
      answerSum(sumOf(reading)) ??
      continued(reading, context)
    );
  },
};
