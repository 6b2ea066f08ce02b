import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { BenchmarkIndex } from '../../corpus/clean/benchmark-index.ts';
import { readBenchmarkItems } from '../../corpus/clean/benchmark-items.ts';
import { scanTokens } from '../../corpus/tables/tokens.ts';
import { comparedTexts } from './compared-texts.ts';

const signal = new AbortController().signal;
const question =
  'Кадом шоири тоҷик дар асри даҳум дар шаҳри Бухоро зиндагӣ карда, қасидаи машҳури «Бӯи ҷӯи Мӯлиён»-ро гуфтааст?';

it('gives a corpus the texts of a task whose items lie elsewhere, and its search finds them', async () => {
  const shared = await temporaryFolder();
  vi.stubEnv('SORO_SHARED', shared);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const row = { q: question, options: ['Рӯдакӣ', 'Ҳофиз'], a: 0 };
  await writeFile(join(shared, 'exam.jsonl'), `${JSON.stringify(row)}\n`);
  const folder = join(await temporaryFolder(), 'exam');
  await mkdir(folder);
  await writeFile(
    join(folder, 'task.yaml'),
    `id: exam
version: 1
title: Exam
domain: school
language: tg
prompt: "{question} {choice}"
answer: choice
items:
  shared: exam.jsonl
  columns: { question: q, choices: options, answer: { column: a, as: number-from-0 } }
metric: accuracy
licence: none stated
source: a test
contamination: { group: exam, compare: [question] }
`,
  );
  const texts = await comparedTexts([folder], signal);
  expect(texts).toEqual([{ item: 'exam 1', text: question }]);
  const file = join(shared, 'compared.jsonl');
  await writeFile(file, texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
  const index = new BenchmarkIndex(await readBenchmarkItems([file]), {
    words: 13,
    letters: 10,
    overlap: 0.5,
  });
  const page = `Саволҳои имтиҳон. ${question.toUpperCase()} Ҷавоб: А.`;
  expect(index.find(page, scanTokens(page)).length).toBeGreaterThan(0);
  const other = 'Рӯдакӣ шоири бузурги тоҷик аст ва дар Панҷрӯд таваллуд шудааст.';
  expect(index.find(other, scanTokens(other))).toEqual([]);
});
