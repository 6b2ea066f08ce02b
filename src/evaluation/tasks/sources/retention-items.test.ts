import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { projectFolder } from '../../../core/configuration.ts';
import { startLocalHub } from '../../../core/hub/testing/local-hub.ts';
import { temporaryFolder } from '../../../core/testing/temporary-folder.ts';
import { withDatabase } from '../../../documents/index.ts';
import { parseTaskDescription, type TaskDescription } from '../format/description.ts';
import { choiceItemSchema, textItemSchema } from '../format/item.ts';
import { renderItem } from '../render-item.ts';
import { readSourceItems } from './read-source.ts';

const signal = new AbortController().signal;
const options = { folder: '', licence: 'MIT', signal };
beforeEach(async () => vi.stubEnv('SORO_CACHE', await temporaryFolder()));
afterEach(() => vi.unstubAllEnvs());

async function parquet(select: string): Promise<Buffer> {
  const folder = await temporaryFolder();
  const path = join(folder, 'a.parquet');
  await withDatabase(folder, (database) => database.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`));
  return readFile(path);
}

/** A released task whose data set is that of the local server; configuration and split stay. */
async function descriptionOf(task: string): Promise<TaskDescription> {
  const file = join(projectFolder, 'benchmarks', task, 'task.yaml');
  const text = (await readFile(file, 'utf8')).replace(/hub:(?!\s)[^@\s]+@[^/\s]+/g, 'hub:owner/name@main');
  return parseTaskDescription(text, file);
}

async function readChoices(task: string, files: Record<string, string | Uint8Array>) {
  const hub = await startLocalHub({ files });
  vi.stubEnv('HF_ENDPOINT', hub.endpoint);
  const description = await descriptionOf(task);
  const { found } = await readSourceItems(description.items, choiceItemSchema, options);
  const items = found.map(({ item }) => item);
  return { items, prompts: items.map((item) => renderItem(description, item).whole) };
}

/** A card that names the files of its configurations, as those of these data sets do. */
function card(split: string, paths: Readonly<Record<string, string>>): string {
  const configs = Object.entries(paths).map(([name, path]) => ({
    config_name: name,
    data_files: [{ split, path }],
  }));
  return `---\nlicense: mit\nconfigs: ${JSON.stringify(configs)}\n---\n`;
}

it('asks MMLU as the harness does: subject, options with a full stop, letters', async () => {
  const select = `SELECT 'What is 2 + 2?' AS question, 'abstract_algebra' AS subject,
    ['3', '4', '5', '6'] AS choices, 1::BIGINT AS answer`;
  const { items, prompts } = await readChoices('english-mmlu', {
    'all/test-00000-of-00001.parquet': await parquet(select),
  });
  expect(items[0]).toMatchObject({ answer: 1, subject: 'abstract algebra' });
  expect(prompts[0]?.[1]).toBe(
    'The following are multiple choice questions (with answers) about abstract algebra.\n\nWhat is 2 + 2?\nA. 3\nB. 4\nC. 5\nD. 6\nAnswer: B',
  );
});

it.each(['ARC-Challenge', 'ARC-Easy'])('reads %s, whose labels are letters or figures', async (name) => {
  const row = (labels: string, key: string) => `SELECT 'Q${key}' AS id, 'Why ${key}?' AS question,
    {text: ['one', 'two', 'three'], label: [${labels}]} AS choices, '${key}' AS answerKey`;
  const select = `${row("'A', 'B', 'C'", 'C')} UNION ALL ${row("'1', '2', '3'", '2')}`;
  const { items, prompts } = await readChoices(`english-${name.toLowerCase()}`, {
    [`${name}/test-00000-of-00001.parquet`]: await parquet(select),
  });
  expect(items.map(({ id, answer, choices }) => [id, answer, choices.length])).toEqual([
    ['QC', 2, 3],
    ['Q2', 1, 3],
  ]);
  expect(prompts[0]?.[2]).toBe('Question: Why C?\nAnswer: three');
});

it('makes the questions of HellaSwag as the harness makes them', async () => {
  const select = `SELECT 'Roof [x] shingles' AS activity_label, 'A man is on a roof.' AS ctx_a, 'HE starts' AS ctx_b,
    [' pulling  it [substeps] off.', 'to [title] sing.', 'a', 'b'] AS endings, '0' AS label`;
  const { prompts } = await readChoices('english-hellaswag', {
    'default/validation-00000-of-00001.parquet': await parquet(select),
  });
  // One pass over double spaces, as the harness does it.
  expect(prompts[0]?.slice(0, 2)).toEqual([
    'Roof shingles: A man is on a roof. He starts pulling it off.',
    'Roof shingles: A man is on a roof. He starts to. sing.',
  ]);
});

it('reads PIQA and BoolQ', async () => {
  const piqa = await readChoices('english-piqa', {
    'plain_text/validation/0000.parquet': await parquet(
      "SELECT 'Boil an egg' AS goal, 'in water' AS sol1, 'in sand' AS sol2, 0::BIGINT AS label",
    ),
  });
  expect(piqa.prompts[0]).toEqual([
    'Question: Boil an egg\nAnswer: in water',
    'Question: Boil an egg\nAnswer: in sand',
  ]);
  const boolq = await readChoices('english-boolq', {
    'boolq/validation-00000-of-00001.parquet': await parquet(
      "SELECT 'is it so' AS question, 'It is so.' AS passage, 0 AS idx, 1::BIGINT AS label",
    ),
  });
  expect(boolq.prompts[0]?.[boolq.items[0]?.answer ?? 0]).toBe('It is so.\nQuestion: is it so?\nAnswer: yes');
});

it('reads the Russian sets, also rows with a fifth choice', async () => {
  const row = (
    id: string,
    fifth: string,
    answer: string,
  ) => `SELECT '${id}' AS id, 'Почему ${id}?' AS instruction,
    'а' AS option_a, 'б' AS option_b, 'в' AS option_c, 'г' AS option_d, ${fifth} AS option_e, '${answer}' AS answer`;
  const { items } = await readChoices('russian-arc', {
    'ru/test-00000-of-00001.parquet': await parquet(
      `${row('1', 'NULL::VARCHAR', 'D')} UNION ALL ${row('2', "'д'", 'E')}`,
    ),
  });
  expect(items.map(({ choices, answer }) => [choices.length, answer])).toEqual([
    [4, 3],
    [5, 4],
  ]);
  const mmlu = await readChoices('russian-mmlu', {
    'ru/test.jsonl': `${JSON.stringify({ id: 'm', instruction: 'Сколько?', option_a: '1', option_b: '2', option_c: '3', option_d: '4', answer: 'B' })}\n`,
  });
  expect(mmlu.prompts[0]?.[1]).toBe('Сколько?\nA. 1\nB. 2\nC. 3\nD. 4\nОтвет: B');
  const hellaswag = await readChoices('russian-hellaswag', {
    'README.md': card('val', { ru: 'ru/val.jsonl' }),
    'ru/val.jsonl': `${JSON.stringify({ activity_label: 'Крыша', ctx: 'Он начинает', endings: ['петь.', 'идти.'], label: '1' })}\n`,
  });
  expect(hellaswag.prompts[0]?.[1]).toBe('Крыша: Он начинает идти.');
});

it('reads Belebele in English and Russian as in Tajik', async () => {
  const row = {
    flores_passage: 'P.',
    question: 'Q?',
    mc_answer1: 'a',
    mc_answer2: 'b',
    mc_answer3: 'c',
    mc_answer4: 'd',
    correct_answer_num: '2',
  };
  for (const [task, code] of [
    ['english-belebele', 'eng_Latn'],
    ['russian-belebele', 'rus_Cyrl'],
  ] as const) {
    const { items } = await readChoices(task, { [`${code}/test.jsonl`]: `${JSON.stringify(row)}\n` });
    expect(items[0]).toMatchObject({ context: 'P.', answer: 1 });
  }
});

it('reads GSM8K with its answers as references', async () => {
  const row = (question: string) => `${JSON.stringify({ question, answer: '9 * 2 = 18\n#### 18' })}\n`;
  const hub = await startLocalHub({
    files: { 'main/test.jsonl': row('How many?'), 'main/train.jsonl': row('Why?') },
  });
  vi.stubEnv('HF_ENDPOINT', hub.endpoint);
  const { items, fewShot } = await descriptionOf('english-gsm8k');
  const { found } = await readSourceItems(items, textItemSchema, options);
  expect(found[0]?.item).toMatchObject({ question: 'How many?', references: ['9 * 2 = 18\n#### 18'] });
  expect(fewShot).toMatchObject({ count: 5, from: { hub: 'hub:owner/name@main/main/train' } });
});

it.each([
  ['flores-english-tajik', 'The cat.', 'Гурба.'],
  ['flores-tajik-english', 'Гурба.', 'The cat.'],
  ['flores-russian-tajik', 'Кошка.', 'Гурба.'],
  ['flores-tajik-russian', 'Гурба.', 'Кошка.'],
])('reads %s row by row', async (task, question, reference) => {
  const texts = { eng_Latn: 'The cat.', rus_Cyrl: 'Кошка.', tgk_Cyrl: 'Гурба.' };
  const files = Object.fromEntries(
    await Promise.all(
      Object.entries(texts).map(async ([code, text]) => [
        `${code}/devtest.parquet`,
        await parquet(`SELECT 0 AS id, '${text}' AS text, '${code.slice(0, 3)}' AS iso_639_3`),
      ]),
    ),
  );
  const paths = Object.fromEntries(Object.keys(texts).map((code) => [code, `${code}/devtest.parquet`]));
  const hub = await startLocalHub({ files: { ...files, 'README.md': card('devtest', paths) } });
  vi.stubEnv('HF_ENDPOINT', hub.endpoint);
  const { items } = await descriptionOf(task);
  const { found } = await readSourceItems(items, textItemSchema, options);
  expect(found.map(({ item }) => [item.question, item.references])).toEqual([[question, [reference]]]);
});
