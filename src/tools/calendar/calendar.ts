import { isWhole } from '../exact/rational.ts';
import { foldWord } from '../reading/fold.ts';
import { defineWords, type Found, matchAny, patterns } from '../reading/patterns.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, Tool, ToolContext } from '../tool.ts';
import { clockTimes } from './clock-times.ts';
import {
  addDays,
  addMonths,
  type Day,
  dayNumber,
  daysInMonth,
  firstYear,
  isLeapYear,
  lastYear,
  monthNames,
  weekday,
  writeDay,
} from './days.ts';
import { completeDate, type Dates, findDates } from './find-dates.ts';

defineWords(
  'whichDay',
  'кадом рӯз, кадом рӯзи ҳафта, ба кадом рӯзи ҳафта, ба кадом рӯз, чӣ рӯзи ҳафта, кадом рӯзи ҳафта буд',
);
defineWords(
  'falls',
  'аст, буд, мешавад, меояд, меояд, рост меояд, мебошад, меафтад, мешавад имсол, меоя, рост меафтад, рост омад',
);
defineWords(
  'whichDate',
  'кадом рӯз, кадом сана, кадом рӯзи ҳафта, чандум, чӣ рӯз, чандум сана, кадом рӯзу сана, чандуми моҳ',
);
defineWords('month', monthNames.flatMap((name) => [name, `${name}и`]).join(', '));
defineWords('span', 'рӯз, ҳафта, моҳ, сол, рӯза');
defineWords(
  'born',
  'таваллуд шудам, таваллуд шудаам, таваллуд ёфтам, таваллуд ёфтаам, таваллуд шудагӣ, ба дунё омадам, ба дунё омадаам, зода шудам, таваллуд шуд, таваллуд шудааст, таваллуд ёфтааст',
);
defineWords(
  'howOld',
  'чандсола, чандсола ҳастам, чандсола мешавам, чандсола шудам, чанд соларо дорам, чанд сол дорам, имсол чанд сол мешавам, чандсола аст, чанд сол доштаам, чанд соли мешавам, имсол чандсола мешавам, чанд сола мешавам, чанд сола ҳастам, чанд сола аст, синнам чанд, ҳозир чандсолаам, чандсолаам, имсол чандсола мешавад, чандсола мешавад',
);

const onDate = patterns(
  '[рӯзи] ¶d {whichDay} [{falls}] [имсол]',
  '{whichDay} {falls} ¶d',
  '{whichDay} буд ¶d',
  '¶d ба {whichDay} {falls}',
  '¶d кай аст ва {whichDay}',
  'рӯзи ҳафтаи ¶d',
);
const relative = patterns(
  '@t {whichDate} [{falls}]',
  '@t [{falls}] {whichDate}',
  '@t {whichDate} будааст',
  'рӯзи ҳафта @t',
);
const today = patterns(
  'санаи имрӯза',
  'имрӯз чандум',
  'сана чанд',
  'сана чандум',
  'ҳозир кадом сана',
  'имрӯз чӣ рӯз',
  'санаи имрӯз',
  'имрӯз кадом рӯзи ҳафта ва сана',
);
const thisYear = patterns(
  'ҳозир кадом сол [аст]',
  'ҳоло кадом сол [аст]',
  'имсол кадом сол [аст]',
  'имсол соли чандум [аст]',
  'соли чандум аст',
);
const thisMonth = patterns('ҳозир кадом моҳ [аст]', 'ҳоло кадом моҳ [аст]', 'кадом моҳ аст');
const later = patterns(
  'баъди|баъд_аз|пас_аз <n> {span} {whichDate} [{falls}]',
  '<n> {span} баъд {whichDate} [{falls}]',
  '<n> {span} баъди|баъд_аз|пас_аз ¶d {whichDate} [{falls}]',
  'баъди|баъд_аз|пас_аз <n> {span} аз ¶d {whichDate} [{falls}]',
  'аз ¶d баъди|баъд_аз|пас_аз <n> {span} {whichDate} [{falls}]',
  '<n> {span} баъди|баъд_аз|пас_аз имрӯз {whichDate} [{falls}]',
  '¶d + <n> {span}',
  'агар имрӯз ¶d бошад , баъди|баъд_аз|пас_аз <n> {span} {whichDate} [{falls}]',
  'ба ¶d <n> {span} илова кун|кунед',
);
const earlier = patterns(
  '<n> {span} пеш {whichDate} [{falls}]',
  '<n> {span} пеш аз ¶d {whichDate} [{falls}]',
  '¶d − <n> {span}',
  '<n> {span} пеш аз имрӯз {whichDate} [{falls}]',
);
const between = patterns(
  'аз ¶d то ¶e чанд {span} [{falls}] [мондааст|мегузарад|ҳаст|гузашт]',
  'байни ¶d ва ¶e чанд {span} [{falls}|ҳаст]',
  'аз ¶d то ¶e',
  '¶d то ¶e чанд {span} [{falls}|ҳаст]',
  '¶d ва ¶e чанд {span} фарқ|фосила',
  'чанд {span} аз ¶d то ¶e',
);
const until = patterns(
  'то ¶d чанд {span} монд|мондааст|мондагӣ|мемонад|боқист|боқӣ_монд',
  'то ¶d [боз] чанд {span} [монд|мондааст|ҳаст]',
  'чанд {span} монд|мондааст то ¶d',
  'то ¶d чандто рӯз мондааст|монд',
);
const leap = patterns(
  '[оё] [соли] <y> [сол] [соли] кабиса|кабисаӣ|високос|високосный [аст|мешавад|буд|не] [ё] [не]',
  '<y> кабиса',
  '[соли] <y> ро соли кабиса гӯем',
  '[оё] [соли] <y> кабиса аст ё не',
);
const yearLength = patterns(
  'соли <y> чанд рӯз дорад|дора|буд|аст|дошт|мешавад',
  'дар соли <y> чанд рӯз ҳаст|буд|аст|мешавад',
  '<y> чанд рӯз дорад|дора|дошт',
);
const monthLength = patterns(
  '[дар] [моҳи] {month} [соли] <y> чанд рӯз [ҳаст|буд|аст|мешавад|дорад|дора|дошт]',
  '[моҳи] {month} [дар] соли <y> чанд рӯз [ҳаст|буд|аст|дорад|дошт]',
  'дар соли <y> [моҳи] {month} чанд рӯз [ҳаст|буд|аст|дорад|дошт]',
);
const age = patterns(
  '[агар] [ман] ¶d {born} [,] [ман] [ҳозир|имсол|ҳоло] {howOld}',
  '[агар] [ман] дар соли <y> {born} [,] [ман] [ҳозир|имсол|ҳоло] {howOld}',
  '[агар] [ман] [дар] соли <y> {born} [,] [ман] [ҳозир|имсол|ҳоло] {howOld}',
  '[агар] [ман] <y> {born} [,] {howOld}',
  'агар касе соли <y> {born} {howOld}',
  '[ман] <y> ум [сол] {born} {howOld}',
  '[агар] касе|бачае|хоҳарам|бародарам|додарам|апаам|модарам|падарам [дар] соли <y> {born} [бошад] [,] [ҳозир|имсол|ҳоло] {howOld}',
);

const relativeDays = new Map([
  ['имруз', 0],
  ['пагох', 1],
  ['фардо', 1],
  ['пасфардо', 2],
  ['дируз', -1],
  ['парируз', -2],
  ['хозир', 0],
]);

export const calendar: Tool = {
  name: 'calendar',
  title: 'Тақвим ва соат',
  examples: [
    '12 марти 2027 кадом рӯзи ҳафта аст?',
    'аз 1 сентябр то 25 май чанд рӯз аст',
    'баъди 45 рӯз кадом сана мешавад',
    'соли 2028 кабиса аст?',
    'имрӯз чандум аст?',
    'соат чанд шуд?',
  ],
  answer(plain, context) {
    const dates = findDates(plain);
    const reading = { ...plain, text: dates.text };
    const now = context.clock ? dayOf(context.clock.now) : undefined;
    const usesToday = /(?<= |^)(?:имруз|пагох|фардо|пасфардо|дируз|парируз|хозир|холо|имсол)/u.test(
      reading.text,
    );
    const found =
      clockTimes(reading, dates, context) ??
      years(reading) ??
      arithmetic(reading, dates, now) ??
      ages(reading, dates, now) ??
      (now && aboutToday(reading, now));
    if (!found) return undefined;
    const needsClock = usesToday || dates.dates.some(({ year }) => year === undefined) || found.needsClock;
    const { needsClock: _, ...finding } = found;
    return needsClock ? withTrust(finding, context) : finding;
  },
};

type Dated = Finding & { readonly needsClock?: boolean };

/** Said where the answer depends on a clock that may be wrong. */
function withTrust(finding: Finding, { clock }: ToolContext): Finding {
  if (!clock || clock.isTrusted) return finding;
  return {
    ...finding,
    text: `${finding.text}\nДиққат: соати ин дастгоҳ санҷида нашудааст ва шояд нодуруст бошад.`,
    explanation: `${finding.explanation} Соати дастгоҳ боэътимод нест.`,
  };
}

function dayOf(now: Date): Day {
  return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
}

const gregorian = 'Аз рӯйи тақвими мелодии григориан.';

function aboutToday(reading: Reading, now: Day): Dated | undefined {
  const named = `${writeDay(now)}, ${weekday(now)}`;
  if (matchAny(today, reading))
    return {
      text: `Имрӯз ${named}.`,
      value: named,
      understood: 'санаи имрӯза',
      explanation: 'Аз соати дастгоҳ.',
      needsClock: true,
    };
  if (matchAny(thisYear, reading))
    return {
      text: `Ҳоло соли ${now.year} аст.`,
      value: String(now.year),
      understood: 'соли ҷорӣ',
      explanation: 'Аз соати дастгоҳ.',
      needsClock: true,
    };
  if (matchAny(thisMonth, reading))
    return {
      text: `Ҳоло моҳи ${monthNames[now.month - 1]} аст.`,
      value: monthNames[now.month - 1] ?? '',
      understood: 'моҳи ҷорӣ',
      explanation: 'Аз соати дастгоҳ.',
      needsClock: true,
    };
  const match = matchAny(relative, reading);
  const offset = match && relativeDays.get(match.text('t'));
  if (offset === undefined) return undefined;
  const day = addDays(now, offset);
  const word = reading.typed.get(match?.text('t') ?? '') ?? '';
  const title = word.slice(0, 1).toUpperCase() + word.slice(1);
  return {
    text: `${title} ${writeDay(day)}, ${weekday(day)}${offset < 0 ? ' буд' : ''}.`,
    value: `${writeDay(day)}, ${weekday(day)}`,
    understood: `санаи рӯзи «${word}»`,
    explanation: 'Аз соати дастгоҳ.',
    needsClock: true,
  };
}

function years(reading: Reading): Dated | undefined {
  const about = matchAny(leap, reading) ?? matchAny(yearLength, reading);
  if (about) {
    const year = wholeNumber(about, 'y');
    if (year === undefined || year < 1 || year > lastYear) return undefined;
    const isLeap = isLeapYear(year);
    const reason =
      year % 400 === 0
        ? `${year} ба 400 тақсим мешавад`
        : year % 100 === 0
          ? `${year} ба 100 тақсим мешавад, вале ба 400 не`
          : year % 4 === 0
            ? `${year} ба 4 тақсим мешавад`
            : `${year} ба 4 бе бақия тақсим намешавад`;
    const asksLength = /чанд/.test(reading.text);
    return {
      text: asksLength
        ? `Соли ${year} ${isLeap ? 366 : 365} рӯз дорад: ${reason}, пас сол ${isLeap ? 'кабиса аст' : 'кабиса нест'}.`
        : `${isLeap ? 'Ҳа' : 'Не'}, соли ${year} кабиса ${isLeap ? 'аст' : 'нест'}: ${reason}. Он ${isLeap ? 366 : 365} рӯз дорад.`,
      value: asksLength ? String(isLeap ? 366 : 365) : isLeap ? 'ҳа' : 'не',
      understood: `соли ${year}: кабиса ё не`,
      explanation: 'Соли кабиса ба 4 тақсим мешавад; солҳои садӣ танҳо вақте ки ба 400 тақсим шаванд.',
    };
  }
  const match = matchAny(monthLength, reading);
  const month =
    monthNames.findIndex((name) => new RegExp(`(?<= |^)${foldWord(name)}и?(?= |$)`, 'u').test(reading.text)) +
    1;
  const year = match && wholeNumber(match, 'y');
  if (!match || month === 0 || year === undefined || year < 1 || year > lastYear) return undefined;
  const days = daysInMonth(year, month);
  return {
    text: `${monthNames[month - 1]}и соли ${year} ${days} рӯз дорад.`,
    value: String(days),
    understood: `шумораи рӯзҳои ${monthNames[month - 1]}и соли ${year}`,
    explanation: gregorian,
  };
}

function arithmetic(reading: Reading, { dates }: Dates, now: Day | undefined): Dated | undefined {
  const dateAt = (match: Found, name: string) => completeDate(dates[Number(match.text(name))], now);
  const on = matchAny(onDate, reading);
  if (on) {
    const day = dateAt(on, 'd');
    if (!day) return undefined;
    return {
      text: `${writeDay(day)} — ${weekday(day)}.`,
      value: weekday(day),
      understood: `рӯзи ҳафтаи ${writeDay(day)}`,
      explanation: gregorian,
    };
  }
  for (const [list, sign] of [
    [later, 1],
    [earlier, -1],
  ] as const) {
    const match = matchAny(list, reading);
    if (!match) continue;
    const start = match.has('d') ? dateAt(match, 'd') : now;
    const count = wholeNumber(match, 'n');
    if (!start || count === undefined || count > 400_000) return undefined;
    const span = /№\d+ (руз|хафта|мох|сол)/u.exec(reading.text)?.[1] ?? 'руз';
    const end =
      span === 'мох' || span === 'сол'
        ? addMonths(start, sign * count * (span === 'сол' ? 12 : 1))
        : addDays(start, sign * count * (span === 'хафта' ? 7 : 1));
    if (end.year < firstYear || end.year > lastYear) return undefined;
    const named = `${writeDay(end)}, ${weekday(end)}`;
    const spanName = { руз: 'рӯз', хафта: 'ҳафта', мох: 'моҳ', сол: 'сол' }[span] ?? span;
    return {
      text: `${writeDay(start)} ${sign > 0 ? '+' : '−'} ${count} ${spanName} = ${named}.`,
      value: named,
      understood: `${count} ${spanName} ${sign > 0 ? 'баъди' : 'пеш аз'} ${writeDay(start)}`,
      explanation: gregorian,
      needsClock: !match.has('d'),
    };
  }
  const pair = matchAny(between, reading);
  const to = pair ? undefined : matchAny(until, reading);
  if (!pair && !to) return undefined;
  const start = pair ? dateAt(pair, 'd') : now;
  let end = pair ? dateAt(pair, 'e') : to && dateAt(to, 'd');
  if (!start || !end) return undefined;
  // «аз 1 сентябр то 25 май»: the second lies in the next year.
  const named = dates[Number((pair ?? to)?.text(pair ? 'e' : 'd'))];
  if (dayNumber(end) < dayNumber(start) && named?.year === undefined)
    end = completeDate({ ...(named ?? end), year: start.year + 1 }, now) ?? end;
  const count = dayNumber(end) - dayNumber(start);
  if (count < 0) return undefined;
  const span = / чанд (хафта|мох|сол)/u.exec(` ${reading.text}`)?.[1];
  if (span === 'мох' || span === 'сол') return undefined;
  const weeks =
    span === 'хафта'
      ? ` = ${Math.floor(count / 7)} ҳафта${count % 7 === 0 ? '' : ` ва ${count % 7} рӯз`}`
      : '';
  return {
    text: `Аз ${writeDay(start)} то ${writeDay(end)} ${count} рӯз аст${weeks}.`,
    value: span === 'хафта' ? weeks.slice(3) : String(count),
    understood: `фосилаи аз ${writeDay(start)} то ${writeDay(end)}`,
    explanation: 'Рӯзи аввал ҳисоб нашудааст; агар ҳарду рӯз ҳисоб шаванд, 1 рӯз зиёд мешавад.',
    needsClock: !pair,
  };
}

function ages(reading: Reading, { dates }: Dates, now: Day | undefined): Dated | undefined {
  const match = matchAny(age, reading);
  if (!match || !now) return undefined;
  if (match.has('d')) {
    const born = dates[Number(match.text('d'))];
    if (born?.year === undefined || dayNumber({ ...born, year: born.year }) > dayNumber(now))
      return undefined;
    const hadBirthday = now.month > born.month || (now.month === born.month && now.day >= born.day);
    const years = now.year - born.year - (hadBirthday ? 0 : 1);
    return {
      text: `${now.year} − ${born.year} = ${now.year - born.year}${hadBirthday ? '' : `; рӯзи таваллуд имсол ҳоло наомадааст, аз ин рӯ ${now.year - born.year} − 1 = ${years}`}.\nҶавоб: ${years} сол.`,
      value: String(years),
      understood: `синни касе, ки ${writeDay({ ...born, year: born.year })} таваллуд шудааст`,
      explanation: `Имрӯз ${writeDay(now)}.`,
      needsClock: true,
    };
  }
  const year = wholeNumber(match, 'y');
  if (year === undefined || year < now.year - 130 || year > now.year) return undefined;
  const years = now.year - year;
  return {
    text: `${now.year} − ${year} = ${years}.\nДар соли ${now.year} ${years} сол пур мешавад (агар рӯзи таваллуд ҳоло наомада бошад, имрӯз ${years - 1} сол аст).`,
    value: String(years),
    understood: `синни касе, ки соли ${year} таваллуд шудааст`,
    explanation: 'Аз соли ҷорӣ соли таваллуд тарҳ мешавад.',
    needsClock: true,
  };
}

function wholeNumber(match: Found, name: string): number | undefined {
  const { value } = match.number(name);
  return isWhole(value) && value.top >= 0n && value.top < 10_000_000n ? Number(value.top) : undefined;
}
