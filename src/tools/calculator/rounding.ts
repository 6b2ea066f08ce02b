import { divide, isWhole, one, type Rational, rational, roundTo } from '../exact/rational.ts';
import { figure, plainValue } from '../exact/write.ts';
import { matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding } from '../tool.ts';
import { evaluate, hasFraction, writeExpression, writeResult } from './evaluate.ts';
import { isSum, readExpression } from './expression.ts';

const round = patterns(
  '<a> [ро] то *place яклухт [кун|кунед|кунем|шавад|мекунем]',
  '<a> то *place округлить|округли [кунед|кун]',
  'яклухткунӣ : <a> ( то *place )',
  '<a> яклухт [кун|кунед] [то] *place',
  'тақрибан , то *place : <a>',
  'яклухт кун|кунед <a> [ро] то *place',
  '*a яклухт то *place',
);

const places = new Map<string, Rational>(
  [
    ['даҳӣ', 10],
    ['даҳиҳо', 10],
    ['даҳӣҳо', 10],
    ['даҳ', 10],
    ['садӣ', 100],
    ['садиҳо', 100],
    ['сад', 100],
    ['ҳазорӣ', 1000],
    ['ҳазориҳо', 1000],
    ['ҳазор', 1000],
    ['миллион', 1_000_000],
  ].map(([name, size]) => [String(name), rational(Number(size))]),
);

const placeNames: readonly (readonly [string, number])[] = [
  ['дахяк', 1],
  ['садяк', 2],
  ['хазоряк', 3],
  ['дахи пас аз вергул', 1],
  ['як ракам баъди вергул', 1],
];

/** Numbers and sums rounded to a place. */
export function roundings(reading: Reading): Finding | undefined {
  const match = matchAny(round, reading);
  if (!match) return undefined;
  const place = match.text('place').replace(/(?:ро|и)$/u, (end) => (end === 'ро' ? '' : end));
  const expression =
    match.has('a') && /^\d+$/.test(match.text('a'))
      ? { kind: 'number' as const, value: match.number('a').value }
      : readExpression(match.text('a'), reading);
  const result = expression && evaluate(expression);
  if (!expression || !result || 'reason' in result) return undefined;
  const found = unitOfPlace(place, result.value, reading);
  if (!found) return undefined;
  const value = roundTo(result.value, found);
  const from = isSum(expression)
    ? `${writeExpression(expression)} ${writeResult(result, hasFraction(expression))}`
    : figure(result.value);
  const text = `${from} ≈ ${figure(value)}`;
  return {
    text,
    value: plainValue(value),
    understood: `${writeExpression(expression)}, яклухт то ${found.bottom > 1n ? `${String(found.bottom).length - 1} рақами баъди вергул` : figure(found)}`,
    explanation: 'Агар рақами аввали партофташаванда 5 ё зиёд бошад, разряди охирин 1 зиёд мешавад.',
  };
}

/** до сотен is hundreds for a whole number and hundredths for one with decimals. */
function unitOfPlace(place: string, value: Rational, reading: Reading): Rational | undefined {
  for (const [name, decimals] of placeNames)
    if (place === name || place === `${name}и` || place === `${name}хо`)
      return rational(1n, 10n ** BigInt(decimals));
  const digits = /^№(\d+) (?:ракам|ракам баъди вергул|ракам баади вергул|ракам пас аз вергул)$/u.exec(place);
  if (digits) {
    const count = reading.numbers[Number(digits[1])]?.value;
    return count && isWhole(count) && count.top >= 0n && count.top <= 10n
      ? rational(1n, 10n ** count.top)
      : undefined;
  }
  if (place === 'бутун' || place === 'адади бутун' || place === 'вохид' || place === 'вохидхо') return one;
  const number = /^№(\d+)(?: (?:и|хо|ум))?$/u.exec(place);
  const size = number
    ? reading.numbers[Number(number[1])]?.value
    : [...places].find(([name]) => foldPlace(name) === place)?.[1];
  if (!size || !isWhole(size) || !/^10+$/.test(String(size.top))) return undefined;
  return isWhole(value) ? size : divide(one, size);
}

const foldPlace = (name: string) => name.replace(/ӣ/g, 'и').replace(/ҳ/g, 'х');
