import type { Random } from '../../../src/instructions/random.ts';

/** One way to make a sentence say something else; undefined where the sentence offers nothing to change. */
export type Corruption = (sentence: string, page: readonly string[], random: Random) => string | undefined;

const number = /(?<![\p{L}\p{N}.,])\p{N}+(?:[.,]\p{N}+)?(?![\p{L}\p{N}])/gu;
const name = /(?<=\s)\p{Lu}[\p{Ll}\p{M}]{2,}(?![\p{L}\p{M}-])/gu;

const numbersOf = (text: string) => text.match(number) ?? [];
const namesOf = (text: string) => text.match(name) ?? [];

function replaceOne(
  text: string,
  pattern: RegExp,
  random: Random,
  by: (found: string) => string | undefined,
): string | undefined {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return undefined;
  const match = random.pick(found);
  const other = by(match[0]);
  if (other === undefined || other === match[0]) return undefined;
  return text.slice(0, match.index) + other + text.slice(match.index + match[0].length);
}

function otherOf(values: readonly string[], value: string, random: Random): string | undefined {
  const others = values.filter((other) => other !== value);
  return others.length === 0 ? undefined : random.pick(others);
}

/** Exchanges two different finds of a pattern. */
function exchange(text: string, pattern: RegExp): string | undefined {
  const found = [...text.matchAll(pattern)];
  const [first] = found;
  const second = found.find((match) => match[0] !== first?.[0]);
  if (first === undefined || second === undefined) return undefined;
  return (
    text.slice(0, first.index) +
    second[0] +
    text.slice(first.index + first[0].length, second.index) +
    first[0] +
    text.slice(second.index + second[0].length)
  );
}

/** «мекунад» ↔ «намекунад», «аст» → «нест». */
const verbs = /(?<![\p{L}\p{M}])(?:аст|дорад|доранд|шуд|ме\p{L}{2,}(?:ад|анд))(?![\p{L}\p{M}])/gu;
const opposites: Readonly<Record<string, string>> = {
  зиёд: 'кам',
  зиёда: 'камтар',
  бештар: 'камтар',
  калон: 'хурд',
  калонтар: 'хурдтар',
  баланд: 'паст',
  баландтар: 'пасттар',
  гарм: 'хунук',
  дарозтар: 'кӯтоҳтар',
  аввал: 'охир',
  пеш: 'баъд',
  шимол: 'ҷануб',
  шарқ: 'ғарб',
};
const units: Readonly<Record<string, string>> = {
  километр: 'метр',
  метр: 'километр',
  сантиметр: 'метр',
  сол: 'моҳ',
  рӯз: 'соат',
  соат: 'дақиқа',
  фоиз: 'маротиба',
  дараҷа: 'фоиз',
  литр: 'тонна',
  тонна: 'килограмм',
  грамм: 'килограмм',
  миллион: 'миллиард',
  ҳазор: 'миллион',
};
const quantities: Readonly<Record<string, string>> = {
  'зиёда аз': 'камтар аз',
  'беш аз': 'камтар аз',
  'камтар аз': 'зиёда аз',
  ҳама: 'баъзе',
  ҳамаи: 'баъзе',
  баъзе: 'ҳамаи',
  аксари: 'баъзе',
  ҳар: 'баъзе',
  ҳамеша: 'баъзан',
  баъзан: 'ҳамеша',
  одатан: 'ҳамеша',
};
const months = 'январ феврал март апрел май июн июл август сентябр октябр ноябр декабр'.split(' ');
const wholeWord = (words: readonly string[]) =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${words.join('|')})(?![\\p{L}\\p{M}])`, 'gu');
const dropped =
  /(?<![\p{L}\p{M}])(?:на танҳо|танҳо|фақат|зиёда аз|беш аз|камтар аз|тақрибан|қариб|баъзе|аксари|ҳамаи|ҳар|то)\s+/gu;

/** The kinds of corruption; first those measured before (FACTS), then ours. */
export const corruptions: Readonly<Record<string, Corruption>> = {
  'number of the same page': (sentence, page, random) =>
    replaceOne(sentence, number, random, (found) => otherOf(page.flatMap(numbersOf), found, random)),
  'name of the same page': (sentence, page, random) =>
    replaceOne(sentence, name, random, (found) => otherOf(page.flatMap(namesOf), found, random)),
  'random number': (sentence, _page, random) =>
    replaceOne(sentence, number, random, (found) =>
      String(random.integer(1, 9999)).replace(found, `${found}7`),
    ),
  'one digit changed': (sentence, _page, random) =>
    replaceOne(sentence, number, random, (found) =>
      found.replace(/\p{N}/u, (digit) => String((Number(digit) + random.integer(1, 8)) % 10)),
    ),
  'two numbers exchanged': (sentence) => exchange(sentence, number),
  'two names exchanged': (sentence) => exchange(sentence, name),
  negated: (sentence, _page, random) =>
    replaceOne(sentence, verbs, random, (found) => (found === 'аст' ? 'нест' : `на${found}`)),
  'quantifier left out': (sentence, _page, random) => replaceOne(sentence, dropped, random, () => ''),
  'quantifier added': (sentence, _page, random) =>
    replaceOne(sentence, number, random, (found) => `зиёда аз ${found}`),
  'opposite word': (sentence, _page, random) =>
    replaceOne(sentence, wholeWord(Object.keys(opposites)), random, (found) => opposites[found]),
  'other unit': (sentence, _page, random) =>
    replaceOne(sentence, wholeWord(Object.keys(units)), random, (found) => units[found]),
  'other year': (sentence, _page, random) =>
    replaceOne(sentence, /(?<=соли )\p{N}{3,4}/gu, random, (found) =>
      String(Number(found) + random.pick([-10, -1, 1, 100])),
    ),
  'roles exchanged': (sentence) => {
    const match =
      /(?<first>\p{L}{4,})(?<between>\s(?:\S+\s){0,2})(?<second>\p{L}{4,})ро(?![\p{L}\p{M}])/u.exec(sentence);
    const { first, between, second } = match?.groups ?? {};
    if (
      match === null ||
      first === undefined ||
      between === undefined ||
      second === undefined ||
      first === second
    )
      return undefined;
    return `${sentence.slice(0, match.index)}${second}${between}${first}ро${sentence.slice(match.index + match[0].length)}`;
  },
  'joined with another sentence': (sentence, page, random) => {
    const other = otherOf(page, sentence, random);
    if (other === undefined) return undefined;
    const [left, right] = [sentence.split(' '), other.split(' ')];
    if (left.length < 6 || right.length < 6) return undefined;
    return [...left.slice(0, Math.ceil(left.length / 2)), ...right.slice(Math.floor(right.length / 2))].join(
      ' ',
    );
  },
  'condition left out': (sentence) => {
    const match = /^(?:Агар|Вақте|Ҳангоме)[^,]*,\s+(?<rest>.+)$/u.exec(sentence);
    const rest = match?.groups?.rest;
    return rest === undefined ? undefined : rest.slice(0, 1).toUpperCase() + rest.slice(1);
  },
  'word of another sentence': (sentence, page, random) => {
    const words = page.flatMap((text) => text.match(/(?<![\p{L}\p{M}])\p{Ll}{5,}(?![\p{L}\p{M}-])/gu) ?? []);
    return replaceOne(sentence, /(?<![\p{L}\p{M}])\p{Ll}{5,}(?![\p{L}\p{M}-])/gu, random, (found) =>
      otherOf(words, found, random),
    );
  },
  'other month': (sentence, _page, random) =>
    replaceOne(
      sentence,
      new RegExp(`(?<![\\p{L}\\p{M}])(?:${months.join('|')})(?=и?(?![\\p{L}\\p{M}]))`, 'gu'),
      random,
      (found) => otherOf(months, found, random),
    ),
  'other quantity': (sentence, _page, random) =>
    replaceOne(sentence, wholeWord(Object.keys(quantities)), random, (found) => quantities[found]),
  'most made more': (sentence, _page, random) =>
    replaceOne(sentence, /(?<=\p{L}{3})тарин(?![\p{L}\p{M}])/gu, random, () => 'тар'),
  'cause and effect exchanged': (sentence) => {
    const match = /^(?<effect>[^,;:]{15,}),\s+(?<joint>зеро|чунки)\s+(?<cause>[^,;:]{10,})\.$/u.exec(
      sentence,
    );
    const { effect, joint, cause } = match?.groups ?? {};
    if (effect === undefined || joint === undefined || cause === undefined) return undefined;
    return `${cause.slice(0, 1).toUpperCase()}${cause.slice(1)}, ${joint} ${effect.slice(0, 1).toLowerCase()}${effect.slice(1)}.`;
  },
  'subject of another sentence': (sentence, page, random) => {
    const subject = (text: string) =>
      /^(?<subject>\p{Lu}[\p{Ll}\p{M}]+(?:и \p{L}+)?)\s/u.exec(text)?.groups?.subject;
    const own = subject(sentence);
    if (own === undefined) return undefined;
    const other = otherOf(
      page.flatMap((text) => subject(text) ?? []),
      own,
      random,
    );
    return other === undefined ? undefined : `${other}${sentence.slice(own.length)}`;
  },
  'number in words changed': (sentence, _page, random) =>
    replaceOne(
      sentence,
      wholeWord(['ду', 'се', 'чор', 'панҷ', 'шаш', 'ҳафт', 'ҳашт', 'даҳ', 'сад', 'ним']),
      random,
      (found) => otherOf(['ду', 'се', 'чор', 'панҷ', 'ҳафт', 'даҳ', 'сад'], found, random),
    ),
};

/** Shortenings that say the same: what a reader may do. */
export const honest: Readonly<Record<string, Corruption>> = {
  copy: (sentence) => sentence,
  'last clause left out': (sentence) => {
    const match =
      /^(?<kept>[^,;:()]{30,}?[\p{L}\p{M}]+(?:ад|анд|аст|шуд|дорад)),\s+(?:ки|ва|вале)\s.+$/u.exec(sentence);
    return match?.groups?.kept === undefined ? undefined : `${match.groups.kept}.`;
  },
  'parenthesis left out': (sentence) => {
    const shorter = sentence.replace(/\s\([^)]*\)/u, '');
    return shorter === sentence ? undefined : shorter;
  },
  'an adverb left out': (sentence, _page, random) =>
    replaceOne(
      sentence,
      /(?<![\p{L}\p{M}])(?:хеле|бисёр|зуд|одатан|асосан|одатан|масалан|айнан|худ|низ|ҳам|инчунин)\s+/gu,
      random,
      () => '',
    ),
};
