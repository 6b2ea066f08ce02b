import { isWhole, rational } from '../exact/rational.ts';
import { figure, figureOrRounded, fraction, plainValue } from '../exact/write.ts';
import { matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding } from '../tool.ts';
import { readExpression } from './expression.ts';
import { trim } from './read-sum.ts';

const toFraction = patterns(
  '<a> ба|дар каср [мубаддал|табдил] [кун|кунед|кн|деҳ|диҳед|гардон]',
  '<a> дар шакли каср',
  'касри <a>',
  '<a> ба касри оддӣ [табдил] [кун|кунед|деҳ|диҳед|гардон]',
);
const toDecimal = patterns(
  '*a ба|дар касри даҳӣ [табдил|мубаддал] [кун|кунед|деҳ|диҳед|гардон]',
  '*a дар шакли касри даҳӣ',
  '*a ба касри даҳӣ табдил диҳед|деҳ|кун|кунед',
  '*a ба адади даҳӣ [гардон|табдил] [деҳ|диҳед]',
);
const simplify = patterns(
  '[касри] *a ихтисор [кун|кунед|кунем|карда] [шавад]',
  '[касри] *a [ро] содда [кун|кунед|кунам|кунем]',
  'касри *a ба шакли ихтисорнашаванда оред|ор',
  '*a пас аз ихтисор',
  'чӣ тавр касри *a содда кунам',
  'сократи|сократить дробь *a',
  'сократи *a',
  '*a ихтисор кунам|шавад',
);

/** Decimals as fractions, fractions as decimals, fractions in lowest terms. */
export function fractions(reading: Reading): Finding | undefined {
  const whole = matchAny(toFraction, reading);
  if (whole) {
    const { value } = whole.number('a');
    if (isWhole(value)) return undefined;
    const scale = 10n ** BigInt(String(whole.number('a').text.split(/[.,]/)[1] ?? '').length);
    const wide = `${(value.top * scale) / value.bottom}/${scale}`;
    return {
      text: `${figure(value)} = ${wide}${wide === `${value.top}/${value.bottom}` ? '' : ` = ${fraction(value)}`}`,
      value: `${value.top}/${value.bottom}`,
      understood: `${figure(value)} дар шакли каср`,
      explanation: 'Рақамҳои баъди вергул сурат, 10, 100 ё 1000 махраҷ мешавад; баъд каср ихтисор мешавад.',
    };
  }
  const decimal = matchAny(toDecimal, reading);
  const expression = decimal && readExpression(decimal.text('a'), reading);
  if (expression?.kind === 'number' && expression.isFraction)
    return {
      text: `${fraction(expression.value)} = ${figureOrRounded(expression.value)}`,
      value: plainValue(expression.value),
      understood: `${fraction(expression.value)} дар шакли касри даҳӣ`,
      explanation: 'Сурат ба махраҷ тақсим мешавад.',
    };
  const parts = simplify
    .map((pattern) => /^№(\d+) [/:] №(\d+)$/.exec(trim(pattern.match(reading)?.text('a') ?? '')))
    .find((found) => found !== null);
  const [top, bottom] = [parts?.[1], parts?.[2]].map(
    (index) => reading.numbers[Number(index ?? Number.NaN)]?.value,
  );
  if (!top || !bottom || !isWhole(top) || !isWhole(bottom) || bottom.top <= 0n || top.top <= 0n)
    return undefined;
  const value = rational(top.top, bottom.top);
  const divisor = bottom.top / value.bottom;
  const understood = `касри ${top.top}/${bottom.top}-ро ихтисор кардан`;
  const explanation = 'Сурат ва махраҷ ба тақсимкунандаи калонтарини умумии худ тақсим мешаванд.';
  if (divisor === 1n)
    return {
      text: `${top.top}/${bottom.top} ихтисор намешавад: сурат ва махраҷ ғайр аз 1 тақсимкунандаи умумӣ надоранд.`,
      value: `${value.top}/${value.bottom}`,
      understood,
      explanation,
    };
  const mixed = isWhole(value) || value.top > value.bottom ? ` = ${fraction(value)}` : '';
  return {
    text: `${top.top} : ${divisor} = ${value.top}, ${bottom.top} : ${divisor} = ${value.bottom}.\n${top.top}/${bottom.top} = ${isWhole(value) ? figure(value) : `${value.top}/${value.bottom}${mixed}`}`,
    value: `${value.top}/${value.bottom}`.replace(/\/1$/, ''),
    understood,
    explanation,
  };
}
