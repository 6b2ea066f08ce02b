import {
  add,
  compare,
  divide,
  isWhole,
  multiply,
  type Rational,
  rational,
  subtract,
} from '../exact/rational.ts';
import { figure, figureOrRounded, plainValue } from '../exact/write.ts';
import { defineWords, type Found, patterns } from '../reading/patterns.ts';
import { asTyped, type Reading } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';

defineWords('had', 'дошт, дорад, буд, ҳаст, дорам, доштам, дора, доштам буд, ҳастанд, буданд');
defineWords('gave', 'дод, бахшид, ҳадя кард, тӯҳфа кард, медиҳад');
defineWords('got', 'гирифт, харид, ёфт, овард, чид, ҷамъ кард, ба даст овард');
defineWords(
  'lost',
  'хӯрд, гум кард, сарф кард, харҷ кард, харч кард, фурӯхт, истифода кард, шикаст, харҷ кардам, харч кардам, сарф кардам, хӯрдам, гум кардам, додам, фурӯхтам',
);
defineWords(
  'left',
  'чанд дона монд, чандто монд, чанд монд, чандтоаш монд, чанд дона боқӣ монд, чанд боқӣ монд, чандто боқӣ монд, чандта монд, чанд пул монд, чанд дона мондааст, боз чанд монд, боқӣ чанд монд, чанд сомонӣ монд, чанд сомонӣ боқӣ монд, чанд дона боқӣ мемонад, чандтоаш боқӣ монд',
);
defineWords('total', 'ҳамагӣ, ҳамааш, ҳама, якҷоя, вместе, ҳамаашон, ҷамъ');
defineWords('piece', 'дона, то, та, тогӣ');

type Solve = (found: Found, things: Things) => Finding | undefined;

/** The words of a story that were named: what is counted must be the same thing throughout. */
interface Things {
  readonly word: (name: string) => string;
  readonly same: (...names: readonly string[]) => boolean;
  readonly isMoney: boolean;
}

const value = (found: Found, name: string) => found.number(name).value;
const counts = (...values: readonly Rational[]) => values.every((one) => isWhole(one) && one.top >= 0n);

const added: Solve = (found, { word, same, isMoney }) => {
  const [a, b] = [value(found, 'a'), value(found, 'b')];
  if (!counts(a, b) || !same('x', 'y')) return undefined;
  const unit = found.has('x') ? ` ${word('x')}` : isMoney ? ' сомонӣ' : ' дона';
  return answer(
    `Ҷамъ мекунем: ${figure(a)} + ${figure(b)} = ${figure(add(a, b))}.`,
    add(a, b),
    unit,
    `${figure(a)} ва боз ${figure(b)}: ҳамагӣ чанд`,
  );
};

const taken: Solve = (found, { word, same, isMoney }) => {
  const [a, b] = [value(found, 'a'), value(found, 'b')];
  if (!counts(a, b) || !same('x', 'y', 'z') || compare(a, b) < 0) return undefined;
  const unit = found.has('x') ? ` ${word('x')}` : isMoney ? ' сомонӣ' : ' дона';
  return answer(
    `Тарҳ мекунем: ${figure(a)} − ${figure(b)} = ${figure(subtract(a, b))}.`,
    subtract(a, b),
    unit,
    `${figure(a)} буд, ${figure(b)} рафт: чанд монд`,
  );
};

const shared: Solve = (found, { word, isMoney }) => {
  const [a, b] = [value(found, 'a'), value(found, 'b')];
  if (!counts(a, b) || b.top === 0n) return undefined;
  const result = divide(a, b);
  const unit = found.has('x') ? ` ${word('x')}` : isMoney ? ' сомонӣ' : ' дона';
  const understood = `${figure(a)} ба ${figure(b)} баробар тақсим`;
  if (!isWhole(result)) {
    const [quotient, rest] = [rational(a.top / b.top), rational(a.top % b.top)];
    return {
      text: `${figure(a)} : ${figure(b)} = ${figure(quotient)}, бақия ${figure(rest)}. Ба ҳар кадом ${figure(quotient)} мерасад ва ${figure(rest)} мемонад.`,
      value: `${plainValue(quotient)}, бақия ${plainValue(rest)}`,
      understood,
      explanation: 'Баробар тақсим намешавад.',
    };
  }
  return answer(`Тақсим мекунем: ${figure(a)} : ${figure(b)} = ${figure(result)}.`, result, unit, understood);
};

const timesMore: Solve = (found) => {
  const [a, n] = [value(found, 'a'), value(found, 'n')];
  const result = multiply(a, n);
  return answer(
    `Зарб мекунем: ${figure(a)} × ${figure(n)} = ${figure(result)}.`,
    result,
    '',
    `${figure(n)} баробари ${figure(a)}`,
  );
};

const bought: Solve = (found, { same }) => {
  const [price, count] = [value(found, 'p'), value(found, 'n')];
  if (!counts(count) || !same('x', 'y')) return undefined;
  const total = multiply(price, count);
  if (!found.has('m'))
    return answer(
      `${figure(price)} × ${figure(count)} = ${figure(total)} (сомонӣ).`,
      total,
      ' сомонӣ',
      `${figure(count)} × ${figure(price)} сомонӣ`,
    );
  const paid = value(found, 'm');
  if (compare(paid, total) < 0) {
    const missing = subtract(total, paid);
    return {
      text: `${figure(price)} × ${figure(count)} = ${figure(total)} сомонӣ. ${figure(paid)} сомонӣ намерасад: ${figure(missing)} сомонии дигар лозим аст.`,
      value: `${plainValue(missing)} сомонӣ намерасад`,
      understood: `${figure(count)} × ${figure(price)} аз ${figure(paid)} сомонӣ`,
      explanation: 'Нарх аз пул зиёд аст.',
    };
  }
  return answer(
    `1) ${figure(price)} × ${figure(count)} = ${figure(total)} (сомонӣ) — нархи харид. 2) ${figure(paid)} − ${figure(total)} = ${figure(subtract(paid, total))} (сомонӣ) — бақия.`,
    subtract(paid, total),
    ' сомонӣ',
    `${figure(paid)} − ${figure(count)} × ${figure(price)}`,
  );
};

const twoGoods: Solve = (found) => {
  const [p, n, q, m] = [value(found, 'p'), value(found, 'n'), value(found, 'q'), value(found, 'm')];
  const [first, second] = [multiply(p, n), multiply(q, m)];
  return answer(
    `${figure(n)} × ${figure(p)} = ${figure(first)}; ${figure(m)} × ${figure(q)} = ${figure(second)}; ${figure(first)} + ${figure(second)} = ${figure(add(first, second))} (сомонӣ).`,
    add(first, second),
    ' сомонӣ',
    `${figure(n)} × ${figure(p)} + ${figure(m)} × ${figure(q)}`,
  );
};

const proportion: Solve = (found, { same }) => {
  const [a, b, c] = [value(found, 'a'), value(found, 'b'), value(found, 'c')];
  if (a.top <= 0n || !same('u', 'v') || !same('x', 'y')) return undefined;
  const single = divide(b, a);
  const result = multiply(single, c);
  const unit = found.has('w') ? ` ${found.text('w')}` : ' сомонӣ';
  return answer(
    `Барои 1: ${figure(b)} : ${figure(a)} = ${figureOrRounded(single)}. Барои ${figure(c)}: ${figureOrRounded(single)} × ${figure(c)} = ${figureOrRounded(result)}.`,
    result,
    unit,
    `${figure(a)} → ${figure(b)}, ${figure(c)} → ?`,
  );
};

const chance: Solve = (found, { same, word }) => {
  const [a, b] = [value(found, 'a'), value(found, 'b')];
  const all = add(a, b);
  if (!counts(a, b) || all.top === 0n) return undefined;
  const isFirst = same('c', 'w');
  if (!isFirst && !same('d', 'w')) return undefined;
  const result = divide(isFirst ? a : b, all);
  return {
    text: `Ҳамагӣ ${figure(a)} + ${figure(b)} = ${figure(all)}. Эҳтимол: ${figure(isFirst ? a : b)}/${figure(all)} = ${figureOrRounded(result)}.`,
    value: `${result.top}/${result.bottom}`,
    understood: `эҳтимоли «${word('w')}»: ${figure(a)} ва ${figure(b)}`,
    explanation: 'Эҳтимол — шумораи ҳолатҳои мусоид тақсими шумораи ҳамаи ҳолатҳо.',
  };
};

const stories: readonly (readonly [ReturnType<typeof patterns>, Solve])[] = [
  [
    patterns(
      '@n <a> [{piece}] @x {had} [.|,] @m ба ӯ|вай боз <b> [{piece}] [@y] {gave} [.|,] [акнун|ҳоло] [@p] чанд [{piece}] [@z] дорад|шуд',
      '@n <a> [{piece}] @x {had} [.|,] [ӯ|вай] боз <b> [{piece}] [@y] {got} [.|,] [акнун|ҳоло] [@p] чанд [{piece}] [@z] дорад|шуд',
      'дар @s <a> [{piece}] @x {had} [.|,] @n боз <b> [{piece}] монд|гузошт|андохт [.|,] {total} чанд [{piece}] [@z] шуд',
      '@n <a> [{piece}] ва @m <b> [{piece}] @x ҷамъ_карданд|доранд|чиданд|харид|хариданд|гирифтанд [.|,] {total} чанд [{piece}] [@z] [доранд|шуд|карданд|чиданд]',
      'рӯзи аввал|якум @n <a> [{piece}] @x овард|чид|фурӯхт|хонд [.|,] рӯзи <o> <b> [{piece}] [@y] [.|,] дар <d> рӯз чанд [{piece}] [@z] овард|чид|фурӯхт|хонд',
      '@n <a> [{piece}] @x {had} [.|,] @m <b> [{piece}] [.|,] {total} чанд [{piece}] [@z]',
      'дар @s <a> [{piece}] @x ва <b> [{piece}] @y {had} [.|,] {total} чанд [{piece}] [@z] [{had}]',
      'дар @s <a> @x @k ва <b> @y @l {had} [.|,] {total} чанд @z [{had}]',
      'дар @s <a> @x @k ва <b> @y @l {had} [.|,] {total} чанд @z дар @r {had}',
      'дар @s <a> писар ва <b> духтар {had} [.|,] {total} чанд хонанда|кӯдак|бача|нафар [{had}]',
      '@n <a> [{piece}] @x ва @m <b> [{piece}] [@y] {had} [.|,] {total} чанд [{piece}] [@z] [доранд]',
    ),
    added,
  ],
  [
    patterns(
      '@n <a> [{piece}] @x {had} [.|,] [ӯ|вай] <b> донаашро|донашро|тоашро|тояшро|дона|тоаш [@y] [ро] [ба] [@m] {gave}|{lost} [.|,] [ӯ] {left}',
      '@n <a> [{piece}] @x {had} [.|,] [ӯ|вай] <b> донаашро|донашро|тоашро|тояшро|дона|тоаш ба @m {gave} [.|,] [ба_ӯ|дар_ӯ] {left}',
      'дар @s <a> [{piece}] @x {had} [.|,] [@n] <b> донаашро|донашро|дона|тоашро|тояшро|донааш {got}|гирифтанд|{lost}|хӯрданд|фурӯхтанд|бурданд [.|,] {left}',
      'аз <a> [{piece}] @x <b> донаашро|дона|тоашро|тояшро|донааш фурӯхтанд|хӯрданд|гирифтанд|доданд|бурданд [.|,] {left}',
      '<a> [{piece}] @x {had} [.|,] <b> донааша|донаашро|донаша|тоаша|дона|то гирифтанд|хӯрданд|фурӯхтанд|гирифт|хӯрд|додам|хӯрдам [.|,] {left}',
      'дар @s <a> [{piece}] @x {had} [.|,] [@n] <b> [{piece}] донаашро|донашро|дона|тоашро|тояшро|донааш {got}|гирифтанд|{lost}|хӯрданд|фурӯхтанд|бурданд [.|,] [{piece}] чанд [{piece}] @z монд|мондааст|боқӣ_монд|мемонад',
      '@n <a> [{piece}] @x {had} [.|,] [ӯ|вай] <b> донаашро|донашро|тоашро|тояшро|дона|тоаш [ба] [@m] {gave}|{lost} [.|,] [дар_ӯ] чанд [{piece}] @z монд|мондааст|боқӣ_монд',
      '<a> сомонӣ|сомони|сом|сомон {had} [.|,] <b> [сомонӣ|сомони|сом] [ро] {lost} [.|,] {left}',
      '<a> сомонӣ|сомони|сом {had} [.|,] [аз_он] <b> [сомонӣ|сомони|сом] [ро] {lost} [.|,] {left}',
      '@n <a> сомонӣ {had} [.|,] [ӯ] <b> сомонӣ|сомониашро|сомонӣ_ро {lost} [.|,] [ӯ|дар_ӯ] {left}',
    ),
    taken,
  ],
  [
    patterns(
      '@n <a> [{piece}] @x ва @m <b> [{piece}] [@y] {had} [.|,] @p [аз] [@q] чанд [{piece}] зиёдтар|зиёд дорад',
    ),
    (found, things) => (things.same('n', 'p') ? taken(found, things) : undefined),
  ],
  [
    patterns(
      '<a> [{piece}] @x [ро] ба <b> @k [баробар] тақсим карданд|кунем|кунанд|кард|шавад [.|,] ба ҳар кадом|кас|нафар|кӯдак|яке|якеаш чандто|чанд_дона|чанд [мерасад|расид|шуд]',
      '@n <a> [{piece}] @x [ро] дар <b> @k баробар ҷой_кард|тақсим_кард|гузошт [.|,] дар ҳар @l чанд|чандто [{piece}] [@z] [шуд|ҳаст|мешавад]',
      '<b> @k <a> [{piece}] @x [ро] баробар тақсим карданд [.|,] ҳар кас|кадом|нафар|яке чанд|чандто [{piece}] гирифт|гирифтанд',
      'агар <a> [{piece}] @x [ро] ба <b> @k баробар тақсим шавад|кунем|кунанд [.|,] ба ҳар нафар|кадом|кас|яке чанд|чандто [{piece}] мерасад',
      '<a> [{piece}|то] @x [ро] ба <b> кас|нафар|бача|кӯдак поровну [тақсим] чанд мешавад|мерасад',
      '<a> [{piece}] @x [ро] ба <b> @k баробар тақсим кунем ба ҳар кадом чанд [мерасад]',
      '<a> @x [ро] ба <b> @k тақсим кардан [.|,] ба_ҳар_кас_чанд',
      'дар <b> @k <a> [{piece}] @x баробар [аст|ҳаст] [.|,] дар як @l чанд @z',
    ),
    shared,
  ],
  [
    patterns(
      '@j <a> сола аст [.|,] синни модараш|падараш|бобояш аз ӯ <n> баробар зиёд [аст] [.|,] модараш|падараш|бобояш чандсола [аст]',
      '@q <a> саҳифа хонд [.|,] @m бошад <n> баробар зиёд [.|,] @p чанд саҳифа хонд',
      'дар як рӯз <a> @x мепазанд|мехӯранд|мефурӯшанд|медӯзанд|месозанд [.|,] дар <n> рӯз чанд @y мепазанд|мехӯранд|мефурӯшанд|медӯзанд|месозанд',
      'дар синф <a> писар ҳаст [.|,] дар тамоми мактаб <n> баробар зиёд [.|,] дар мактаб чанд писар ҳаст',
      'дар <o> рӯз <a> @x мепазанд|мехӯранд|мефурӯшанд|медӯзанд|месозанд [.|,] дар <n> рӯз чанд @y мепазанд|мехӯранд|мефурӯшанд|медӯзанд|месозанд',
      '<o> рӯз <a> саҳифа [.|,] <n> рӯз чанд саҳифа [мехонам]',
    ),
    (found, things) =>
      found.has('o') && value(found, 'o').top !== 1n
        ? undefined
        : things.same('x', 'y') && (!found.has('q') || things.same('m', 'p'))
          ? timesMore(found, things)
          : undefined,
  ],
  [
    patterns(
      '<o> @x <p> {money} аст [.|,] @b <n> {piece} харид ва <m> {money} дод [.|,] чанд {money} бақия мегирад|гирифт|мемонад',
      '@b аз мағоза|бозор <n> {piece} @x харид [.|,] ҳар донааш|якеаш <p> {money} [.|,] аз <m> {money} чанд пул|сомонӣ мемонад|монд',
      'нархи @x <p> {money} [.|,] барои <n> {piece} чанд {money} лозим ва аз <m> {money} чанд бармегардад',
      '@b <m> {money} дошт [.|,] ӯ <n> {piece} @x [ро] аз <p> {money} харид [.|,] чанд {money} боқӣ монд',
      '<n> [{piece}] @x гирифтам <p> {money} якташ|якаш|донааш [.|,] <m> [{money}] додам [.|,] сдача чанд',
      '[<o>] @x <p> {money} [аст|,|.] <n> [{piece}] [@y] чанд {money} [мешавад|шуд|аст]',
      '[нархи] [<o>] @x <p> {money} [аст] [,|.] <n> [{piece}] @y чанд [пул] [мешавад|шуд]',
      '<n> кило|кг|{piece} @x килоаш|якеаш|донааш|якаш|ҳар_килоаш <p> {money} [.|,] [{total}] [чанд] [{money}|пул] [мешавад|шуд]',
      '<n> {piece} @x ҳар донааш <p> {money} [.|,] {total} чанд {money} [мешавад]',
    ),
    (found, things) => (found.has('o') && value(found, 'o').top !== 1n ? undefined : bought(found, things)),
  ],
  [
    patterns(
      '<n> @x <p> {money} ва <m> @y <q> {money} [.|,] чанд пул|сомонӣ шуд|мешавад',
      '@x <p> {money} [.|,] @y <q> {money} [.|,] [ман] <n> @k ва <m> @l мегирам|харидам|гирифтам [.|,] чанд пул|сомонӣ [лозим|мешавад|шуд]',
    ),
    (found, things) =>
      found.has('k') && !(things.same('x', 'k') && things.same('y', 'l'))
        ? undefined
        : found.has('k')
          ? twoGoods(found, things)
          : undefined,
  ],
  [
    patterns(
      '[агар|таносуб_:_агар] <a> @u @x <b> {money} аст|бошад [.|,] <c> @v [@y] чанд {money}|пул [мешавад|аст|меистад]',
      '[агар|таносуб_:_агар] <a> @u @x <b> {money} [аст|бошад] [.|,] <c> @v [@y] чанд',
      'барои <a> @u @x <b> {money} доданд [.|,] барои <c> @v [@y] чанд {money} лозим',
      '@x : <a> @u − <b> {money} , <c> @v − [{money}]',
      'агар <a> @u @x <b> {money} бошад [.|,] нархи <c> @v [ро]',
      '<a> @u @x <b> {money} [.|,] <c> @v чанд',
      '<a> дафтар|қалам|китоб|нон <b> {money} [аст|бошад] [.|,] <c> дафтар|қалам|китоб|нон чанд {money}|пул [мешавад]',
    ),
    proportion,
  ],
  [
    patterns(
      'дар @h <a> @t @c ва <b> @s @d [ҳаст|аст] [.|,] эҳтимоли [баромадани] @r @w [чанд]',
      'дар @h <a> @t @c ва <b> @s @d [ҳаст|аст] [.|,] эҳтимоли @r @w баромадан',
    ),
    chance,
  ],
];

/** Problems told as a story, of the kinds in schoolbooks; every word of the story must have its place. */
export const wordProblems: Tool = {
  name: 'word-problems',
  title: 'Масъалаҳо',
  examples: [
    'Аҳмад 12 себ дошт, 5 донаашро ба додараш дод. Чанд дона монд?',
    '3 кг биринҷ 36 сомонӣ бошад, 5 кг чанд?',
    '48 конфетро ба 6 бача баробар тақсим кунем, ба ҳар кадом чанд мерасад?',
  ],
  answer(reading) {
    if (reading.numbers.length < 2) return undefined;
    const answers: Finding[] = [];
    for (const [list, solve] of stories) {
      for (const pattern of list) {
        const found = pattern.match(reading);
        const answer = found && solve(found, thingsOf(found, reading));
        if (answer) answers.push(answer);
      }
    }
    const [first] = answers;
    return first && answers.every(({ value }) => value === first.value) ? first : undefined;
  },
};

function thingsOf(found: Found, reading: Reading): Things {
  const bare = (name: string) => {
    const word = found.text(name).replace(/(?:ро|хо|и)$/u, '');
    return /^(?:кило|килограмм?|кг)$/u.test(word) ? 'кг' : word;
  };
  return {
    isMoney: /сомон/u.test(reading.text),
    // дарахти себ: the noun without its ezafe.
    word: (name) => asTyped(found.text(name), reading).replace(/(?:ро|и)$/u, ''),
    same: (...names) => {
      const present = names.filter((name) => found.has(name));
      return present.every((name) => bare(name) === bare(present[0] ?? name));
    },
  };
}

function answer(steps: string, result: Rational, unit: string, understood: string): Finding {
  return {
    text: `${steps}\nҶавоб: ${figureOrRounded(result)}${unit}.`,
    value: `${plainValue(result)}${unit}`,
    understood,
    explanation: 'Шарти масъала пурра фаҳмида шуд; натиҷа дақиқ аст.',
  };
}
