import { escapePattern } from '../../core/escape.ts';
import { at, matchesOf } from '../../core/known.ts';
import { foldWord } from './fold.ts';
import type { FoundNumber, Reading } from './reading.ts';

/** What a pattern found: numbers and texts by their names. */
export interface Found {
  number(name: string): FoundNumber;
  /** The folded text; empty where an optional part was left out. */
  text(name: string): string;
  has(name: string): boolean;
}

/** A wording of a question that is recognised as a whole, from its first word to its last. */
export interface Pattern {
  readonly source: string;
  match(reading: Reading): Found | undefined;
}

const asked = '(?: (?:{ask}|=|:|,))*';
const askedAfter = '(?: (?:{ask}|ро|ра|=|,|\\.|−))*';
const askWords = [
  'чанд',
  'чандто',
  'чанд аст',
  'чандаст',
  'чанд мешавад',
  'чанд мешад',
  'чанд мешуд',
  'чанд шуд',
  'чанд мебошад',
  'чанд баромад',
  'чанд мебарояд',
  'чӣ мешавад',
  'чиқадар',
  'чӣ қадар аст',
  'чӣ қадар мешавад',
  'чӣ хел мешавад',
  'чихел мешавад',
  'чӣ тавр мешавад',
  'чӣ тавр меёбанд',
  'ҳисоб кун',
  'ҳисоб кунед',
  'ҳисоб карда деҳ',
  'ҳисоб карда диҳед',
  'ҳисоб кн',
  'ҳисоб',
  'ҳал кун',
  'ҳал кунед',
  'ҳалкун',
  'ёб',
  'ёбед',
  'бёб',
  'меёбед',
  'ҷавоб',
  'ҷавобаш',
  'ҷавобаш чанд',
  'пример',
  'мисол',
  'мисоли',
  'қимати ифодаро ёбед',
  'қимати ифодаро ёб',
  'қимати',
  'касрҳоро ҷамъ кунед',
  'ҳосили амал',
  'чӣ тавр мезананд',
  'дроби',
  'чӣ хел ҷамъ мешаванд',
  'ҷамъи касрҳо',
  'дараҷаро ҳисоб кунед',
  'аст',
  'мешавад',
  'баробари чанд аст',
  'ба чанд баробар аст',
  'баробар аст',
  'сколько',
  'сколько будет',
  'чист',
  'кадом аст',
  'кадом',
  'нависед',
  'навис',
  'нишон диҳед',
  'нишон деҳ',
  'бароред',
  'барор',
  'гӯ',
  'гуфта метавонед',
  'ададҳои',
  'адади',
  'рақами',
  'рақамҳои',
].sort((one, other) => other.length - one.length);

/** Words that mean the same in patterns: `{multiply}`. Alternatives with several words have spaces. */
const classes = new Map<string, readonly string[]>([['ask', askWords]]);
const vocabulary = new Set<string>();

/** Names a class of words for use in patterns. */
export function defineWords(name: string, words: string): void {
  classes.set(
    name,
    words
      .split(',')
      .map((word) => word.trim())
      .sort((one, other) => other.length - one.length),
  );
}

// Endings as they are folded: -ро, -и, -а, -ҳо, -аш …
const ending = '(?:хо)?(?:и|ро|ра|р|а|аш|ша|аша|у|ю|ву|е|ям|ам|ояш|яш)?(?:ро)?';

/**
 * Compiles wordings. In a wording `<a>` is a number, `*a` any text, `@a` one word, `"a` a quoted text, `[x]` may be
 * left out, `x|y` is one of them, `слово~` takes any ending, `{class}` is a class, `¶d` a date, `◷t` a time of day, `_` joins the words of one
 * alternative, other words stand for themselves. «чанд аст», «ҳисоб кунед» and the like may be before and after.
 */
export function patterns(...sources: readonly string[]): Pattern[] {
  return sources.map((source) => compile(source));
}

/** The first pattern that is the whole question. */
export function matchAny(list: readonly Pattern[], reading: Reading): Found | undefined {
  for (const pattern of list) {
    const found = pattern.match(reading);
    if (found) return found;
  }
  return undefined;
}

/** Every word that a pattern knows; misspelt words are compared with these. */
export function knownWords(): ReadonlySet<string> {
  return vocabulary;
}

function compile(source: string): Pattern {
  let regexp: RegExp | undefined;
  const words = source.split(' ');
  for (const word of matchesOf(words.join(' '), /[\p{L}]+/gu))
    if (word.length > 2 && /\p{Script=Cyrillic}/u.test(word)) vocabulary.add(foldWord(word));
  const needed = neededMarks(words);
  return {
    source,
    match(reading) {
      // Most questions hold no number: of most patterns nothing else has to be looked at.
      if (!needed.every((mark) => reading.text.includes(mark))) return undefined;
      regexp ??= toRegExp(words);
      const match = regexp.exec(` ${reading.text}`);
      return match ? asFound(match.groups ?? {}, reading) : undefined;
    },
  };
}

/** Marks of numbers, quoted texts, dates and times without which a wording cannot be there. */
function neededMarks(words: readonly string[]): string[] {
  const marks = { '<': '№', '"': '⟦', '¶': '¶', '◷': '◷' };
  return Object.entries(marks).flatMap(([begin, mark]) =>
    words.some((word) => word.startsWith(begin) && !word.includes('|')) ? [mark] : [],
  );
}

function toRegExp(words: readonly string[]): RegExp {
  let body = '';
  for (const word of words) {
    const optional = word.startsWith('[') && word.endsWith(']');
    const inner = element(optional ? word.slice(1, -1) : word);
    body += optional ? `(?: ${inner})?` : ` ${inner}`;
  }
  const asks = element('{ask}');
  return new RegExp(`^${asked.replace('{ask}', asks)}${body}${askedAfter.replace('{ask}', asks)}$`, 'u');
}

function element(word: string): string {
  const special = /^([*@"])(\p{L}+)$/u.exec(word);
  if (special?.[1] === '*') return `(?<${special[2]}>\\S.*?)`;
  if (special?.[1] === '@') return `(?<${special[2]}>[^ №⟦,.;]+)`;
  if (special?.[1] === '"') return `⟦(?<${special[2]}>\\d+)`;
  const mark = /^([¶◷])(\p{L}+)$/u.exec(word);
  if (mark) return `${mark[1]}(?<${mark[2]}>\\d+)`;
  const number = /^<(\p{L}+)>$/u.exec(word);
  if (number) return `№(?<${number[1]}>\\d+)`;
  const options = word.split('|').flatMap((option) => {
    const name = /^\{(\p{L}+)\}(~?)$/u.exec(option);
    if (!name) return [option];
    const found = classes.get(at(name, 1));
    if (!found) throw new Error(`There is no class of words "${name[1]}".`);
    for (const one of found)
      for (const part of one.split(' ')) if (part.length > 2) vocabulary.add(foldWord(part));
    return found.map((one) => one.replace(/ /g, '_') + at(name, 2));
  });
  return `(?:${options.map(literal).join('|')})`;
}

function literal(option: string): string {
  return option
    .split('_')
    .map((part) => {
      const open = part.endsWith('~');
      const word = open ? part.slice(0, -1) : part;
      const plain = /\p{L}/u.test(word) && !word.startsWith('‡') ? foldWord(word) : word;
      return escapePattern(plain) + (open ? ending : '');
    })
    .join(' ');
}

function asFound(groups: Readonly<Record<string, string | undefined>>, reading: Reading): Found {
  return {
    number(name) {
      const found = reading.numbers[Number(groups[name])];
      if (!found) throw new Error(`The pattern has no number "${name}".`);
      return found;
    },
    text: (name) => groups[name] ?? '',
    has: (name) => groups[name] !== undefined,
  };
}
