import { compareTajik, splitSyllables } from '../../language/index.ts';
import { isWhole } from '../exact/rational.ts';
import { defineWords, matchAny, patterns } from '../reading/patterns.ts';
import { asTyped, type Reading } from '../reading/reading.ts';
import type { Finding, Tool } from '../tool.ts';

const alphabet = [...'абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя'];
const vowels = /[аеёиӣоуӯэюя]/iu;

defineWords(
  'alphabetical',
  'аз рӯи алифбо, аз рӯйи алифбо, бо тартиби алифбо, ба тартиби алифбо, мувофиқи алифбо, тартиби алифбо, аз руи тартиби алифбо',
);
defineWords('has', 'дорад, дора, ҳаст, аст, мешавад, дорад ва');
const counted = patterns(
  '[дар] калимаи *w чанд ҳарф [{has}]',
  '*w чанд ҳарф {has}',
  'дар *w чанд ҳарф [{has}]',
  'дар "w чанд ҳарф [{has}]',
  'калимаи *w аз чанд ҳарф иборат [аст]',
  'чанд ҳарф дар калимаи *w [{has}]',
  '[калимаи] *w чанд ҳарфу чанд ҳиҷо [{has}]',
  '[калимаи] *w чанд ҳарф ва чанд ҳиҷо [{has}]',
);
const sounds = patterns(
  '[дар] калимаи *w чанд садонок|ҳамсадо [{has}]',
  'дар *w чанд садонок|ҳамсадо [{has}]',
  '*w чанд садонок|ҳамсадо {has}',
  'садонокҳои|ҳамсадоҳои калимаи *w [ро] [ёб|ёбед|нависед]',
);
const syllables = patterns(
  '[калимаи] *w ба ҳиҷоҳо|ҳиҷо ҷудо кун|кунед|кн|мешавад',
  '[калимаи] *w ро ба ҳиҷоҳо|ҳиҷо ҷудо кун|кунед',
  '[дар] калимаи *w чанд ҳиҷо [{has}]',
  'дар *w чанд ҳиҷо [{has}]',
  '*w чанд ҳиҷо {has}',
  'ҳиҷоҳои калимаи *w',
  'ба ҳиҷоҳо ҷудо кун|кунед : *w',
  '*w ба ҳиҷоҳо чӣ тавр ҷудо мешавад',
);
const reversed = patterns(
  '[калимаи] *w [ро] чаппа|баръакс нависам|навис|нависед [чӣ] [мешавад]',
  '[калимаи] *w [ро] аз охир ба аввал навис|нависед',
);
const sorted = patterns(
  '*list {alphabetical} [{put}]',
  '{alphabetical} [{put}] : *list',
  '{alphabetical} {put} [:] *list',
  'калимаҳоро {alphabetical} {put} : *list',
  'калимаҳои *list ро {alphabetical} {put}',
);
const letterAt = patterns(
  'ҳарфи <n> [и] алифбои тоҷикӣ [кадом]',
  'ҳарфи <n> алифбо [кадом]',
  '<n> ҳарфи алифбои тоҷикӣ',
  'дар алифбои тоҷикӣ ҳарфи <n>',
);
const alphabetSize = patterns(
  '[дар] алифбои тоҷикӣ чанд ҳарф [{has}]',
  'алифбои тоҷикӣ аз чанд ҳарф иборат [аст]',
);
const placeOf = patterns(
  'ҳарфи @l дар алифбои тоҷикӣ чандум [аст]',
  'ҳарфи "l дар алифбои тоҷикӣ чандум [аст]',
);

// Words that stand for a text or a set, not for themselves.
const general =
  /^(?:матн|алифбо\S*|забон\S*|чумла\S*|ин|он|хамаи|нома|ином|номи|номам|шеър|шер|иншо\S*|калима\S*|сухан|дуне|форси|лотини|кирилли|арабца)$/u;

/** Letters, syllables and order of words. */
export const letters: Tool = {
  name: 'letters',
  title: 'Ҳарфҳо ва ҳиҷоҳо',
  examples: [
    'калимаи «мактаб» чанд ҳарф дорад?',
    'китобхонаро ба ҳиҷоҳо ҷудо кун',
    'себ, гул, анор, барг аз рӯйи алифбо',
    'ҳарфи дуюми алифбои тоҷикӣ',
    'дар «зимистон» чанд садонок?',
  ],
  answer(reading) {
    return aboutAlphabet(reading) ?? inOrder(reading) ?? aboutWord(reading);
  },
};

function wordOf(list: ReturnType<typeof patterns>, reading: Reading): string | undefined {
  for (const pattern of list) {
    const match = pattern.match(reading);
    if (!match) continue;
    const folded = match.text('w');
    if (folded === '' || general.test(folded)) continue;
    const typed = /^\d+$/.test(folded) ? (reading.quotes[Number(folded)] ?? '') : asTyped(folded, reading);
    const word = typed
      .toLowerCase()
      .replace(/(?<=\p{L}{3})ро$/u, (end) =>
        /ро /u.test(`${folded} `) && !reading.quotes.includes(typed) ? '' : end,
      );
    if (/^[а-яёғӣқӯҳҷ]+(?:-[а-яёғӣқӯҳҷ]+)*$/u.test(word)) return word;
  }
  return undefined;
}

function aboutWord(reading: Reading): Finding | undefined {
  const count = wordOf(counted, reading);
  const sound = wordOf(sounds, reading);
  const split = wordOf(syllables, reading);
  const back = wordOf(reversed, reading);
  const word = count ?? sound ?? split ?? back;
  if (word === undefined) return undefined;
  const all = [...word].filter((letter) => letter !== '-');
  const parts = splitSyllables(word);
  const understood = `калимаи «${word}»`;
  if (back !== undefined)
    return {
      text: `«${word}» баръакс: «${[...word].reverse().join('')}».`,
      value: [...word].reverse().join(''),
      understood,
      explanation: 'Ҳарфҳо аз охир ба аввал навишта шуданд.',
    };
  if (split !== undefined) {
    const value = /чанд хичо/u.test(reading.text) ? String(parts.length) : parts.join('-');
    return {
      text: `${parts.join('-')}: ${parts.length} ҳиҷо.`,
      value,
      understood,
      explanation: 'Дар ҳар ҳиҷо як садонок ҳаст.',
    };
  }
  if (sound !== undefined) {
    const open = all.filter((letter) => vowels.test(letter));
    const closed = all.filter((letter) => !vowels.test(letter) && letter !== 'ъ' && letter !== 'ь');
    const asksOpen = /садонок/u.test(reading.text);
    const list = asksOpen ? open : closed;
    return {
      text: `Дар «${word}» ${list.length} ${asksOpen ? 'садонок' : 'ҳамсадо'}: ${list.join(', ')}.`,
      value: /чанд/.test(reading.text) ? String(list.length) : list.join(', '),
      understood,
      explanation: 'Садонокҳо: а, е, ё, и, ӣ, о, у, ӯ, э, ю, я (е, ё, ю, я ҳамчун як ҳарф ҳисоб шуданд).',
    };
  }
  const both = /хичо/u.test(reading.text) ? ` ва ${parts.length} ҳиҷо (${parts.join('-')})` : '';
  return {
    text: `«${word}» ${all.length} ҳарф дорад${both}: ${all.join(', ')}.`,
    value: both ? `${all.length}, ${parts.length}` : String(all.length),
    understood,
    explanation: 'Ҳарфҳо тавре ки навишта шудаанд, шуморида шуданд.',
  };
}

function inOrder(reading: Reading): Finding | undefined {
  const text = matchAny(sorted, reading)?.text('list');
  if (text === undefined || /[№+−×]/u.test(text)) return undefined;
  const folded = text.replace(/^калимахои |^калимахоро /u, '').replace(/ ро$/u, '');
  const words = (/[,;]| ва /u.test(folded) ? folded.split(/ [,;] (?:ва )?| ва /u) : folded.split(' ')).map(
    (word) => asTyped(word.trim(), reading).replace(/-?ро$/u, (end) => (end.startsWith('-') ? '' : end)),
  );
  if (words.length < 2 || words.some((word) => !/^[\p{Script=Cyrillic}-]+$/u.test(word))) return undefined;
  const list = words.toSorted(compareTajik);
  return {
    text: `Аз рӯйи алифбо: ${list.join(', ')}.`,
    value: list.join(', '),
    understood: `тартиби алифбо: ${words.join(', ')}`,
    explanation:
      'Алифбои тоҷикӣ (35 ҳарф): Ғ пас аз Г, Ӣ пас аз И, Қ пас аз К, Ӯ пас аз У, Ҳ пас аз Х, Ҷ пас аз Ч.',
  };
}

function aboutAlphabet(reading: Reading): Finding | undefined {
  const explanation = 'Алифбои тоҷикӣ аз соли 1998 35 ҳарф дорад.';
  if (matchAny(alphabetSize, reading))
    return {
      text: `Алифбои тоҷикӣ ${alphabet.length} ҳарф дорад: ${alphabet.join(', ')}.`,
      value: String(alphabet.length),
      understood: 'шумораи ҳарфҳои алифбои тоҷикӣ',
      explanation,
    };
  const number = matchAny(letterAt, reading)?.number('n').value;
  if (number && isWhole(number)) {
    const letter = alphabet[Number(number.top) - 1];
    if (letter === undefined)
      return {
        text: `Дар алифбои тоҷикӣ танҳо ${alphabet.length} ҳарф ҳаст.`,
        value: 'нест',
        understood: `ҳарфи ${number.top}-уми алифбо`,
        explanation,
      };
    return {
      text: `Ҳарфи ${number.top}-уми алифбои тоҷикӣ — ${letter.toUpperCase()}.`,
      value: letter.toUpperCase(),
      understood: `ҳарфи ${number.top}-уми алифбо`,
      explanation,
    };
  }
  const named = matchAny(placeOf, reading)?.text('l');
  const typed =
    named === undefined
      ? undefined
      : /^\d+$/.test(named)
        ? reading.quotes[Number(named)]
        : asTyped(named, reading);
  const place = typed === undefined ? -1 : alphabet.indexOf(typed.toLowerCase());
  if (place < 0) return undefined;
  return {
    text: `Ҳарфи ${typed?.toUpperCase()} дар алифбои тоҷикӣ ${place + 1}-ум аст.`,
    value: String(place + 1),
    understood: `ҷойи ҳарфи ${typed} дар алифбо`,
    explanation,
  };
}
