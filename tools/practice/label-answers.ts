// Writes the generated half of the labelled answers: items of the lessons, answered as pupils type, with the verdict
// known by construction. It imports nothing of the grader. `node tools/practice/label-answers.ts ARTICLES FILE`
import { readFileSync, writeFileSync } from 'node:fs';
import { seededRandom } from '../../src/core/seeded-random.ts';
import { numberToWords, withoutTajikLetters } from '../../src/language/index.ts';

const [articlesFile = '', target = ''] = process.argv.slice(2);
const random = seededRandom(22);
const pick = <Value>(values: readonly Value[]): Value => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
};
const chance = (share: number): boolean => random() < share;

const latin: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ғ: 'gh',
  д: 'd',
  е: 'e',
  ё: 'yo',
  ж: 'zh',
  з: 'z',
  и: 'i',
  ӣ: 'i',
  й: 'y',
  к: 'k',
  қ: 'q',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ӯ: 'u',
  ф: 'f',
  х: 'kh',
  ҳ: 'h',
  ч: 'ch',
  ҷ: 'j',
  ш: 'sh',
  ъ: "'",
  э: 'e',
  ю: 'yu',
  я: 'ya',
};
const inLatin = (text: string) => text.toLowerCase().replace(/\p{L}/gu, (letter) => latin[letter] ?? letter);

/** One way of typing a text that leaves it the same answer. */
function typeText(text: string): string {
  const ways = [
    (one: string) => one,
    (one: string) => withoutTajikLetters(one).toLowerCase(),
    (one: string) => withoutTajikLetters(one),
    (one: string) => one.toUpperCase(),
    (one: string) => ` ${one.toLowerCase()} `,
    (one: string) => `${one}.`,
    (one: string) =>
      one.split(' ').length <= 3 && /^[\p{Script=Cyrillic} ]+$/u.test(one) ? inLatin(one) : one,
    (one: string) => `Ҷавоб: ${one}`,
    (one: string) => `«${one}»`,
    (one: string) => one.replaceAll('ӣ', 'й').replaceAll('ҳ', 'х').replaceAll('қ', 'к'),
    (one: string) => one.replaceAll('а', 'a').replaceAll('о', 'o').replaceAll('с', 'c'),
  ];
  return pick(ways)(text);
}

const shown = (value: number) => String(value).replace('.', ',');

function typeNumber(value: number, unit: string): string {
  const ways = [
    () => shown(value),
    () => String(value),
    () => `${shown(value)} ${unit}`,
    () => `${shown(value)}${unit}`,
    () => `Ҷавоб: ${shown(value)} ${unit}`,
    () => `${shown(value)} ${withoutTajikLetters(unit)}`,
    () => `x = ${shown(value)}`,
    () => (Number.isInteger(value) && value >= 0 ? numberToWords(value) : shown(value)),
    () =>
      Number.isInteger(value) && value >= 0
        ? `${withoutTajikLetters(numberToWords(value))} ${unit}`
        : shown(value),
    () =>
      Number.isInteger(value) && value >= 1000
        ? value.toLocaleString('fr').replace(/\s/gu, ' ')
        : `${shown(value)} `,
    () => `тақрибан ${shown(value)} ${unit}`,
    () => (Number.isInteger(value) ? `${value},0` : `${shown(value)}0`),
  ];
  return pick(ways)();
}

const letters = 'ABCDEFGH';
const cyrillicLetters = ['А', 'В', 'С', 'Д', 'Е', 'Ф'];
const typeLetter = (place: number): string => {
  const letter = chance(0.5) ? (letters[place] ?? '') : (cyrillicLetters[place] ?? '');
  return chance(0.4) ? letter.toLowerCase() : letter;
};

interface RawItem {
  kind: string;
  question: string;
  options?: string[];
  answer: number | number[];
  unit?: string;
  tolerance?: number;
  answers?: string[];
  left?: string[];
  right?: string[];
  parts?: string[];
}

const articles = readFileSync(articlesFile, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { items: RawItem[] });
const items = articles
  .flatMap((article) => article.items)
  .filter((item) => !/[|;/]/.test(JSON.stringify({ ...item, question: '' })));
const lines: string[] = [];
let written = 0;
const add = (head: string, right: readonly string[], wrong: readonly string[]) => {
  const good = [...new Set(right)];
  const bad = [...new Set(wrong)].filter((one) => !good.includes(one));
  lines.push(`# ${head}`, ...good.map((one) => `+ ${one.trim()}`), ...bad.map((one) => `- ${one.trim()}`));
  written += good.length + bad.length;
};
const shuffled = (values: readonly number[]): number[] => {
  const rest = [...values];
  return values.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0] ?? 0);
};

while (written < 600) {
  const item = pick(items);
  const { answer } = item;
  if (item.kind === 'number' && typeof answer === 'number') {
    const unit = item.unit ?? '';
    const wrong = [answer * 10, answer + 7, -answer - 1].filter(
      (one) => Math.abs(one - answer) > (item.tolerance ?? 0),
    );
    add(
      `number | ${answer} | ${unit} | ${item.tolerance ?? 0}`,
      [typeNumber(answer, unit), typeNumber(answer, unit), typeNumber(answer, unit)],
      [typeNumber(pick(wrong), unit), `${shown(answer)} ё ${shown(answer + 7)}`],
    );
  } else if (item.kind === 'text' && item.answers) {
    const others = items.flatMap((other) =>
      other.kind === 'text' && other !== item ? (other.answers ?? []) : [],
    );
    add(
      `text | ${item.answers.join('; ')}`,
      [typeText(pick(item.answers)), typeText(pick(item.answers)), typeText(pick(item.answers))],
      [typeText(pick(others)), `${item.answers[0]} не`],
    );
  } else if (item.kind === 'choice' && item.options && typeof answer === 'number') {
    const option = item.options[answer] ?? '';
    const other = (answer + 1 + Math.floor(random() * (item.options.length - 1))) % item.options.length;
    add(
      `choice | ${item.options.join('; ')} | ${letters[answer]}`,
      [typeLetter(answer), typeText(option), `${typeLetter(answer)}) ${option}`],
      [typeLetter(other), typeText(item.options[other] ?? '')],
    );
  } else if (item.kind === 'order' && item.parts && Array.isArray(answer)) {
    const inOrder = answer.map((place) => item.parts?.[place] ?? '');
    const key = answer.map((place) => letters[place]).join(' ');
    const other = shuffled(answer);
    const wrong = other.join() === answer.join() ? [] : [other.map((place) => letters[place]).join('')];
    add(
      `order | ${inOrder.join('; ')} | ${key}`,
      [
        answer.map(typeLetter).join(pick([' ', ', ', '-', ''])),
        answer.map((place) => place + 1).join(' '),
        typeText(inOrder.join(', ')),
      ],
      [...wrong, answer.slice(1).map(typeLetter).join(' ')],
    );
  } else if (item.kind === 'matching' && item.left && item.right && Array.isArray(answer)) {
    const pairs = item.left.map((left, index) => `${left} / ${item.right?.[answer[index] ?? 0]}`);
    const other = shuffled(answer);
    const type = (places: readonly number[]) =>
      places
        .map((place, left) => `${left + 1}${pick(['-', '', ' - '])}${typeLetter(place)}`)
        .join(pick([', ', ' ', '; ']));
    add(
      `matching | ${pairs.join('; ')} | ${answer.map((place) => letters[place]).join(' ')}`,
      [type(answer), answer.map(typeLetter).join(pick(['', ' ', ', ']))],
      other.join() === answer.join() ? [] : [type(other)],
    );
  }
}
writeFileSync(target, `${lines.join('\n')}\n`);
console.log(`${written} answers`);
