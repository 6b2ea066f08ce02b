import { arithmeticExercises } from '../../src/instructions/kinds/computed/arithmetic.ts';
import type { Exercise } from '../../src/instructions/kinds/computed/exercise.ts';
import { numberExercises } from '../../src/instructions/kinds/computed/numbers.ts';
import { physicsExercises } from '../../src/instructions/kinds/computed/physics.ts';
import { namedRandom, type Random } from '../../src/instructions/random.ts';
import { findGroup, phrase, readPhrasings } from '../../src/instructions/text/phrasings.ts';
import { typeAsPupil } from '../../src/instructions/text/pupil-typing.ts';

export interface Request {
  readonly kind: string;
  readonly question: string;
  /** As `isSameValue` reads it. */
  readonly expected: string;
}

/** The expected value of an exercise by its group; its own `result` otherwise. */
const results: Readonly<Record<string, (slots: Readonly<Record<string, string>>) => string>> = {
  remainder: ({ quotient, rest }) => `${quotient}, бақия ${rest}`,
  rectangle: ({ area, perimeter }) => `${area} см², ${perimeter} см`,
  triangle: ({ area }) => `${area}`,
  equation: ({ result }) => `x = ${result}`,
  'to-words': ({ words }) => `${words}`,
  'from-words': ({ number }) => `${number}`,
  ordinal: ({ ordinal }) => `${ordinal}`,
  // «9 ба 2 тақсим мешавад?» is answered by yes or no.
  even: ({ parity }) => `${parity} | ${parity === 'ҷуфт' ? 'ҳа' : 'не'}`,
  speed: ({ v }) => `${v}`,
  distance: ({ s }) => `${s}`,
  duration: ({ t }) => `${t}`,
  ohm: ({ i }) => `${i}`,
  voltage: ({ u }) => `${u}`,
  temperature: ({ k }) => `${k}`,
};

/** Requests in the wordings of the instruction exercises, framed and typed as pupils type. */
function* exercises(random: Random, count: number): Generator<Request> {
  const kinds: (readonly [string, string, Exercise])[] = [
    ...Object.entries(arithmeticExercises).map(([name, make]) => ['arithmetic', name, make] as const),
    ...Object.entries(numberExercises).map(([name, make]) => ['numbers', name, make] as const),
    ...Object.entries(physicsExercises).map(([name, make]) => ['physics', name, make] as const),
  ];
  for (let place = 0; place < count; place += 1) {
    const [file, , make] = kinds[place % kinds.length] ?? kinds[0] ?? [];
    if (!file || !make) return;
    const { group, slots } = make(random);
    const { request } = phrase(findGroup(readPhrasings(file), group), slots, random);
    // «чӣ тавр донем …» and the like ask for the way; the value is the same.
    const asksSmaller = group === 'compare' && /хурдтар/.test(request);
    const expected =
      group === 'compare'
        ? asksSmaller
          ? slots.smaller
          : slots.bigger
        : (results[group]?.(slots) ?? slots.result);
    if (expected !== undefined) yield { kind: `${file}/${group}`, question: request, expected };
  }
}

const unitPairs = [
  ['км', 'м', 1000],
  ['м', 'см', 100],
  ['кг', 'г', 1000],
  ['тонна', 'кг', 1000],
  ['соат', 'дақиқа', 60],
  ['дақиқа', 'сония', 60],
  ['литр', 'мл', 1000],
  ['гектар', 'м²', 10000],
  ['рӯз', 'соат', 24],
  ['ҳафта', 'рӯз', 7],
  ['метр', 'дм', 10],
  ['сантиметр', 'миллиметр', 10],
  ['сомонӣ', 'дирам', 100],
] as const;
const monthWords = [
  'январи',
  'феврали',
  'марти',
  'апрели',
  'майи',
  'июни',
  'июли',
  'августи',
  'сентябри',
  'октябри',
  'ноябри',
  'декабри',
];
const weekdays = ['якшанбе', 'душанбе', 'сешанбе', 'чоршанбе', 'панҷшанбе', 'ҷумъа', 'шанбе'];

/** Requests with their own wordings, each computed with JavaScript's numbers and Date, not with the tools' code. */
const own: Readonly<Record<string, (random: Random) => readonly [string, string]>> = {
  chain: (random) => {
    const [a, b, c] = [random.integer(2, 99), random.integer(2, 99), random.integer(2, 20)];
    const form = random.integer(0, 3);
    const text =
      [`${a}+${b}*${c}`, `(${a} + ${b}) * ${c}`, `${a} х ${c} - ${b}`, `${a} - ${b} + ${c}`][form] ?? '';
    return [
      `${text}${random.pick(['', ' чанд', ' = ?', ' чанд мешавад?', '=?'])}`,
      String([a + b * c, (a + b) * c, a * c - b, a - b + c][form]),
    ];
  },
  decimals: (random) => {
    const [a, b] = [random.integer(1, 999), random.integer(1, 999)];
    const [x, y] = [a / 10, b / 100].map((value) => String(value).replace('.', ','));
    return [`${x} + ${y} чанд аст`, String((a * 10 + b) / 100)];
  },
  share: (random) => {
    const [n, one] = [random.integer(2, 9), random.integer(2, 60)];
    const t = random.integer(1, n - 1);
    return [`${t}/${n} ҳиссаи ${n * one} чанд мешавад?`, String(t * one)];
  },
  convert: (random) => {
    const [large, small, ratio] = random.pick(unitPairs);
    const amount = random.integer(2, 400);
    return random.chance(0.5)
      ? [`${amount} ${large} чанд ${small} мешавад`, String(amount * ratio)]
      : [`${amount * ratio} ${small} дар ${large} чанд?`, String(amount)];
  },
  lengths: (random) => {
    const [m, cm, n, rest] = [
      random.integer(1, 20),
      random.integer(1, 99),
      random.integer(1, 20),
      random.integer(1, 99),
    ];
    return [`${m} м ${cm} см + ${n} м ${rest} см`, String((m * 100 + cm + n * 100 + rest) / 100)];
  },
  weekday: (random) => {
    const day = new Date(Date.UTC(random.integer(1900, 2090), random.integer(0, 11), random.integer(1, 28)));
    const text = random.chance(0.5)
      ? `${day.getUTCDate()} ${monthWords[day.getUTCMonth()]} соли ${day.getUTCFullYear()}`
      : `${String(day.getUTCDate()).padStart(2, '0')}.${String(day.getUTCMonth() + 1).padStart(2, '0')}.${day.getUTCFullYear()}`;
    return [`${text} кадом рӯзи ҳафта буд?`, weekdays[day.getUTCDay()] ?? ''];
  },
  span: (random) => {
    const start = Date.UTC(random.integer(2000, 2030), random.integer(0, 11), random.integer(1, 28));
    const days = random.integer(1, 900);
    const text = (time: number) =>
      `${new Date(time).getUTCDate()} ${monthWords[new Date(time).getUTCMonth()]} ${new Date(time).getUTCFullYear()}`;
    return [`аз ${text(start)} то ${text(start + days * 86_400_000)} чанд рӯз аст?`, String(days)];
  },
  binary: (random) => {
    const value = random.integer(2, 500);
    return [`${value.toString(2)} дар системаи дуӣ чанд мешавад`, String(value)];
  },
  prime: (random) => {
    const value = random.integer(2, 400);
    const isPrime = Array.from({ length: value - 2 }, (_, place) => place + 2).every(
      (divisor) => value % divisor !== 0,
    );
    return [`${value} адади сода аст?`, isPrime ? '~ҳа' : '~не'];
  },
  root: (random) => {
    const value = random.integer(2, 60);
    return [`решаи квадратии ${value * value} чанд аст`, String(value)];
  },
  leap: (random) => {
    const year = random.integer(1700, 2400);
    return [`соли ${year} кабиса аст?`, new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1 ? 'ҳа' : 'не'];
  },
  percentOf: (random) => {
    const [part, whole] = [random.integer(1, 50), random.pick([50, 100, 200, 25, 20])];
    return [`${part} аз ${whole} чанд фоиз аст?`, String((part * 100) / whole)];
  },
  order: (random) => {
    const list = random.shuffle([3, 8, 12, 19, 27, 31, 45, 58, 64, 77]).slice(0, 5);
    return [
      `ададҳои ${list.join(', ')}-ро аз хурд то калон навис`,
      list.toSorted((a, b) => a - b).join(', '),
    ];
  },
  clock: (random) => {
    const [start, length] = [random.integer(0, 1200), random.integer(5, 230)];
    const text = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
    const [hours, rest] = [Math.floor(length / 60), length % 60];
    return [
      `аз соати ${text(start)} то ${text(start + length)} чанд вақт аст`,
      hours === 0 ? `${rest} дақиқа` : rest === 0 ? `${hours} соат` : `${hours} соату ${rest} дақиқа`,
    ];
  },
};

/** This many requests, the same for the same seed. */
export function generateRequests(seed: string, count: number): Request[] {
  const random = namedRandom(seed);
  const found = [...exercises(random, Math.round(count * 0.6))];
  const makers = Object.entries(own);
  for (let place = 0; found.length < count; place += 1) {
    const [kind, make] = makers[place % makers.length] ?? [];
    if (!kind || !make) break;
    const [question, expected] = make(random);
    found.push({
      kind: `own/${kind}`,
      question: random.chance(0.4) ? typeAsPupil(question, random) : question,
      expected,
    });
  }
  return found;
}
