// Items of the lessons' articles that no training has seen, as four tasks in the forms of school and entrance exams.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../src/core/configuration.ts';
import { answerText } from '../../src/practice/items/answer-text.ts';
import type { Item } from '../../src/practice/items/item.ts';
import { readStarterItems } from '../../src/practice/starter/read-starter-items.ts';

const general = new Set([
  'Фарҳанг',
  'Экология',
  'Иқтисод',
  'Рӯзгор ва кишоварзӣ',
  'Ҷомеашиносӣ',
  'Касбҳо',
  'Саломатӣ',
  'Технологияи иттилоотӣ',
]);
// What reading every line against its article showed. Dropped: asked alone, a glass jar is reused or recycled and paper too;
// forty years hold ten or eleven games.
const dropped = new Set(['ecology/waste/3/2', 'ecology/waste/3/4', 'history/ancient-greece/4']);
const corrections: { id: RegExp; from: string; to: string }[] = [
  {
    id: /^tajik\/conjunctions\/3$/u,
    from: 'Ҷойи холиро пур кунед',
    to: 'Ба ҷойи холӣ пайвандаки сабабро гузоред',
  },
  { id: /^household\/irrigation\/1\//u, from: 'Усулро бо', to: 'Усул ё иншоотро бо' },
  { id: /^history\/home-front-tajikistan-1941-1945\/1$/u, from: 'Маводро бо', to: 'Ҳар чизро бо' },
  {
    id: /^geography\/(mountains-of-tajikistan\/3|pressure-and-wind\/1)$/u,
    from: 'баланд аст',
    to: 'баландтар аст',
  },
  {
    id: /^history\/ismoil-somoni\/4$/u,
    from: 'ба номи кӣ гузошта шудааст',
    to: 'ба шарафи кӣ номгузорӣ шудааст',
  },
];
const alsoRight: ReadonlyMap<string, readonly string[]> = new Map([
  ['geography/pressure-and-wind/4', ['фишорсанҷ']],
  ['tajik/oral-presentation/4', ['пауза', 'вақфа']],
]);
const { items, unseenArticles } = readStarterItems();
const unseen = items.filter(({ source }) => source?.section != null && unseenArticles.has(source.section));
const letters = 'АБВГДЕЖЗ';

function fields({ id, subject, grade, topic }: Item) {
  return {
    id,
    subject,
    ...(grade === null ? {} : { grade }),
    ...(topic === null ? {} : { topic }),
    source: `lessons, ${id}`,
  };
}

type Line = { id: string; question: string; references?: readonly string[] };

function asRead<L extends Line>(lines: readonly L[]): L[] {
  return lines
    .filter(({ id }) => !dropped.has(id))
    .map((line) => {
      const question = corrections
        .filter(({ id }) => id.test(line.id))
        .reduce((text, { from, to }) => {
          if (!text.includes(from))
            throw new Error(`${line.id}: «${from}» is not in the question; mend the correction`);
          return text.replace(from, to);
        }, line.question);
      const more = alsoRight.get(line.id);
      return more === undefined || line.references === undefined
        ? { ...line, question }
        : { ...line, question, references: [...line.references, ...more] };
    });
}

function choices(of: (item: Item) => boolean, withPairs: boolean): Line[] {
  return unseen.filter(of).flatMap((item) => {
    if (item.kind === 'single-choice')
      return [{ ...fields(item), question: item.question, choices: item.options, answer: item.answer }];
    if (item.kind !== 'matching' || !withPairs) return [];
    return item.left.map((left, place) => ({
      ...fields(item),
      id: `${item.id}/${place + 1}`,
      question: `${item.question}: «${left}» ба кадомаш мувофиқ аст?`,
      choices: item.right,
      answer: item.answer[place],
    }));
  });
}

const isGeneral = ({ subject }: Item) => general.has(subject);
const isSchool = (item: Item) => !isGeneral(item);

const matching = unseen.filter(isSchool).flatMap((item) =>
  item.kind === 'matching'
    ? [
        {
          ...fields(item),
          question: item.question,
          options: [
            ...item.left.map((left, place) => `${place + 1}. ${left}`),
            ...item.right.map((right, place) => `${letters[place]}) ${right}`),
          ],
          references: [item.answer.map((place, left) => `${left + 1}-${letters[place]}`).join(', ')],
        },
      ]
    : [],
);

const short = unseen.filter(isSchool).flatMap((item) => {
  if (item.kind === 'number')
    return [{ ...fields(item), question: item.question, references: [answerText(item)] }];
  return item.kind === 'short-text'
    ? [{ ...fields(item), question: item.question, references: item.answers }]
    : [];
});

for (const [task, written] of Object.entries<readonly Line[]>({
  'lessons-school': choices(isSchool, false),
  'lessons-general-knowledge': choices(isGeneral, true),
  'lessons-matching': matching,
  'lessons-short-answer': short,
})) {
  const lines = asRead(written);
  const folder = join(projectFolder, 'benchmarks', task);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'items.jsonl'), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  process.stdout.write(`${task}: ${lines.length}\n`);
}
