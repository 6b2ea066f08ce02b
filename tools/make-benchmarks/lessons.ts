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

function choices(of: (item: Item) => boolean, withPairs: boolean): object[] {
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

for (const [task, lines] of Object.entries({
  'lessons-school': choices(isSchool, false),
  'lessons-general-knowledge': choices(isGeneral, true),
  'lessons-matching': matching,
  'lessons-short-answer': short,
})) {
  const folder = join(projectFolder, 'benchmarks', task);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'items.jsonl'), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  process.stdout.write(`${task}: ${lines.length}\n`);
}
