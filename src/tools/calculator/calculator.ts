import {
  compare,
  divide,
  isWhole,
  multiply,
  one,
  type Rational,
  rational,
  roundTo,
  subtract,
} from '../exact/rational.ts';
import { figure, figureOrRounded, fraction, plainValue } from '../exact/write.ts';
import { defineWords, matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, Tool, ToolContext } from '../tool.ts';
import { evaluate, hasFraction, writeExpression, writeResult } from './evaluate.ts';
import { type Expression, isSum, operation, readExpression } from './expression.ts';
import { percent } from './percent.ts';

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
const round = patterns(
  '<a> [ро] то *place яклухт [кун|кунед|кунем|шавад|мекунем]',
  '<a> то *place округлить|округли [кунед|кун]',
  'яклухткунӣ : <a> ( то *place )',
  '<a> яклухт [кун|кунед] [то] *place',
  'тақрибан , то *place : <a>',
  'яклухт кун|кунед <a> [ро] то *place',
  '*a яклухт то *place',
);
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
const check = patterns(
  '*a = <b> [дуруст] [аст|навиштам|мешавад|баровардам] [дуруст] [аст]',
  'ман *a = <b> навиштам [дуруст] [аст]',
  '*a = <b> дуруст аст ё не',
  '*a <b> мешавад [дуруст] [аст]',
);
const own = patterns(
  '*a [,] ман <b> баровардам',
  '*a чанд аст , ман <b> баровардам',
  '*a чанд мешавад ман <b> баровардам',
  '*a чихел мешавад ман <b> баровардам',
  '*a , ҷавобам <b>',
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
      computed(sumOf(reading)) ??
      continued(reading, context)
    );
  },
};

/** A sum in signs or words. */
export function sumOf(reading: Reading): Expression | undefined {
  const bare = matchAny(bareSum, reading);
  const direct = bare && readExpression(bare.text('a'), reading);
  if (direct && isSum(direct)) {
    // «12 + 35!» may be a cry.
    if (/ !$/.test(bare.text('a')) && !/^№\d+ !$/.test(bare.text('a'))) return undefined;
    return direct;
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
const trim = (text: string) =>
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

function computed(expression: Expression | undefined): Finding | undefined {
  if (!expression) return undefined;
  const written = writeExpression(expression);
  const result = evaluate(expression);
  if ('reason' in result)
    return {
      text: `${written}: ${result.reason}`,
      value: result.reason,
      understood: written,
      explanation: 'Ҳисоби дақиқ бо ададҳои бутун ва касрҳо.',
    };
  const asFraction = hasFraction(expression);
  const steps =
    result.steps.length > 1
      ? `${result.steps.map((step, place) => `${place + 1}) ${step}`).join('\n')}\n`
      : detail(expression);
  const text = `${steps}${written} ${writeResult(result, asFraction)}`;
  const rule = result.isRounded
    ? 'Реша адади бутун ё каср нест, натиҷа то 4 рақами баъди вергул яклухт шудааст.'
    : 'Натиҷа дақиқ аст.';
  const order = result.steps.length > 1 ? ' Тартиб: қавс, дараҷа ва реша, зарб ва тақсим, ҷамъ ва тарҳ.' : '';
  return { text, value: plainValue(result.value), understood: written, explanation: rule + order };
}

/** The steps of one operation where a pupil would write them. */
function detail(expression: Expression): string {
  if (expression.kind !== 'operation') return '';
  const [a, b] = expression.parts;
  if (a?.kind !== 'number' || b?.kind !== 'number') return '';
  const whole = isWhole(a.value) && isWhole(b.value) && a.value.top > 0n && b.value.top > 0n;
  if (!whole) {
    const result = evaluate(expression);
    const [step] = 'steps' in result ? result.steps : [];
    return step !== undefined && step.split(' = ').length > 2 ? `${step}\n` : '';
  }
  const digits = String(b.value.top);
  if (
    expression.operation === '×' &&
    a.value.top > 9n &&
    b.value.top > 9n &&
    digits.length < 7 &&
    /[1-9].*[1-9]/.test(digits)
  ) {
    const parts = [...digits]
      .map((digit, place) => rational(BigInt(digit) * 10n ** BigInt(digits.length - 1 - place)))
      .filter((part) => part.top > 0n);
    const products = parts.map(
      (part) => `${figure(a.value)} × ${figure(part)} = ${figure(multiply(a.value, part))}`,
    );
    return `${figure(b.value)} = ${parts.map(figure).join(' + ')}\n${products.join('; ')}\n${parts.map((part) => figure(multiply(a.value, part))).join(' + ')} = ${figure(multiply(a.value, b.value))}\n`;
  }
  if (expression.operation === ':') {
    const quotient = divide(a.value, b.value);
    if (isWhole(quotient)) return `Санҷиш: ${figure(quotient)} × ${figure(b.value)} = ${figure(a.value)}.\n`;
  }
  return '';
}

function withRemainder(reading: Reading): Finding | undefined {
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

const placeNames: readonly (readonly [string, number])[] = [
  ['дахяк', 1],
  ['садяк', 2],
  ['хазоряк', 3],
  ['дахи пас аз вергул', 1],
  ['як ракам баъди вергул', 1],
];

function roundings(reading: Reading): Finding | undefined {
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

function fractions(reading: Reading): Finding | undefined {
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
  const simple = matchAny(simplify, reading);
  const parts = simple && /^№(\d+) [/:] №(\d+)$/.exec(trim(simple.text('a')));
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

/** The pupil brings a result along: it is compared, the right one is said. */
function checks(reading: Reading): Finding | undefined {
  const match = matchAny(own, reading) ?? matchAny(check, reading);
  const expression =
    match &&
    readExpression(match.text('a').replace(/ (?:чанд аст|чанд мешавад|чихел мешавад|чанд)$/u, ''), reading);
  if (!match || !expression || !isSum(expression)) return undefined;
  const found = computed(expression);
  const result = evaluate(expression);
  if (!found || 'reason' in result || result.isRounded) return found;
  const given = match.number('b').value;
  const isRight = compare(given, result.value) === 0;
  const verdict = isRight
    ? 'Дуруст.'
    : `Нодуруст: ҷавоби шумо ${figure(given)}, ҷавоби дуруст ${figureOrRounded(result.value)}.`;
  return {
    ...found,
    text: `${verdict}\n${found.text}`,
    understood: `${found.understood} = ${figure(given)}?`,
  };
}

/** «ва боз 10 зам кун»: goes on with the value before. */
function continued(reading: Reading, { previous }: ToolContext): Finding | undefined {
  const known = previous && /^(-?\d+(?:\.\d+)?|-?\d+\/\d+)(?: (\S+))?$/.exec(previous.value);
  if (
    !known ||
    !/^(?:ва|боз|инро|онро|натичаро|чавобро|акнун|нисфаш|чорякаш|аз ин|ба ин|[+−×:] )/u.test(
      `${reading.text} `,
    )
  )
    return undefined;
  const [top = '0', bottom = '1'] = (known[1] ?? '').split('/');
  const whole = top.replace('-', '').split('.');
  const size = rational(BigInt(whole.join('')), 10n ** BigInt(whole[1]?.length ?? 0) * BigInt(bottom));
  const value = top.startsWith('-') ? subtract(rational(0), size) : size;
  const number = `№${reading.numbers.length}`;
  const rest = reading.text
    .replace(/^(?:ва|боз|акнун|ва боз) (?=\S)/u, '')
    .replace(/^(?:ва|боз|акнун) /u, '')
    .replace(/^(?:инро|онро|натичаро|чавобро|аз ин|ба ин)(?: натича| адад| чавоб)?(?: боз)? /u, (found) =>
      found.startsWith('аз') ? `аз ${number} ` : found.startsWith('ба ') ? `ба ${number} ` : `${number} `,
    )
    .replace(/^нисфаш/u, `нисфи ${number}`)
    .replace(/^чорякаш/u, `чоряки ${number}`);
  const text = rest.includes(number)
    ? rest
    : /^[+−×:]/.test(rest)
      ? `${number} ${rest}`
      : rest
          .replace(/^(№\d+) (?=зам|илова|чам)/u, `ба ${number} $1 `)
          .replace(/^(№\d+) (?=кам|тарх)/u, `аз ${number} $1 `)
          .replace(/^(?=ба №\d+ (?:зарб|таксим))/u, `${number} `);
  if (!text.includes(number)) return undefined;
  const extended: Reading = {
    ...reading,
    text,
    numbers: [...reading.numbers, { value, text: known[1] ?? '', isOrdinal: false, isUnclear: false }],
  };
  const found = percent(extended) ?? computed(sumOf(extended));
  if (!found || known[2] === undefined) return found;
  return { ...found, text: `${found.text} ${known[2]}`, value: `${found.value} ${known[2]}` };
}
