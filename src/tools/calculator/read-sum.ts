import { rational } from '../exact/rational.ts';
import { defineWords, matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import { writeExpression } from './evaluate.ts';
import { type Expression, isSum, operation, readExpression } from './expression.ts';

defineWords(
  'addVerb',
  'ҷамъ кун, ҷамъ кунед, ҷамъ кунем, ҷамъ кн, ҷамъ кардан, ҷамъ, зам кун, зам кунед, зам кунем, зам, илова кун, илова кунед, илова кунем, ҷамъ шавад, зам шавад, илова шавад, прибавь, плюс кун, плюс кунед',
);
defineWords(
  'takeVerb',
  'тарҳ кун, тарҳ кунед, тарҳ кунем, тарҳ кардан, тарҳ, кам кун, кам кунед, кам кунем, кам шавад, минус кун, минус кунед, гир, гирем, гиред, бигирем, гирифтан',
);
defineWords(
  'timesVerb',
  'зарб кун, зарб кунед, зарб кунем, зарб кн, зарб кардан, зарб, зарб зан, зарб занед, зарб занем, зан, занед, занем',
);
defineWords(
  'partVerb',
  'тақсим кун, тақсим кунед, тақсим кунем, тақсим кн, тақсим кардан, тақсим, тақсим шавад, тақсим намоед',
);
defineWords('sumOf', 'ҷамъи, суммаи, ҳосили ҷамъи, сумма, ҷамъ');
defineWords('differenceOf', 'фарқи, тафовути, ҳосили тарҳи, разность, фарқияти');
defineWords('productOf', 'зарби, ҳосили зарби, произведение, ҳосилзарби');
defineWords('quotientOf', 'тақсими, ҳосили тақсими, частное, нисбати');
defineWords('and', 'ва, ба, и, бар, бо');

const operations: readonly (readonly [
  ReturnType<typeof patterns>,
  (a: Expression, b: Expression) => Expression,
])[] = [
  [
    patterns(
      '*a ба *b {addVerb}',
      'ба *a *b {addVerb}',
      '*a ро ба *b {addVerb}',
      '{sumOf} [ададҳои] *a {and} *b',
      '{sumOf} касрҳои *a {and} *b',
      '*a ва *b ро|якҷоя {addVerb}',
      '*a ва *b {addVerb}',
      '[касрҳоро] {addVerb} : *a ва *b',
    ),
    (a, b) => operation('+', a, b),
  ],
  [
    patterns(
      'аз *a [адади] *b {takeVerb}',
      '{differenceOf} [ададҳои] *a {and} *b',
      '{differenceOf} байни *a ва *b',
    ),
    (a, b) => operation('−', a, b),
  ],
  [patterns('*b аз *a {takeVerb}'), (a, b) => operation('−', a, b)],
  [
    patterns(
      '*a ба *b {timesVerb}',
      '{productOf} [ададҳои] *a {and} *b',
      '*a ва *b ро {timesVerb}',
      '*a ва *b {timesVerb}',
      '*a *b баробар зиёд|калон шавад|кунем|кунед|кун',
      '*b баробар|карат|маротиба|бор зиёд|зиёдтар|калон|калонтар аз *a',
      '*b баробар|карат зиёди|калони *a',
    ),
    (a, b) => operation('×', a, b),
  ],
  [
    patterns(
      '*a ба|бар *b {partVerb}',
      '*a ба|бар *b баробар {partVerb}',
      '{quotientOf} [ададҳои] *a {and} *b',
      '*a *b баробар кам|хурд шавад|кунем|кунед|кун',
      '*b баробар|карат|маротиба|бор кам|камтар|хурд|хурдтар аз *a',
    ),
    (a, b) => operation(':', a, b),
  ],
  [patterns('*a ба дараҷаи *b бардор|бардоред|бардорем'), (a, b) => operation('^', a, b)],
];
const shares = patterns(
  '<t> / <n> аз|ҳиссаи|қисми|қисмати <a>',
  'аз <n> <t> ҳиссаи|қисми|қисмати <a>',
  'аз <a> <t> / <n>',
  '<t> / <n> адади <a>',
  '<t> / <n> и <a>',
);
const quarters = patterns('<t> чоряки|чорьяки <a>');
const many = patterns('{sumOf} *list', 'аз *a *list {takeVerb}', 'ба *a *list {addVerb}');

/** A sum in signs or words. */
export function sumOf(reading: Reading): Expression | undefined {
  const bare = matchAny(bareSum, reading);
  const direct = bare && readExpression(bare.text('a'), reading);
  if (direct && isSum(direct)) {
    // «12 + 35!» may be a cry.
    if (/ !$/.test(bare.text('a')) && !/^№\d+ !$/.test(bare.text('a'))) return undefined;
    return direct;
  }
  // «6365 / 19 = ?» is a division; a bare 3/4 asks for nothing.
  const division =
    bare && /[=?]|чанд/u.test(reading.raw) ? /^№(\d+) \/ №(\d+)$/u.exec(bare.text('a')) : undefined;
  if (division) {
    const [a, b] = [division[1], division[2]].map((index) => reading.numbers[Number(index)]?.value);
    return a && b && operation(':', { kind: 'number', value: a }, { kind: 'number', value: b });
  }
  const share = matchAny(shares, reading) ?? matchAny(quarters, reading);
  if (share) {
    const [t, n, a] = ['t', 'n', 'a'].map(
      (name): Expression => ({
        kind: 'number',
        value: share.has(name) ? share.number(name).value : rational(4),
      }),
    );
    return t && n && a && operation('×', operation(':', a, n), t);
  }
  const found: Expression[] = [];
  for (const [list, make] of operations) {
    for (const pattern of list) {
      const match = pattern.match(reading);
      const [a, b] = match
        ? [readExpression(trim(match.text('a')), reading), readExpression(trim(match.text('b')), reading)]
        : [];
      if (a && b) found.push(make(a, b));
    }
  }
  const [first] = found;
  if (first)
    return found.every((other) => writeExpression(other) === writeExpression(first)) ? first : undefined;
  return listed(reading);
}

const bareSum = patterns('*a');
/** Without the words that may be around a number. */
export const trim = (text: string) =>
  text.replace(/^(?:ададхои|адади|касри|касрхои) /u, '').replace(/ (?:ро|ра)$/u, '');

/** Several numbers added, or taken away one after another. */
function listed(reading: Reading): Expression | undefined {
  for (const [place, pattern] of many.entries()) {
    const match = pattern.match(reading);
    if (!match) continue;
    const list = trim(match.text('list'))
      .split(/ (?:ва|,|и) /)
      .map((part) => readExpression(trim(part), reading));
    if (list.length < 2 || list.some((part) => part === undefined)) continue;
    const parts = list.filter((part) => part !== undefined);
    if (place === 0) return parts.reduce((sum, part) => operation('+', sum, part));
    const first = readExpression(match.text('a'), reading);
    if (first) return parts.reduce((sum, part) => operation(place === 1 ? '−' : '+', sum, part), first);
  }
  return undefined;
}
