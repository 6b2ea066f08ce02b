import { compare } from '../exact/rational.ts';
import { figure, figureOrRounded, fraction } from '../exact/write.ts';
import { patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding } from '../tool.ts';
import { answerSum } from './answer-sum.ts';
import { evaluate } from './evaluate.ts';
import { isSum, readExpression } from './expression.ts';

const check = patterns(
  '*a = *b [дуруст] [аст|навиштам|мешавад|баровардам] [дуруст] [аст]',
  'ман *a = *b навиштам [дуруст] [аст]',
  '*a = *b дуруст аст ё не',
  '*a *b мешавад [дуруст] [аст]',
);
const own = patterns(
  '*a [,] ман *b баровардам',
  '*a чанд аст , ман *b баровардам',
  '*a чанд мешавад ман *b баровардам',
  '*a чихел мешавад ман *b баровардам',
  '*a , ҷавобам *b',
);

/** The pupil brings a result along: it is compared, the right one is said. */
export function checks(reading: Reading): Finding | undefined {
  for (const pattern of [...own, ...check]) {
    const match = pattern.match(reading);
    const expression = match && readExpression(match.text('a').replace(asked, ''), reading);
    const given = match && readExpression(match.text('b'), reading);
    if (!expression || !isSum(expression) || given?.kind !== 'number') continue;
    const found = answerSum(expression);
    const result = evaluate(expression);
    if (!found || 'reason' in result || result.isRounded) return found;
    const shown = given.isFraction ? fraction(given.value) : figure(given.value);
    const isRight = compare(given.value, result.value) === 0;
    const verdict = isRight
      ? 'Дуруст.'
      : `Нодуруст: ҷавоби шумо ${shown}, ҷавоби дуруст ${figureOrRounded(result.value)}.`;
    return { ...found, text: `${verdict}\n${found.text}`, understood: `${found.understood} = ${shown}?` };
  }
  return undefined;
}

const asked = / (?:чанд аст|чанд мешавад|чихел мешавад|чи хел мешавад|чанд)$/u;
