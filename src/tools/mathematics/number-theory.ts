import {
  add,
  compare,
  divide,
  greatestDivisor,
  isWhole,
  type Rational,
  rational,
} from '../exact/rational.ts';
import { figure, figureOrRounded, fraction, plainValue } from '../exact/write.ts';
import { defineWords, matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';

defineWords(
  'gcd',
  'тақсимкунандаи калонтарини умумии, тақсимкунандаи умумии калонтарини, тақсимкунандаи калонтарини умумӣ, тақсимкунандаи умумии калонтарин, бузургтарин тақсимкунандаи умумии, калонтарин тақсимкунандаи умумии, нод, ткук, тку, ткуи, туки, тук, бту, букт, тку и, нод и',
);
defineWords(
  'lcm',
  'каратии хурдтарини умумии, каратии умумии хурдтарини, каратии хурдтарини умумӣ, каратии умумии хурдтарин, хурдтарин каратии умумии, нок, кху, зук, хку, кхуи, кху и, нок и, зук ( нок )',
);
defineWords(
  'larger',
  'кадомаш калон, кадомаш калонтар, кадомаш калонтар аст, кадомаш зиёд, кадомаш больше, кадоме калонтар, кадом калон, кадомаш калон аст, кадомаш бузург, кадомаш зиёдтар, калонаш кадом, калонаш, кадом калонтар, кадомашон калон',
);
defineWords(
  'smaller',
  'кадомаш хурд, кадомаш хурдтар, кадомаш хурдтар аст, кадоме хурдтар, кадоме хурдтар аст, кадомаш кам, кадомаш меньше, хурдаш кадом, кадом хурд, кадомаш хурд аст',
);
defineWords(
  'rising',
  'бо тартиби афзоиш, аз хурд то калон, аз хурд ба калон, ба тартиби афзуншавӣ, бо тартиби афзуншавӣ, аз хурдтар ба калонтар, бо тартиби зиёдшавӣ, аз камтар ба бештар, ба тартиби афзоиш',
);
defineWords(
  'falling',
  'бо тартиби камшавӣ, аз калон то хурд, аз калон ба хурд, бо тартиби пастшавӣ, бо тартиби коҳиш, ба тартиби камшавӣ, аз калонтар ба хурдтар',
);
defineWords(
  'put',
  'навис, нависед, мон, монед, гузор, гузоред, ҷойгир кун, ҷойгир кунед, тартиб деҳ, тартиб диҳед, ҷудо кун, чин, чинед',
);
defineWords(
  'mean',
  'миёнаи арифметикии, миёнаи арифметикӣ, миёнаи, қимати миёнаи, среднее, баҳои миёнаи, миёна, средний, миёнаи арифметики',
);

const gcd = patterns(
  '{gcd} [ададҳои] [барои] *list',
  '{gcd} : *list',
  '*list [:] {gcd} [ашон] [кадом]',
  'ададҳои *list ба кадом калонтарин адад тақсим мешаванд',
  '*list : тақсимкунандаи калонтарини умумиашон [кадом]',
  '*list ба кадом калонтарин адад тақсим мешаванд',
);
const lcm = patterns(
  '{lcm} [ададҳои] [барои] *list',
  '{lcm} : *list',
  '*list [:] {lcm} [ашон]',
  'хурдтарин адади ба *list тақсимшаванда',
  '*list : каратии хурдтарини умумӣ|умумиашон',
);
const compared = patterns(
  '{larger} [аст] [:] *list',
  '*list {larger}',
  '*list − {larger}',
  '*list − {smaller}',
  '{smaller} [:] *list',
  '*list {smaller}',
  '*list ро муқоиса кун|кунед|намоед',
  '*list муқоиса кун|кунед',
  'муқоиса кун|кунед [:] *list',
  'байни *list аломати > ё < гузоред|гузор|мон',
  'аз *list {larger}',
  '*list [,] {larger}',
  'кадом адад калон|калонтар : *list',
);
const extremes = patterns(
  'калонтарини *list',
  'калонтарин аз *list',
  'хурдтарини *list',
  'хурдтарин аз *list',
  'калонтарин адад аз *list',
  'хурдтарин адад аз *list',
  'аз *list калонтарин|калонтаринаш [кадом]',
  'аз *list хурдтарин|хурдтаринаш [кадом]',
  'калонтарин адад [кадом_аст] : *list',
  'хурдтарин адад [кадом_аст] : *list',
);
const ordered = patterns(
  '*list ро|[ададҳоро] {rising} [{put}]',
  '{rising} {put} : *list',
  '{rising} : *list',
  '*list {rising} [{put}]',
  'ададҳоро {rising} {put} [:] *list',
  'ададҳоро {falling} {put} [:] *list',
  '*list {falling} [{put}]',
  '{falling} {put} : *list',
);
const mean = patterns(
  '{mean} *list',
  '*list миёнааш|миёна',
  'баҳоҳои ман|баҳоҳоям|баҳохоям [:] *list [.] [баҳои] миёнааш|миёнаам|миёна|средний [чанд]',
  'баҳоҳои ман [:] *list . баҳои миёнаам',
  '*list средний',
  'баҳоҳоям *list средний',
  '*list ро миёнаашро',
  'миёнаи ададҳои *list',
);
const primeAsked = patterns(
  '<a> [адади] сода|содда [аст] [ё] [таркибӣ|мураккаб|не]',
  'оё <a> [адади] сода|содда аст',
  '<a> сода аст ё не',
  '<a> простое [число]',
  '<a> [адади] содда [аст] ё мураккаб',
  'сода ё таркибӣ : <a>',
);
const divisors = patterns(
  '<a> тақсимкунандаҳояш|тақсимкунандаҳош [кадомҳоянд|кадоманд]',
  'тақсимкунандаҳои <a> [кадомҳоянд|кадоманд]',
  'ҳамаи тақсимкунандаҳои <a>',
  'делители <a>',
  '<a> ба кадом ададҳо тақсим мешавад',
  '<a> чанд тақсимкунанда дорад',
);
const factors = patterns(
  '<a> ба зарбшавандаҳои|зарбкунандаҳои сода|содда [ҷудо] [кун|кунед|мешавад]',
  '<a> ба зарбшавандаҳои|зарбкунандаҳои сода|содда ҷудо кун|кунед',
  'зарбшавандаҳои|зарбкунандаҳои сода|содда <a>',
  'зарбшавандаҳои|зарбкунандаҳои содаи|соддаи <a>',
  '<a> ба зарбкунандаҳо|зарбшавандаҳо ҷудо кун|кунед',
);
const divisible = patterns(
  '[оё] <a> ба <b> [бебақия|бутун|бе_бақия] тақсим мешавад|мешава',
  '[оё] <a> ба <b> тақсим мешавад ё не',
  '<a> делится на <b>',
  '<a> каратии <b> аст',
  '<b> тақсимкунандаи <a> аст',
);
const even = patterns(
  '<a> ҷуфт [аст] [ё] [тоқ]',
  '<a> тоқ [аст] [ё] [ҷуфт]',
  'ҷуфт ё тоқ : <a>',
  'чӣ тавр донем , ки <a> ҷуфт аст ё тоқ',
  '<a> адади ҷуфт|тоқ аст',
  'оё <a> ҷуфт|тоқ аст',
  '<a> чётное',
);
const multiples = patterns('каратиҳои <a>', '<n> каратии аввалини|аввали <a>');

const largest = 1_000_000_000_000n;

export const numberTheory: Tool = {
  name: 'number-theory',
  title: 'Ададҳо',
  examples: [
    'НОД 24 ва 36',
    'каратии хурдтарини умумии 4 ва 6',
    '91 адади сода аст?',
    'миёнаи 12, 15 ва 18',
    '84-ро ба зарбшавандаҳои сода ҷудо кун',
    'кадомаш калон: 3/4 ё 2/3',
  ],
  answer(reading) {
    return (
      commonDivisor(reading) ??
      commonMultiple(reading) ??
      average(reading) ??
      comparison(reading) ??
      single(reading)
    );
  },
};

/** Numbers with commas, ва, ё between them: the value and how it stood. */
function listOf(
  text: string | undefined,
  reading: Reading,
): { value: Rational; written: string }[] | undefined {
  if (text === undefined) return undefined;
  const parts = text
    .replace(/^(?:ададхои|адади|касрхои|бахохои ман|бахохои) /u, '')
    .replace(/ (?:ро|ра)$/u, '')
    .trim()
    .split(/ (?:,|ва|е|и|;) (?:ва )?| (?=№)(?<!\/ )/u);
  const found: { value: Rational; written: string }[] = [];
  for (const part of parts) {
    const match = /^(?:№(\d+)|(−) №(\d+)|№(\d+) \/ №(\d+))$/u.exec(part);
    const value = (index: string | undefined) =>
      index === undefined ? undefined : reading.numbers[Number(index)]?.value;
    const [, plain, minus, negative, top, bottom] = match ?? [];
    const [a, b] = [value(top), value(bottom)];
    if (a && b && isWhole(a) && isWhole(b) && b.top > 0n)
      found.push({ value: divide(a, b), written: `${figure(a)}/${figure(b)}` });
    else if (value(plain))
      found.push({ value: value(plain) ?? a ?? rational(0), written: figure(value(plain) ?? rational(0)) });
    else if (minus && value(negative)) {
      const size = value(negative) ?? rational(0);
      found.push({ value: rational(-size.top, size.bottom), written: `−${figure(size)}` });
    } else return undefined;
  }
  // «12 130 500» without commas may be one number or three.
  const isUnclear =
    parts.length > 1 &&
    !/[,;]| ва | е | и /u.test(text) &&
    reading.numbers.some((number) => / /.test(number.text));
  return found.length < 2 || isUnclear ? undefined : found;
}

function wholes(text: string | undefined, reading: Reading): bigint[] | undefined {
  const list = listOf(text, reading);
  return list?.every(({ value }) => isWhole(value) && value.top > 0n && value.top <= largest)
    ? list.map(({ value }) => value.top)
    : undefined;
}

function findList(forms: ReturnType<typeof patterns>, reading: Reading): string | undefined {
  for (const form of forms) {
    const text = form.match(reading)?.text('list');
    if (text !== undefined && listOf(text, reading)) return text;
  }
  return undefined;
}

function commonDivisor(reading: Reading): Finding | undefined {
  const list = wholes(findList(gcd, reading), reading);
  const [a = 1n, b = 1n] = list ?? [];
  if (!list) return undefined;
  const result = list.reduce(greatestDivisor);
  const steps: string[] = [];
  if (list.length === 2) {
    let [large, small] = a > b ? [a, b] : [b, a];
    for (; small > 0n; [large, small] = [small, large % small])
      steps.push(`${large} = ${small} × ${large / small} + ${large % small}`);
  } else for (const one of list) steps.push(`${one} = ${result} × ${one / result}`);
  return {
    text: `${steps.join('\n')}\nТақсимкунандаи калонтарини умумии ${list.join(', ')}: ${result}.`,
    value: String(result),
    understood: `ТКУ (НОД) ${list.join(', ')}`,
    explanation: 'Усули Евклид: бақияи охирини ғайрисифрӣ.',
  };
}

function commonMultiple(reading: Reading): Finding | undefined {
  const list = wholes(findList(lcm, reading), reading);
  if (!list) return undefined;
  const result = list.reduce((all, one) => (all * one) / greatestDivisor(all, one));
  const checks = list.map((one) => `${result} : ${one} = ${result / one}`);
  return {
    text: `${checks.join('; ')}.\nКаратии хурдтарини умумии ${list.join(', ')}: ${figure(rational(result))}.`,
    value: String(result),
    understood: `КХУ (НОК) ${list.join(', ')}`,
    explanation: 'Хурдтарин адади натуралӣ, ки ба ҳамаи онҳо бе бақия тақсим мешавад: a × b : ТКУ.',
  };
}

function average(reading: Reading): Finding | undefined {
  const list = listOf(findList(mean, reading), reading);
  if (!list) return undefined;
  const total = list.reduce((sum, { value }) => add(sum, value), rational(0));
  const result = divide(total, rational(list.length));
  const sum = list.map(({ written }) => written).join(' + ');
  return {
    text: `(${sum}) : ${list.length} = ${figureOrRounded(total)} : ${list.length} = ${figureOrRounded(result)}`,
    value: plainValue(result),
    understood: `миёнаи ${list.map(({ written }) => written).join(', ')}`,
    explanation: 'Миёна — суммаи ададҳо тақсими шумораи онҳо.',
  };
}

function comparison(reading: Reading): Finding | undefined {
  const order = listOf(findList(ordered, reading), reading);
  const explanation = 'Ададҳо дақиқ муқоиса шуданд.';
  if (order) {
    const falls = /камшави|калон то хурд|калон ба хурд|пастшави|кохиш|калонтар ба хурдтар/u.test(
      reading.text,
    );
    const sorted = order
      .toSorted((one, other) => compare(one.value, other.value) * (falls ? -1 : 1))
      .map(({ written }) => written);
    return {
      text: sorted.join(falls ? ' > ' : ' < ').replace(/ [<>] (?=.*)/g, (sign) => sign),
      value: sorted.join(', '),
      understood: `тартиби ${falls ? 'камшавӣ' : 'афзоиш'}: ${order.map(({ written }) => written).join(', ')}`,
      explanation,
    };
  }
  const extreme = listOf(findList(extremes, reading), reading);
  if (extreme) {
    const isSmall = /хурдтарин/u.test(reading.text);
    const sorted = extreme.toSorted((one, other) => compare(one.value, other.value));
    const found = isSmall ? sorted[0] : sorted.at(-1);
    return (
      found && {
        text: `${isSmall ? 'Хурдтарин' : 'Калонтарин'}: ${found.written}. (${sorted.map(({ written }) => written).join(' ≤ ')})`,
        value: plainOr(found),
        understood: `${isSmall ? 'хурдтарини' : 'калонтарини'} ${extreme.map(({ written }) => written).join(', ')}`,
        explanation,
      }
    );
  }
  const pair = listOf(findList(compared, reading), reading);
  const [a, b, more] = pair ?? [];
  if (!a || !b || more) return undefined;
  const sign = compare(a.value, b.value);
  const wantsSmall = /(?:хурд|кам|менше)/u.test(reading.text);
  const found = sign === 0 ? undefined : sign > 0 === !wantsSmall ? a : b;
  const difference = a.written.includes('/') || b.written.includes('/') ? common(a.value, b.value) : '';
  return {
    text: `${difference}${a.written} ${sign === 0 ? '=' : sign > 0 ? '>' : '<'} ${b.written}.${found ? ` ${wantsSmall ? 'Хурдтар' : 'Калонтар'}: ${found.written}.` : ' Онҳо баробаранд.'}`,
    value: found ? plainOr(found) : 'баробар',
    understood: `муқоисаи ${a.written} ва ${b.written}`,
    explanation,
  };
}

const plainOr = ({ value, written }: { value: Rational; written: string }) =>
  written.includes('/') ? written : plainValue(value);

/** Both fractions with one denominator. */
function common(a: Rational, b: Rational): string {
  const bottom = (a.bottom * b.bottom) / greatestDivisor(a.bottom, b.bottom);
  const wide = (one: Rational) => `${fraction(one)} = ${(one.top * bottom) / one.bottom}/${bottom}`;
  return `${wide(a)}, ${wide(b)}.\n`;
}

function single(reading: Reading): Finding | undefined {
  const many = matchAny(multiples, reading);
  const about = (forms: ReturnType<typeof patterns>) => {
    const found = matchAny(forms, reading)?.number('a').value;
    return found && isWhole(found) && found.top >= 0n && found.top <= largest ? found.top : undefined;
  };
  const parity = about(even);
  if (parity !== undefined) {
    const name = parity % 2n === 0n ? 'ҷуфт' : 'тоқ';
    return {
      text: `Рақами охирини ${figure(rational(parity))} — ${parity % 10n}. Пас ${figure(rational(parity))} адади ${name} аст.`,
      value: name,
      understood: `${parity}: ҷуфт ё тоқ`,
      explanation: 'Адади ҷуфт ба 0, 2, 4, 6 ё 8 тамом мешавад ва ба 2 тақсим мешавад.',
    };
  }
  const asked = matchAny(divisible, reading);
  if (asked) {
    const [a, b] = [asked.number('a').value, asked.number('b').value];
    if (!isWhole(a) || !isWhole(b) || b.top <= 0n || a.top < 0n) return undefined;
    const rest = a.top % b.top;
    const verdict =
      rest === 0n
        ? `Ҳа, тақсим мешавад: ${a.top} : ${b.top} = ${a.top / b.top}.`
        : `Не, бе бақия тақсим намешавад: ${a.top} = ${b.top} × ${a.top / b.top} + ${rest} (бақия ${rest}).`;
    return {
      text: verdict,
      value: rest === 0n ? 'ҳа' : 'не',
      understood: `оё ${a.top} ба ${b.top} тақсим мешавад`,
      explanation: 'Адад тақсим мешавад, агар бақия 0 бошад.',
    };
  }
  const prime = about(primeAsked);
  if (prime !== undefined) return primality(prime);
  const product = about(factors);
  if (product !== undefined && product > 1n) {
    const list = primeFactors(product);
    return {
      text: `${product} = ${list.join(' · ')}`,
      value: list.join(' · '),
      understood: `зарбшавандаҳои содаи ${product}`,
      explanation: 'Адад пай дар пай ба хурдтарин тақсимкунандаи содааш тақсим мешавад.',
    };
  }
  const whole = about(divisors);
  if (whole !== undefined && whole > 0n && !many) {
    const list = allDivisors(whole);
    return {
      text: `Тақсимкунандаҳои ${whole}: ${list.join(', ')} (ҳамагӣ ${list.length}).`,
      value: /чанд таксимкунанда/u.test(reading.text) ? String(list.length) : list.join(', '),
      understood: `тақсимкунандаҳои ${whole}`,
      explanation: 'Ададҳое, ки адад ба онҳо бе бақия тақсим мешавад.',
    };
  }
  if (many?.has('n')) {
    const [n, a] = [many.number('n').value, many.number('a').value];
    if (!isWhole(n) || !isWhole(a) || n.top < 1n || n.top > 30n) return undefined;
    const list = Array.from({ length: Number(n.top) }, (_, place) => a.top * BigInt(place + 1));
    return {
      text: `Каратиҳои ${a.top}: ${list.join(', ')}.`,
      value: list.join(', '),
      understood: `${n.top} каратии аввалини ${a.top}`,
      explanation: 'Каратӣ — ҳосили зарби адад ба 1, 2, 3, …',
    };
  }
  return undefined;
}

function primality(value: bigint): Finding {
  const understood = `${value}: адади сода ё таркибӣ`;
  const explanation = 'Адади сода танҳо ду тақсимкунанда дорад: 1 ва худаш. 1 на сода аст, на таркибӣ.';
  if (value < 2n)
    return {
      text: `${value} на сода аст, на таркибӣ.`,
      value: 'на сода, на таркибӣ',
      understood,
      explanation,
    };
  const list = primeFactors(value);
  if (list.length === 1)
    return {
      text: `Ҳа, ${value} адади сода аст: танҳо ба 1 ва ба худаш тақсим мешавад.`,
      value: 'ҳа, сода',
      understood,
      explanation,
    };
  return {
    text: `Не, ${value} адади таркибӣ аст: ${value} = ${list.join(' · ')}.`,
    value: 'не, таркибӣ',
    understood,
    explanation,
  };
}

/** The prime factors in rising order. */
export function primeFactors(value: bigint): bigint[] {
  const found: bigint[] = [];
  let rest = value;
  for (let divisor = 2n; divisor * divisor <= rest; divisor += divisor === 2n ? 1n : 2n) {
    while (rest % divisor === 0n) {
      found.push(divisor);
      rest /= divisor;
    }
  }
  return rest > 1n ? [...found, rest] : found;
}

function allDivisors(value: bigint): bigint[] {
  const found = new Set([1n]);
  for (const prime of primeFactors(value)) for (const one of [...found]) found.add(one * prime);
  return [...found].sort((one, other) => (one < other ? -1 : 1));
}
