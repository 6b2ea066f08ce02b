// Makes benchmarks/minimal-pairs: `npx node tools/make-benchmarks/minimal-pairs.ts`.
// Two sentences that differ in one place, one of them against a rule of Tajik; which is more probable? (as BLiMP does).
import { type Draft, shuffled, takeEvenly, writeItems } from './items.ts';
import { ezafeStem, isBare, isHeadword, prepositions, pronouns, sentences } from './sources/sentences.ts';
import {
  type Action,
  actions,
  past,
  presentTense,
  progressive,
  subjects,
  subjunctive,
} from './sources/verbs.ts';

const seed = 'minimal-pairs 1';
const here = 'written for this project';
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

function fromActions(
  rule: string,
  pair: (subject: string, action: Action, person: number) => [string, string],
): Draft[] {
  return shuffled(
    actions.flatMap((action) =>
      subjects.flatMap((names, person) => names.map((subject) => ({ action, person, subject }))),
    ),
    `${seed} ${rule}`,
    ({ action, subject }) => `${action.object} ${action.past} ${subject}`,
  ).map(({ action, person, subject }) => {
    const object = ['ман', 'мо'].includes(subject)
      ? action.object
      : action.object.replace(/(дӯст|модар|хоҳар)ам/u, '$1и худ');
    const [right, wrong] = pair(capital(subject), { ...action, object }, person);
    return { right, wrong: [wrong], rule, source: here };
  });
}

/** A person whose form is wrong for any subject of this one. */
const otherPerson = [4, 5, 0, 1, 2, 0];

function fromSentences(
  rule: string,
  change: (words: readonly string[], index: number) => string[] | undefined,
): Draft[] {
  return shuffled(sentences, `${seed} ${rule}`, ({ text }) => text).flatMap(({ text, words, source }) => {
    if (words.length > 16) return [];
    for (const index of shuffled([...words.keys()], text, String)) {
      const changed = index === 0 ? undefined : change(words, index);
      if (changed) return [{ right: text, wrong: [changed.join(' ')], rule, source }];
    }
    return [];
  });
}

const things =
  'китоб дафтар қалам хона мошин курта себ дарахт гул тухм нон коса табақ мактаб деҳа шаҳр кӯча дӯкон боғ роҳ кӯл рӯз моҳ сол соат суруд нома калима савол масъала'.split(
    ' ',
  );
const numbers = ['ду', 'се', 'чор', 'панҷ', 'шаш', 'ҳафт', 'ҳашт', 'нӯҳ', 'даҳ', 'бист'];
const frames = ['Дар рӯйхат ___ ҳаст.', 'Мо ___ дидем.', 'Онҳо дар бораи ___ гап заданд.', 'Аз он ___ монд.'];
const seen: readonly (readonly [string, string])[] = [
  ['китоб', 'хондам'],
  ['нома', 'навиштам'],
  ['филм', 'дидам'],
  ['суруд', 'шунидам'],
  ['хона', 'харидам'],
  ['мошин', 'фурӯхтам'],
  ['курта', 'пӯшидам'],
  ['себ', 'хӯрдам'],
  ['дарахт', 'буридам'],
  ['дар', 'бастам'],
  ['калима', 'навиштам'],
  ['расм', 'кашидам'],
  ['табақ', 'шустам'],
  ['гул', 'чидам'],
  ['халта', 'бардоштам'],
  ['савол', 'фаҳмидам'],
  ['одам', 'шинохтам'],
  ['масъала', 'ҳал кардам'],
  ['калид', 'ёфтам'],
  ['асп', 'дидам'],
];
const adjectives =
  'калон хурд баланд паст нав кӯҳна гарм хунук ширин талх дароз кӯтоҳ васеъ танг тоза вазнин сабук зебо қимат арзон наздик дур'.split(
    ' ',
  );
const compared = ['хона', 'роҳ', 'шаҳр', 'чой'];
const copula = ['ҳастам', 'ҳастӣ', 'аст', 'ҳастем', 'ҳастед', 'ҳастанд'];
const professions = [
  'донишҷӯ',
  'муаллим',
  'духтур',
  'деҳқон',
  'ронанда',
  'ошпаз',
  'хонанда',
  'коргар',
  'нависанда',
];

const groups: Draft[][] = [
  fromActions('agreement in person, past', (subject, action, person) => {
    const start = `${subject} дирӯз ${action.object}`;
    return [`${start} ${past(action, person)}.`, `${start} ${past(action, otherPerson[person] ?? 0)}.`];
  }),
  fromActions('agreement in person, present', (subject, action, person) => {
    const start = `${subject} ҳар рӯз ${action.object}`;
    return [
      `${start} ${presentTense(action, person)}.`,
      `${start} ${presentTense(action, otherPerson[person] ?? 0)}.`,
    ];
  }),
  fromActions('past tense after дирӯз', (subject, action, person) => {
    const start = `${subject} дирӯз ${action.object}`;
    return [`${start} ${past(action, person)}.`, `${start} ${presentTense(action, person)}.`];
  }),
  fromActions('subjunctive after бояд', (subject, action, person) => {
    const start = `${subject} бояд ${action.object}`;
    return [`${start} ${subjunctive(action, person)}.`, `${start} ${presentTense(action, person)}.`];
  }),
  fromActions('place of the negation', (subject, action, person) => {
    const start = `${subject} имрӯз ${action.object}`;
    return [`${start} на${presentTense(action, person)}.`, `${start} мена${subjunctive(action, person)}.`];
  }),
  fromActions('participle before истодан', (subject, action, person) => {
    const start = `${subject} ҳозир ${action.object}`;
    const form = progressive(action, person);
    return [`${start} ${form}.`, `${start} ${form.replace('а ', 'ан ')}.`];
  }),
  fromActions('negation with ҳеҷ гоҳ', (subject, action, person) => {
    const start = `${subject} ҳеҷ гоҳ ${action.object}`;
    return [`${start} на${presentTense(action, person)}.`, `${start} ${presentTense(action, person)}.`];
  }),
  fromSentences('ezafe left out', (words, index) => {
    const stem = ezafeStem(words[index] ?? '');
    const next = words[index + 1];
    return stem && isBare(next) && isHeadword(next) && !pronouns.has(next) && !/^(аст|нест|буд)$/u.test(next)
      ? [...words.with(index, stem)]
      : undefined;
  }),
  fromSentences('preposition behind its noun', (words, index) => {
    const [word = '', next] = [words[index], words[index + 1]];
    if (
      !prepositions.has(word) ||
      !isBare(next) ||
      !(isHeadword(next) || ezafeStem(next)) ||
      prepositions.has(next) ||
      pronouns.has(next)
    )
      return undefined;
    return [...words.with(index, next).with(index + 1, word)];
  }),
  fromSentences('attribute before its noun', (words, index) => {
    const [word = '', next] = [words[index], words[index + 1]];
    if (!ezafeStem(word) || !isBare(next) || !isHeadword(next) || next.endsWith('и') || pronouns.has(next))
      return undefined;
    return [...words.with(index, next).with(index + 1, word)];
  }),
  shuffled(
    things.flatMap((thing, index) =>
      frames.map((frame, place) => {
        const number = numbers[(index + 3 * place) % numbers.length] ?? '';
        return {
          right: frame.replace('___', `${number} ${thing}`),
          wrong: [frame.replace('___', `${number} ${thing}ҳо`)],
          rule: 'singular after a number',
          source: here,
        };
      }),
    ),
    seed,
    ({ right }) => right,
  ),
  shuffled(
    seen.flatMap(([thing, verb]) =>
      ['ин', 'он', 'ҳамин'].map((this_) => ({
        right: `Ман ${this_} ${thing}ро ${verb}.`,
        wrong: [`Ман ${this_} ${thing} ${verb}.`],
        rule: '-ро with a definite object',
        source: here,
      })),
    ),
    seed,
    ({ right }) => right,
  ),
  shuffled(
    adjectives.flatMap((adjective) =>
      compared.map((thing) => ({
        right: `Ин ${thing} аз он ${thing} ${adjective}тар аст.`,
        wrong: [`Ин ${thing} аз он ${thing} ${adjective}тарин аст.`],
        rule: 'comparative, not superlative',
        source: here,
      })),
    ),
    seed,
    ({ right }) => right,
  ).filter(
    ({ right }) =>
      !/чой аз он чой (баланд|паст|нав|кӯҳна|дароз|кӯтоҳ|васеъ|танг|вазнин|сабук|наздик|дур|хурд|калон|зебо)|(хона|роҳ|шаҳр) аз он \p{L}+ (ширин|талх)|шаҳр аз он шаҳр (баланд|вазнин|сабук|дароз|кӯтоҳ)|роҳ аз он роҳ (гарм|хунук|баланд|паст|арзон|қимат|вазнин)|хона аз он хона (вазнин|сабук|дароз|кӯтоҳ)/u.test(
        right,
      ),
  ),
  shuffled(
    ['ман', 'ту', 'ӯ', 'мо', 'шумо', 'онҳо'].flatMap((subject, person) =>
      professions.map((profession) => ({
        right: `${capital(subject)} ${profession} ${copula[person]}.`,
        wrong: [`${capital(subject)} ${profession} ${copula[otherPerson[person] ?? 0]}.`],
        rule: 'agreement of the copula',
        source: here,
      })),
    ),
    seed,
    ({ right }) => right,
  ),
];
await writeItems(
  'minimal-pairs',
  takeEvenly(
    groups.map((group) => group.slice(0, 45)),
    620,
  ),
);
