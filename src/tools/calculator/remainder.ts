import { isWhole, multiply, type Rational, rational } from '../exact/rational.ts';
import { figure, plainValue } from '../exact/write.ts';
import { matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding } from '../tool.ts';

const remainder = patterns(
  '<a> ба|бар <b> бо бақия|бақияаш {partVerb}',
  '<a> ба|бар <b> {partVerb} бо бақия',
  '<a> {partVerb} <b> бо бақия',
  '<a> : <b> бо бақия',
  'тақсим бо бақия : <a> : <b>',
  '<a> тақсими|тақсим [ба] <b> бо бақия',
  '<a> ба|бар <b> {partVerb} [чанд|чӣ] бақия [мемонад|мемона|мондан|монад]',
  '<a> ба|бар <b> {partVerb} бақияаш [чанд|чист]',
  'ҳангоми тақсими <a> бар|ба <b> [чӣ] бақия мемонад|мемона',
  '<a> : <b> бутун тақсим мешавад . [агар] [не] [,] бақияаш [чанд]',
  '<a> : <b> бутун тақсим мешавад . агар не , бақияаш чанд',
  '<a> делим на <b> остаток',
  'бақияи тақсими <a> ба|бар <b>',
  '<a> ба|бар <b> {partVerb} чанд бақия мемонад',
  'бақияи <a> ба|бар|тақсими <b>',
  '<a> : <b> бақияаш',
  '<a> ба <b> бо бақия {partVerb}',
);

/** Division with a remainder. */
export function withRemainder(reading: Reading): Finding | undefined {
  const match = matchAny(remainder, reading);
  if (!match) return undefined;
  const [a, b] = [match.number('a').value, match.number('b').value];
  if (!isWhole(a) || !isWhole(b) || a.top < 0n || b.top < 0n) return undefined;
  const understood = `${figure(a)} : ${figure(b)} бо бақия`;
  const explanation =
    'Бақия аз тақсимкунанда хурд аст: тақсимшаванда = тақсимкунанда × ҳосили тақсим + бақия.';
  if (b.top === 0n) {
    const text = 'Ба сифр тақсим кардан мумкин нест.';
    return { text, value: text, understood, explanation };
  }
  const [quotient, rest] = [a.top / b.top, a.top % b.top].map((one) => rational(one)) as [Rational, Rational];
  const product = multiply(quotient, b);
  const text = `${figure(b)} × ${figure(quotient)} = ${figure(product)}; ${figure(a)} − ${figure(product)} = ${figure(rest)}.\n${figure(a)} : ${figure(b)} = ${figure(quotient)}, бақия ${figure(rest)}.`;
  return { text, value: `${plainValue(quotient)}, бақия ${plainValue(rest)}`, understood, explanation };
}
