import { add, divide, multiply, type Rational, rational, subtract } from '../exact/rational.ts';
import { figure, figureOrRounded, plainValue } from '../exact/write.ts';
import { foldWord } from '../reading/fold.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';
import { markUnits } from '../units/unit-names.ts';

/** What is measured, by the units in which school gives it. */
type Measure =
  | 'distance'
  | 'time'
  | 'speed'
  | 'mass'
  | 'volume'
  | 'density'
  | 'force'
  | 'area'
  | 'pressure'
  | 'length'
  | 'work'
  | 'power'
  | 'voltage'
  | 'resistance'
  | 'current'
  | 'acceleration'
  | 'kilograms'
  | 'seconds'
  | 'gravity';

interface Law {
  readonly asked: Measure;
  readonly from: readonly [Measure, Measure];
  readonly letter: string;
  readonly formula: string;
  readonly unit: string;
  readonly compute: (a: Rational, b: Rational) => Rational;
}

const law = (
  asked: Measure,
  from: readonly [Measure, Measure],
  letter: string,
  formula: string,
  unit: string,
  compute: Law['compute'],
): Law => ({ asked, from, letter, formula, unit, compute });

const laws: readonly Law[] = [
  law('speed', ['distance', 'time'], 'v', 's : t', 'км/соат', divide),
  law('distance', ['speed', 'time'], 's', 'v · t', 'км', multiply),
  law('time', ['distance', 'speed'], 't', 's : v', 'соат', divide),
  law('density', ['mass', 'volume'], 'ρ', 'm : V', 'г/см³', divide),
  law('mass', ['density', 'volume'], 'm', 'ρ · V', 'г', multiply),
  law('volume', ['mass', 'density'], 'V', 'm : ρ', 'см³', divide),
  law('force', ['kilograms', 'acceleration'], 'F', 'm · a', 'Н', multiply),
  law('force', ['kilograms', 'gravity'], 'F', 'm · g', 'Н', multiply),
  law('pressure', ['force', 'area'], 'p', 'F : S', 'Па', divide),
  law('work', ['force', 'length'], 'A', 'F · s', 'Ҷ', multiply),
  law('power', ['work', 'seconds'], 'N', 'A : t', 'Вт', divide),
  law('current', ['voltage', 'resistance'], 'I', 'U : R', 'А', divide),
  law('voltage', ['current', 'resistance'], 'U', 'I · R', 'В', multiply),
  law('resistance', ['voltage', 'current'], 'R', 'U : I', 'Ом', divide),
];

const byUnit: Readonly<Record<string, Measure>> = {
  km: 'distance',
  h: 'time',
  kmh: 'speed',
  g: 'mass',
  cm3: 'volume',
  N: 'force',
  m2: 'area',
  Pa: 'pressure',
  m: 'length',
  J: 'work',
  W: 'power',
  V: 'voltage',
  Ohm: 'resistance',
  A: 'current',
  kg: 'kilograms',
  s: 'seconds',
};

const group = (words: string) => words.split(' ').map((word) => foldWord(word.replace(/_/g, ' ')));
/** Names of what may be asked for, by their beginnings. */
const names: readonly (readonly [Measure, readonly string[]])[] = [
  ['speed', group('суръат скорост')],
  ['time', group('вақт')],
  ['distance', group('масофа роҳ расстояние')],
  ['density', group('зичи плотност')],
  ['pressure', group('фишор давление')],
  ['power', group('тавоно мощност')],
  ['work', group('кор работа')],
  ['voltage', group('шиддат напряжение')],
  ['resistance', group('муқовимат сопротивление')],
  ['current', group('ҷараён ток')],
  ['force', group('қувва сила')],
  ['mass', group('масса')],
];
/** Letters of formulas as they are folded: v → в, F → ф. */
const letters: Readonly<Record<string, readonly Measure[]>> = {
  в: ['speed', 'volume'],
  с: ['distance', 'length', 'area'],
  т: ['time', 'seconds'],
  м: ['mass', 'kilograms'],
  ρ: ['density'],
  ф: ['force'],
  п: ['pressure'],
  р: ['resistance', 'pressure'],
  а: ['work', 'acceleration'],
  н: ['power'],
  у: ['voltage'],
  и: ['current'],
  г: ['gravity'],
};

// Every other word that such a problem may hold. One word more, and nothing is answered.
const allowed = new Set(
  group(
    'мошин автобус қатора поезд велосипедрон пиёда самолёт ҳавопаймо киштӣ савора дар бо аз ба то ва ро рафт рафту роҳ роҳро роҳаш тай кард кардааст мекунад мегузарад меравад меравем мегузаранд ҳаракат кадом суръат суръати суръатро суръаташ миёна миёнаашро миёнааш миёнаи чанд аст чист ёбед ёб ҳисоб кунед кун мешавад чандаст лозим тӯл мекашад километр км масофа масофаи масофаро масофааш вақт вақти вақтро скорость скорости расстояние дар_як деҳа шаҳр душанбе хуҷанд мактаб хона ҷисм ҷисми ҷисмро масса массаи массааш ҳаҷм ҳаҷми ҳаҷмаш дорад зичӣ зичии зичиаш зичиро модда моддаи моддаро порчаи металл вазн ҷой мегирад обьем обём плотность он и агар бошад қувва қувваи қувваро қуввааш таъсир ба_сатҳ сатҳ сатҳи фишор фишорро меорад сила площадь масоҳат давление паскал паскаль нютон ньютон кӯчонд кор кори корро механикӣ путь работа ҷоул чоул тавоноӣ тавоноиро тавоноиаш муҳаррик иҷро шуд мощность ватт шиддат шиддати шиддатро муқовимат муқовимати муқовиматро қувваи ҷараён ҷараёни қонуни қонун ом рӯи рӯйи рӯ занҷир ампер волт вольт напряжение сопротивление ток мегузарад нӯгҳои шитоб шитоби ускорение нютон дуюми вазнинӣ вазниниро вазниниаш гир гиред тяжести соат соатро меравам рафтам кунам тай_кунад буд вақташ қадар чӣ масофаест меояд диҳем барои он ки лозим кард кашиданд барои грамм об оҳан мис алюминий сурб симоб нуқра тилло ях керосин рӯғани растанӣ шиша путь ускорение бор агар',
  ),
);
for (const word of ['км', 'соат', ',', '.', '=', ':', '(', ')', 'ки']) allowed.add(word);
const articles = new Set(group('ро и аш ум'));

/** School problems with a formula of two quantities: motion, density, force, pressure, work, electricity. */
export const physics: Tool = {
  name: 'physics',
  title: 'Физика',
  examples: [
    'мошин 180 км-ро дар 3 соат рафт, суръаташ чанд?',
    'm = 200 г, V = 25 см³, зичиро ёбед',
    'U = 220 В, R = 55 Ом. I = ?',
  ],
  answer(reading): Finding | undefined {
    if (reading.numbers.length < 2 || reading.numbers.length > 3) return undefined;
    const text = markUnits(joinCompounds(reading.text), reading.typed);
    const given = quantities(text, reading);
    const asked = given && askedIn(given);
    if (!given || !asked || given.found.length !== 2) return undefined;
    const [first, second] = given.found;
    if (!first || !second) return undefined;
    const fitting = laws.filter(
      (one) =>
        asked.includes(one.asked) &&
        one.from.every((measure) => measure === first.measure || measure === second.measure) &&
        first.measure !== second.measure,
    );
    const [one, other] = fitting;
    if (!one || other) return undefined;
    const [a, b] = one.from[0] === first.measure ? [first.value, second.value] : [second.value, first.value];
    if (b.top <= 0n || a.top <= 0n) return undefined;
    const result = one.compute(a, b);
    const sign = one.formula.includes('·') ? '·' : ':';
    const hours =
      one.asked === 'time' && result.bottom !== 1n && 60n % result.bottom === 0n
        ? ` = ${spellHours(result)}`
        : '';
    return {
      text: `Формула: ${one.letter} = ${one.formula}.\nҲал: ${one.letter} = ${figure(a)} ${sign} ${figure(b)} = ${figureOrRounded(result)} ${one.unit}${hours}.\nҶавоб: ${figureOrRounded(result)} ${one.unit}.`,
      value: `${plainValue(result)} ${one.unit}`,
      understood: `${one.letter} = ${one.formula}: ${figure(a)} ва ${figure(b)}`,
      explanation: `Формулаи мактабӣ ${one.letter} = ${one.formula}.`,
    };
  },
};

function spellHours(value: Rational): string {
  const whole = rational(value.top / value.bottom);
  const minutes = multiply(subtract(value, whole), rational(60));
  return `${whole.top > 0n ? `${figure(whole)} соату ` : ''}${figure(add(minutes, rational(0)))} дақиқа`;
}

/** Units made of two (г/см³, м/с², Н/кг), letters before an equals sign, and capitals typed small. */
function joinCompounds(text: string): string {
  return text
    .replace(/(?<= |^)(\S) =(?= |$)/gu, '≡$1')
    .replace(/(?<=≡г )№(\d+)(?! §| ‡| н )/gu, '№$1 §gravity')
    .replace(/(?<= |^)г \/ см(?:³| \^ №\d+)(?= |$)/gu, '§density')
    .replace(/(?<= |^)м \/ с(?:[²2]| \^ №\d+)(?= |$)/gu, '§acceleration')
    .replace(/(?<= |^)н \/ кг(?= |$)/gu, '§gravity')
    .replace(/(№\d+) н(?= |$)/gu, '$1 ‡N')
    .replace(/(№\d+) в(?= |$)/gu, '$1 ‡V')
    .replace(/(№\d+) а(?= |$)/gu, '$1 ‡A');
}

const compounds: Readonly<Record<string, Measure>> = {
  density: 'density',
  acceleration: 'acceleration',
  gravity: 'gravity',
};

interface Given {
  readonly found: readonly { readonly measure: Measure; readonly value: Rational }[];
  readonly rest: readonly string[];
}

/** The quantities of a text, and the words that are left; nothing where a number has no unit that is known here. */
function quantities(text: string, reading: Reading): Given | undefined {
  const found: { measure: Measure; value: Rational }[] = [];
  let isKnown = true;
  const rest = text.replace(
    /(?:≡\S )?№(\d+) (?:‡(\w+)|§(\w+))/gu,
    (_, index: string, unit?: string, compound?: string) => {
      const measure = compound === undefined ? byUnit[unit ?? ''] : compounds[compound];
      const value = reading.numbers[Number(index)]?.value;
      if (measure && value) found.push({ measure, value });
      else isKnown = false;
      return '¤';
    },
  );
  if (!isKnown || /№/.test(rest)) return undefined;
  return { found, rest: rest.split(' ').filter((word) => word !== '¤' && word !== '') };
}

/** A mass in kilograms is a mass; a way in metres is a way. */
const sameName: Readonly<Partial<Record<Measure, Measure>>> = {
  kilograms: 'mass',
  length: 'distance',
  seconds: 'time',
};

/** What the left words ask for; nothing where one of them is not known here, or where they name more than one. */
function askedIn({ found, rest }: Given): readonly Measure[] | undefined {
  if (!rest.every(isAllowed)) return undefined;
  const letter =
    /^≡(\S)$/u.exec(rest.findLast((word) => word.startsWith('≡')) ?? '')?.[1] ??
    rest.find(
      (word, place) =>
        word in letters && rest[place + 1] !== undefined && /^(?:ро|еб|ебед)$/u.test(rest[place + 1] ?? ''),
    );
  if (letter !== undefined) return letters[letter];
  const text = rest.join(' ');
  const unit = /чанд (?:‡(\w+)|§(\w+))/u.exec(text);
  if (unit) {
    const measure = unit[1] === undefined ? compounds[unit[2] ?? ''] : byUnit[unit[1]];
    return measure && [measure];
  }
  const given = new Set(found.map(({ measure }) => sameName[measure] ?? measure));
  const named = new Set(
    names
      .filter(([, forms]) => rest.some((word) => forms.some((form) => word.startsWith(form))))
      .map(([measure]) => measure),
  );
  const open = [...named].filter((measure) => !given.has(measure));
  // қувваи ҷараён is the current, not a force; кори қувва is work.
  const asked = open.includes('current') ? open.filter((measure) => measure !== 'force') : open;
  return asked.length === 1 ? asked : undefined;
}

function isAllowed(word: string): boolean {
  return (
    allowed.has(word) ||
    /^[‡§≡]/u.test(word) ||
    articles.has(word) ||
    word in letters ||
    names.some(([, forms]) => forms.some((form) => word.startsWith(form)))
  );
}
