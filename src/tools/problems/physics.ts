import { add, divide, multiply, type Rational, rational, subtract } from '../exact/rational.ts';
import { figure, figureOrRounded, plainValue } from '../exact/write.ts';
import { foldWord } from '../reading/fold.ts';
import type { Reading } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';
import { markUnits } from '../units/unit-names.ts';

/** What is measured, by the units in which school gives it. */
type Measure = 'distance' | 'time' | 'speed' | 'mass' | 'volume' | 'density' | 'force' | 'area' | 'pressure' | 'length' | 'work' | 'power' | 'voltage' | 'resistance' | 'current' | 'acceleration' | 'kilograms' | 'seconds' | 'gravity';

interface Law {
  readonly asked: Measure;
  readonly from: readonly [Measure, Measure];
  readonly letter: string;
  readonly formula: string;
  readonly unit: string;
  readonly compute: (a: Rational, b: Rational) => Rational;
}

const law = (asked: Measure, from: readonly [Measure, Measure], letter: string, formula: string, unit: string, compute: Law['compute']): Law => ({ asked, from, letter, formula, unit, compute });

const laws: readonly Law[] = [
  law('speed', ['distance', 'time'], 'v', 's : t', 'км/соат', divide), law('distance', ['speed', 'time'], 's', 'v · t', 'км', multiply), law('time', ['distance', 'speed'], 't', 's : v', 'соат', divide),
  law('density', ['mass', 'volume'], 'ρ', 'm : V', 'г/см³', divide), law('mass', ['density', 'volume'], 'm', 'ρ · V', 'г', multiply), law('volume', ['mass', 'density'], 'V', 'm : ρ', 'см³', divide),
  law('force', ['kilograms', 'acceleration'], 'F', 'm · a', 'Н', multiply), law('force', ['kilograms', 'gravity'], 'F', 'm · g', 'Н', multiply),
  law('pressure', ['force', 'area'], 'p', 'F : S', 'Па', divide), law('work', ['force', 'length'], 'A', 'F · s', 'Ҷ', multiply), law('power', ['work', 'seconds'], 'N', 'A : t', 'Вт', divide),
  law('current', ['voltage', 'resistance'], 'I', 'U : R', 'А', divide), law('voltage', ['current', 'resistance'], 'U', 'I · R', 'В', multiply), law('resistance', ['voltage', 'current'], 'R', 'U : I', 'Ом', divide),
];

const byUnit: Readonly<Record<string, Measure>> = {
  km: 'distance', h: 'time', kmh: 'speed', g: 'mass', cm3: 'volume', N: 'force', m2: 'area', Pa: 'pressure', m: 'length', J: 'work', W: 'power', V: 'voltage', Ohm: 'resistance', A: 'current', kg: 'kilograms', s: 'seconds',
};

const group = (words: string) => words.split(' ').map((word) => foldWord(word.replace(/_/g, ' ')));
/** Names of what may be asked for, by their beginnings. */
const names: readonly (readonly [Measure, readonly string[]])[] = [
  ['speed', group('суръат скорост')], ['time', group('вақт')], ['distance', group('масофа роҳ расстояние')], ['density', group('зичи плотност')], ['pressure', group('фишор давление')], ['power', group('тавоно мощност')], ['work', group('кор работа')], ['voltage', group('шиддат напряжение')], ['resistance', group('муқовимат сопротивление')], ['current', group('ҷараён ток')], ['force', group('қувва сила')], ['mass', group('масса')],
];
const letters: Readonly<Record<string, readonly Measure[]>> = { v: ['speed', 'volume'], s: ['distance', 'length', 'area'], t: ['time', 'seconds'], m: ['mass', 'kilograms'], ρ: ['density'], f: ['force'], p: ['pressure'], a: ['work', 'acceleration'], n: ['power'], u: ['voltage'], r: ['resistance'], i: ['current'], g: ['gravity'] };

// Every other word that such a problem may hold. One word more, and nothing is answered.
const allowed = new Set(
  group(
    'мошин автобус қатора поезд велосипедрон пиёда самолёт ҳавопаймо киштӣ савора дар бо аз ба то ва ро рафт рафту роҳ роҳро роҳаш тай кард кардааст мекунад мегузарад меравад меравем мегузаранд ҳаракат кадом суръат суръати суръатро суръаташ миёна миёнаашро миёнааш миёнаи чанд аст чист ёбед ёб ҳисоб кунед кун мешавад чандаст лозим тӯл мекашад километр км масофа масофаи масофаро масофааш вақт вақти вақтро скорость скорости расстояние дар_як деҳа шаҳр душанбе хуҷанд мактаб хона ҷисм ҷисми ҷисмро масса массаи массааш ҳаҷм ҳаҷми ҳаҷмаш дорад зичӣ зичии зичиаш зичиро модда моддаи моддаро порчаи металл вазн ҷой мегирад обьем обём плотность он и агар бошад қувва қувваи қувваро қуввааш таъсир ба_сатҳ сатҳ сатҳи фишор фишорро меорад сила площадь масоҳат давление паскал паскаль нютон ньютон кӯчонд кор кори корро механикӣ путь работа ҷоул чоул тавоноӣ тавоноиро тавоноиаш муҳаррик иҷро шуд мощность ватт шиддат шиддати шиддатро муқовимат муқовимати муқовиматро қувваи ҷараён ҷараёни қонуни қонун ом рӯи рӯйи рӯ занҷир ампер волт вольт напряжение сопротивление ток мегузарад нӯгҳои шитоб шитоби ускорение нютон дуюми вазнинӣ вазниниро вазниниаш гир гиред тяжести соат соатро меравам рафтам кунам тай_кунад якчанд буд вақташ чи қадар чӣ масофаест меояд',
  ),
);
for (const word of ['км', 'соат', ',', '.', '=', ':', '(', ')', 'ки']) allowed.add(word);
const articles = new Set(group('ро и аш ум'));

/** School problems with a formula of two quantities: motion, density, force, pressure, work, electricity. */
export const physics: Tool = {
  name: 'physics',
  title: 'Физика',
  examples: ['мошин 180 км-ро дар 3 соат рафт, суръаташ чанд?', 'm = 200 г, V = 25 см³, зичиро ёбед', 'U = 220 В, R = 55 Ом. I = ?'],
  answer(reading): Finding | undefined {
    if (reading.numbers.length < 2 || reading.numbers.length > 3) return undefined;
    const text = markCompounds(markUnits(joinCompounds(reading.text), reading.typed));
    const given = quantities(text, reading);
    const asked = given && askedIn(given.rest, reading);
    if (!given || !asked || given.found.length !== 2) return undefined;
    const [first, second] = given.found;
    if (!first || !second) return undefined;
    const fitting = laws.filter((one) => asked.includes(one.asked) && one.from.every((measure) => measure === first.measure || measure === second.measure) && first.measure !== second.measure);
    const [one, other] = fitting;
    if (!one || other) return undefined;
    const [a, b] = one.from[0] === first.measure ? [first.value, second.value] : [second.value, first.value];
    if (b.top <= 0n || a.top <= 0n) return undefined;
    const result = one.compute(a, b);
    const sign = one.formula.includes('·') ? '·' : ':';
    const hours = one.asked === 'time' && result.bottom !== 1n && 60n % result.bottom === 0n ? ` = ${spellHours(result)}` : '';
    return { text: `Формула: ${one.letter} = ${one.formula}.\nҲал: ${one.letter} = ${figure(a)} ${sign} ${figure(b)} = ${figureOrRounded(result)} ${one.unit}${hours}.\nҶавоб: ${figureOrRounded(result)} ${one.unit}.`, value: `${plainValue(result)} ${one.unit}`, understood: `${one.letter} = ${one.formula}: ${figure(a)} ва ${figure(b)}`, explanation: `Формулаи мактабӣ ${one.letter} = ${one.formula}.` };
  },
};

function spellHours(value: Rational): string {
  const whole = rational(value.top / value.bottom);
  const minutes = multiply(subtract(value, whole), rational(60));
  return `${whole.top > 0n ? `${figure(whole)} соату ` : ''}${figure(add(minutes, rational(0)))} дақиқа`;
}

/** Units made of two: г/см³, м/с², Н/кг. */
function joinCompounds(text: string): string {
  return text.replace(/(?<= |^)г \/ см(?:³| \^ №\d+)(?= |$)/gu, '§density').replace(/(?<= |^)м \/ с(?: ?[²2]| \^ №\d+)?(?= |$)/gu, (found) => (/[²2№]/.test(found) ? '§acceleration' : found)).replace(/(?<= |^)(?:н|n) \/ кг(?= |$)/gu, '§gravity');
}

const markCompounds = (text: string) => text;

interface Given {
  readonly found: readonly { readonly measure: Measure; readonly value: Rational }[];
  readonly rest: readonly string[];
}

/** The quantities of a text, and the words that are left. */
function quantities(text: string, reading: Reading): Given | undefined {
  const found: { measure: Measure; value: Rational }[] = [];
  const rest = text.replace(/(?:(?<= |^)([a-zа-яρ]) = )?№(\d+) (‡(\w+)|§(\w+))/gu, (_, __, index: string, ___, unit?: string, compound?: string) => {
    const measure = compound ? (compound as Measure) : byUnit[unit ?? ''];
    const value = reading.numbers[Number(index)]?.value;
    if (measure && value) found.push({ measure, value });
    else found.push({ measure: 'length', value: rational(-1) });
    return '¤';
  });
  if (/№/.test(rest)) return undefined;
  return { found, rest: rest.split(' ').filter((word) => word !== '¤' && word !== '') };
}

/** What the left words ask for; nothing where one of them is not known here. */
function askedIn(words: readonly string[], reading: Reading): readonly Measure[] | undefined {
  const plain = words.map((word) => (word.startsWith('‡') ? word : word)).filter((word) => !articles.has(word));
  const text = plain.join(' ');
  const letter = /(?<= |^)(\S) = ?$/u.exec(`${text} `.trim() === text ? text : text) ?? /(?<= |^)(\S) ро еб/u.exec(words.join(' '));
  const typed = letter && /^\p{L}$/u.test(letter[1] ?? '') ? (reading.typed.get(letter[1] ?? '') ?? '').toLowerCase() : undefined;
  const latin = typed === undefined ? undefined : ({ в: 'v', с: 's', т: 't', м: 'm', ф: 'f', а: 'a', р: 'p', и: 'i' }[typed] ?? typed);
  if (latin !== undefined && letters[latin]) return words.every((word) => isAllowed(word)) ? letters[latin] : undefined;
  if (!words.every((word) => isAllowed(word))) return undefined;
  // чанд километр: the unit names what is asked for.
  const unit = /чанд ‡(\w+)/u.exec(text)?.[1];
  if (unit !== undefined) {
    const measure = byUnit[unit];
    return measure && [measure];
  }
  const named = names.filter(([, forms]) => plain.some((word) => forms.some((form) => word.startsWith(form)))).map(([measure]) => measure);
  // суръати … км/соат names what is given; the one that is asked for stands last.
  const last = plain.toReversed().flatMap((word) => names.filter(([, forms]) => forms.some((form) => word.startsWith(form))).map(([measure]) => measure))[0];
  return named.length === 0 || last === undefined ? undefined : [last];
}

const isAllowed = (word: string) => allowed.has(word) || word.startsWith('‡') || word.length === 1 || names.some(([, forms]) => forms.some((form) => word.startsWith(form)));
