import { at } from '../../core/known.ts';
import { add, compare, divide, multiply, type Rational, rational, subtract } from '../exact/rational.ts';
import { figure, figureOrRounded, plainValue } from '../exact/write.ts';
import { defineWords, matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';
import { inParts, inUnit, partsOf, type Quantity, readQuantity } from './quantity.ts';
import { convertTemperature } from './temperature.ts';
import { markUnits, type Unit, unitOf } from './unit-names.ts';

defineWords(
  'turn',
  'гардон, гардонед, гардонем, табдил деҳ, табдил диҳед, табдил кун, табдил кунед, переведите, мубаддал кун, баргардон, баргардонед, ифода кунед, ифода кун, нависед, навис, перевод',
);
defineWords('is', 'аст, мешавад, мешуд, ҳаст, дорад, дора, мебошад, шуд, мешад, буд, мешаванд, даркор');
const conversion = patterns(
  '*q чанд @v [{is}] [{turn}]',
  '*q — ба @v {turn}',
  '*q ба @v [чанд] [{is}] [{turn}]',
  '*q ро ба @v [{turn}]',
  '*q = @v',
  '*q = чанд @v',
  'воҳидҳоро табдил диҳед : *q → @v',
  '*q → @v',
  'дар *q чанд @v [{is}]',
  '*q яъне чанд @v [{is}]',
  'чанд @v дар *q [{is}]',
  '*q чандто @v [{is}]',
  '*q бо @v [чанд] [{is}]',
  '*q хамааш|хамагӣ чанд @v [{is}]',
  '*q − ба @v {turn}',
  '*q дар @v чанд [{is}]',
  '*q дар @v [{is}] чанд',
  'чанд @v {is} дар *q',
  '*q в @v',
  'ҳарорати *q ба @v {turn}',
  '*q дар шкалаи @v [чанд] [{is}]',
  '*q чӣ қадар @v [{is}]',
  '*q баробари чанд @v [{is}]',
  '*q ба чанд @v баробар [аст]',
  '*q сколько @v',
  '{turn} *q ба @v',
  'дар як @o чанд @v [{is}]',
  'як @o чанд @v [{is}]',
  '@o чанд @v [{is}]',
  '*q дар @v',
  '‡t = *q . ‡t = [.] @v',
);
const comparison = patterns(
  'кадомаш|кадомаш_калон|кадом калон|калонтар|зиёд|зиёдтар|вазнин|вазнинтар|дароз|дарозтар [аст] [:] *q ё *r',
  '*q ё *r кадомаш калон|калонтар|зиёд|зиёдтар|вазнин|вазнинтар|дароз|дарозтар',
  '*q ва *r ро муқоиса кун|кунед',
  'чӣ калон|зиёд [аст] [:] *q ё *r',
  '*q калон|зиёд аст ё *r',
  'муқоиса кунед|кун : *q ва *r',
);

export const units: Tool = {
  name: 'units',
  title: 'Воҳидҳо',
  examples: [
    '5 км чанд метр аст?',
    '2 м 30 см + 85 см',
    '72 км/соат чанд м/с',
    '37 °C ба Фаренгейт',
    '90 дақиқа чанд соат',
  ],
  answer(plain) {
    const reading = { ...plain, text: markUnits(plain.text, plain.typed) };
    if (!reading.text.includes('‡')) return undefined;
    return convert(reading) ?? compared(reading) ?? sum(reading);
  },
};

function convert(reading: Reading): Finding | undefined {
  for (const pattern of conversion) {
    const match = pattern.match(reading);
    if (!match) continue;
    const target = unitAt(match.text('v'));
    const asked = match.has('o') ? oneOf(unitAt(match.text('o'))) : readQuantity(match.text('q'), reading);
    const [first] = asked?.units ?? [];
    if (!target || !asked || !first) continue;
    if (first.dimension === 'temperature' && target.dimension === 'temperature')
      return convertTemperature(asked, target);
    const days = yearsInDays(asked, target);
    if (days) return days;
    // «2 соат дар рӯз» is a rate, no conversion.
    if (pattern.source === '*q дар @v' && first.dimension === 'time') continue;
    if (first.dimension !== target.dimension || (asked.units.length === 1 && first.id === target.id))
      continue;
    return converted(asked, target);
  }
  return undefined;
}

function converted(asked: Quantity, target: Unit): Finding {
  const [first = target] = asked.units;
  const result = divide(asked.amount, target.factor);
  const lines: string[] = [];
  const ratio = divide(first.factor, target.factor);
  if (asked.units.length > 1) {
    lines.push(...asked.units.filter((unit) => unit.id !== target.id).map((unit) => fact(unit, target)));
  } else if (compare(ratio, rational(1)) >= 0) {
    lines.push(
      fact(first, target),
      `${figure(divide(asked.amount, first.factor))} × ${figure(ratio)} = ${figureOrRounded(result)}.`,
    );
  } else {
    lines.push(
      fact(target, first),
      `${figure(divide(asked.amount, first.factor))} : ${figure(divide(target.factor, first.factor))} = ${figureOrRounded(result)}.`,
    );
  }
  const parts = inParts(asked.amount, target, partsOf(target));
  lines.push(
    `Ҷавоб: ${asked.written} = ${figureOrRounded(result)} ${target.sign}${parts ? `, яъне ${parts}` : ''}.`,
  );
  return {
    text: lines.join('\n'),
    value: `${plainValue(result)} ${target.sign}`,
    understood: `${asked.written} → ${target.sign}`,
    explanation: explanationOf(target),
  };
}

function fact(large: Unit, small: Unit): string {
  const [one, other] = compare(large.factor, small.factor) >= 0 ? [large, small] : [small, large];
  return `1 ${one.sign} = ${figureOrRounded(divide(one.factor, other.factor))} ${other.sign}.`;
}

function explanationOf({ dimension }: Unit): string {
  if (dimension === 'data')
    return 'Дар китобҳои мактаб 1 КБ = 1024 байт; истеҳсолкунандагони диск баъзан 1000 мегиранд.';
  if (dimension === 'calendar') return '1 сол = 12 моҳ, 1 аср = 100 сол.';
  return 'Воҳидҳои байналмилалии СИ; табдил дақиқ аст.';
}

function oneOf(unit: Unit | undefined): Quantity | undefined {
  return unit && { amount: unit.factor, units: [unit], written: `1 ${unit.sign}` };
}

function unitAt(text: string): Unit | undefined {
  const id = /^‡(\w+)$/.exec(text)?.[1];
  return id === undefined ? undefined : unitOf(id);
}

/** Years have no fixed number of days: 365, in leap years 366. */
function yearsInDays(asked: Quantity, target: Unit): Finding | undefined {
  const [first] = asked.units;
  if (asked.units.length !== 1 || first?.id !== 'year' || target.dimension !== 'time') return undefined;
  const years = divide(asked.amount, first.factor);
  if (target.id === 'week' || years.bottom !== 1n || years.top > 3n) return undefined;
  const perDay = divide(unitOf('day').factor, target.factor);
  const result = multiply(multiply(years, rational(365)), perDay);
  const leap = multiply(rational(366), perDay);
  const step =
    target.id === 'day'
      ? ''
      : `${figure(multiply(years, rational(365)))} × ${figure(perDay)} = ${figure(result)}.\n`;
  return {
    text: `1 сол = 365 рӯз (соли кабиса 366 рӯз).\n${step}Ҷавоб: ${asked.written} = ${figure(result)} ${target.sign} (дар соли кабиса: ${figure(leap)}).`,
    value: `${plainValue(result)} ${target.sign}`,
    understood: `${asked.written} → ${target.sign}`,
    explanation: 'Соли оддӣ 365 рӯз дорад, соли кабиса 366.',
  };
}

function compared(reading: Reading): Finding | undefined {
  const match = matchAny(comparison, reading);
  const [a, b] = match
    ? [readQuantity(match.text('q'), reading), readQuantity(match.text('r'), reading)]
    : [];
  const [first, second] = [a?.units[0], b?.units[0]];
  if (
    !a ||
    !b ||
    !first ||
    !second ||
    first.dimension !== second.dimension ||
    first.dimension === 'temperature'
  )
    return undefined;
  const order = compare(a.amount, b.amount);
  const sign = order === 0 ? '=' : order > 0 ? '>' : '<';
  const common = compare(first.factor, second.factor) < 0 ? first : second;
  const text = `${a.written} = ${inUnit(a.amount, common)}, ${b.written} = ${inUnit(b.amount, common)}.\n${a.written} ${sign} ${b.written}.`;
  return {
    text,
    value: order === 0 ? 'баробар' : order > 0 ? a.written : b.written,
    understood: `${a.written} ё ${b.written}`,
    explanation: 'Ҳарду ба як воҳид оварда ва муқоиса шуданд.',
  };
}

const sums = patterns('*a');
const signs = /(?: (\+|−|минус|плюс|чами|чам|тархи|кам) )/u;

/** Quantities added and taken away, or one multiplied or divided by a number. */
function sum(reading: Reading): Finding | undefined {
  const text = matchAny(sums, reading)?.text('a') ?? '';
  const scaled =
    /^(.*?) (×|зарб|зарби|карат|:|таксими|таксим) №(\d+)$/u.exec(text) ??
    /^(.*?) (?:ро )?ба №(\d+) (зарб|таксим)(?: кун| кунед| кунем)?$/u.exec(text);
  if (scaled) {
    const [number, word] = /^\d+$/.test(at(scaled, 2)) ? [scaled[2], scaled[3]] : [scaled[3], scaled[2]];
    return scaledBy(
      readQuantity(at(scaled, 1), reading),
      reading.numbers[Number(number)]?.value,
      /^(?:×|зарб|зарби|карат)$/u.test(word ?? ''),
    );
  }
  const words = /^(?:чами|суммаи|хосили чами) (.*) (?:ва|бо|ба) (.*)$/u.exec(text);
  const difference =
    /^(?:фарки) (.*) (?:ва|аз) (.*)$/u.exec(text) ??
    /^аз (.*?) (№\d+ ‡.*?) (?:кам|тарх)(?: кун| кунед)?$/u.exec(text);
  const pieces = words
    ? [at(words, 1), '+', at(words, 2)]
    : difference
      ? [at(difference, 1), '−', at(difference, 2)]
      : text.split(signs);
  if (pieces.length < 3) return undefined;
  const terms: { sign: string; quantity: Quantity }[] = [];
  for (let place = 0; place < pieces.length; place += 2) {
    const quantity = readQuantity((pieces[place] ?? '').trim(), reading);
    if (!quantity) return undefined;
    const word = pieces[place - 1];
    terms.push({ sign: word === undefined || /^(?:\+|плюс|чам)/u.test(word) ? '+' : '−', quantity });
  }
  const [first] = terms;
  const unit = first?.quantity.units[0];
  if (
    !first ||
    !unit ||
    unit.dimension === 'temperature' ||
    terms.some(({ quantity }) => quantity.units[0]?.dimension !== unit.dimension)
  )
    return undefined;
  const total = terms.reduce(
    (amount, { sign, quantity }) =>
      sign === '+' ? add(amount, quantity.amount) : subtract(amount, quantity.amount),
    rational(0),
  );
  const all = terms.flatMap(({ quantity }) => quantity.units);
  const smallest = all.reduce((small, one) => (compare(one.factor, small.factor) < 0 ? one : small));
  const written = terms
    .map(({ sign, quantity }, place) => (place === 0 ? quantity.written : `${sign} ${quantity.written}`))
    .join(' ');
  const same = all.every((one) => one.id === unit.id);
  const inSmallest = terms
    .map(
      ({ sign, quantity }, place) =>
        `${place === 0 ? '' : `${sign} `}${figureOrRounded(divide(quantity.amount, smallest.factor))}`,
    )
    .join(' ');
  const step = same
    ? ''
    : `Бо ${smallest.sign}: ${inSmallest} = ${figureOrRounded(divide(total, smallest.factor))} ${smallest.sign}.\n`;
  return quantityAnswer(`${step}${written}`, written, total, unit);
}

function scaledBy(
  quantity: Quantity | undefined,
  factor: Rational | undefined,
  isProduct: boolean,
): Finding | undefined {
  const unit = quantity?.units[0];
  if (!quantity || !unit || !factor || unit.dimension === 'temperature' || (!isProduct && factor.top === 0n))
    return undefined;
  const written = `${quantity.units.length > 1 ? `(${quantity.written})` : quantity.written} ${isProduct ? '×' : ':'} ${figure(factor)}`;
  return quantityAnswer(
    written,
    written,
    isProduct ? multiply(quantity.amount, factor) : divide(quantity.amount, factor),
    unit,
  );
}

function quantityAnswer(text: string, understood: string, amount: Rational, unit: Unit): Finding {
  const parts = inParts(amount, unit, partsOf(unit));
  const result = divide(amount, unit.factor);
  return {
    text: `${text} = ${figureOrRounded(result)} ${unit.sign}${parts ? ` = ${parts}` : ''}`,
    value: `${plainValue(result)} ${unit.sign}`,
    understood,
    explanation: 'Ҳама ба як воҳид оварда шуд; натиҷа дақиқ аст.',
  };
}
