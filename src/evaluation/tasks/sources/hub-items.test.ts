import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { projectFolder } from '../../../core/configuration.ts';
import { startLocalHub } from '../../../core/hub/testing/local-hub.ts';
import { temporaryFolder } from '../../../core/testing/temporary-folder.ts';
import { withDatabase } from '../../../documents/index.ts';
import { parseTaskDescription } from '../format/description.ts';
import { choiceItemSchema, textItemSchema } from '../format/item.ts';
import type { ItemSource } from '../format/source-schema.ts';
import { readSourceItems } from './read-source.ts';

const signal = new AbortController().signal;
beforeEach(async () => vi.stubEnv('SORO_CACHE', await temporaryFolder()));
afterEach(() => vi.unstubAllEnvs());

/** A Parquet file of the rows that a SELECT gives. */
async function parquet(select: string): Promise<Buffer> {
  const folder = await temporaryFolder();
  const path = join(folder, 'a.parquet');
  await withDatabase(folder, (database) => database.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`));
  return readFile(path);
}

/** The source of a released task, with its data set's name changed to that of the local server. */
async function sourceOf(task: string): Promise<ItemSource> {
  const file = join(projectFolder, 'benchmarks', task, 'task.yaml');
  const { items } = parseTaskDescription(await readFile(file, 'utf8'), file);
  if (!('hub' in items)) throw new Error(`${task} is not read from a hub.`);
  return { ...items, hub: items.hub.replace(/hub:[^@]+/, 'hub:owner/name') };
}

async function readChoices(task: string, files: Record<string, string | Uint8Array>, token?: string) {
  const hub = await startLocalHub(token === undefined ? { files } : { files, token });
  vi.stubEnv('HF_ENDPOINT', hub.endpoint);
  const options = { folder: '', licence: 'MIT', signal };
  const read = await readSourceItems(await sourceOf(task), choiceItemSchema, options);
  return { items: read.found.map(({ item }) => item), leftOut: read.leftOut, commit: read.commit, hub };
}

const choices = (...texts: string[]) => `[${texts.map((text) => `'${text}'`).join(', ')}]`;

describe('tasks of a hub', () => {
  it('reads MMLU in Tajik with its subjects, at a commit, and leaves out what is asked twice', async () => {
    const row = (question: string, answer: number) =>
      `SELECT 'What?' AS question, 'anatomy' AS subject, ${choices('a', 'b', 'c', 'd')} AS choices, ${answer}::BIGINT AS answer,
       '${question}' AS question_tj, ${choices('як', 'ду', 'се', 'чор')} AS choices_tj`;
    const select = [row('Чанд?', 2), row('чанд', 2), row('Кадом?', 0), row('Кадом?', 1)].join(' UNION ALL ');
    const { items, leftOut, commit, hub } = await readChoices('tajik-mmlu', {
      'data/test-0.parquet': await parquet(select),
    });
    expect(items).toEqual([
      { id: '1', question: 'Чанд?', choices: ['як', 'ду', 'се', 'чор'], answer: 2, subject: 'anatomy' },
    ]);
    expect(leftOut).toEqual({ repeated: 1, contradicted: 2 });
    expect(commit).toBe(hub.commit);
  });

  it('reads Belebele: the passage, four columns of answers, counted from one', async () => {
    const row = {
      link: 'x',
      question_number: 1,
      flores_passage: 'Матни дароз.',
      question: 'Чӣ шуд?',
      mc_answer1: 'як',
      mc_answer2: 'ду',
      mc_answer3: 'се',
      mc_answer4: 'чор',
      correct_answer_num: '3',
      dialect: 'tgk_Cyrl',
    };
    const { items } = await readChoices('belebele', { 'tgk_Cyrl/test.jsonl': `${JSON.stringify(row)}\n` });
    expect(items).toEqual([
      {
        id: '1',
        question: 'Чӣ шуд?',
        context: 'Матни дароз.',
        choices: ['як', 'ду', 'се', 'чор'],
        answer: 2,
      },
    ]);
  });

  it('reads TajLiB, whose answers are letters, typed on either keyboard', async () => {
    const row = (id: string, answer: string) =>
      JSON.stringify({
        id,
        question: `Саволи ${id}`,
        option_a: 'як',
        option_b: 'ду',
        option_c: 'се',
        option_d: 'чор',
        answer,
      });
    const file = ['A', 'С', 'd)'].map((answer, index) => row(`g${index}`, answer)).join('\n');
    const { items } = await readChoices('tajlib', { 'grammar.jsonl': file });
    expect(items.map(({ id, answer }) => [id, answer])).toEqual([
      ['g0', 0],
      ['g1', 2],
      ['g2', 3],
    ]);
  });

  it('says which row and column do not fit the description', async () => {
    const wrong = JSON.stringify({
      id: 'g',
      question: 'Савол',
      option_a: '1',
      option_b: '2',
      option_c: '3',
      option_d: '4',
      answer: 'чор',
    });
    await expect(readChoices('tajlib', { 'a.jsonl': wrong })).rejects.toMatchObject({
      name: 'BadInputError',
      file: 'a.jsonl, row 1',
      place: 'columns.answer',
    });
    await expect(readChoices('tajlib', { 'a.jsonl': '{"id":"g","question":"Савол"}' })).rejects.toMatchObject(
      {
        message: expect.stringContaining('option_a'),
      },
    );
  });

  it('asks for a token where a data set is gated', async () => {
    await expect(readChoices('tajik-mcqa', { 'a.jsonl': '{}' }, 'secret')).rejects.toMatchObject({
      remedy: expect.stringContaining('HF_TOKEN'),
    });
  });

  it('takes the three kinds of Talim items apart', async () => {
    const row = (number: number, type: string, options: unknown, answer: string) =>
      JSON.stringify({
        number,
        question: `Саволи ${number}`,
        options: JSON.stringify(options),
        type,
        topic: 'Нур',
        section: 'A',
        answer,
        subject: 'physics',
      });
    const files = {
      'data/test.jsonl': [
        row(1, 'multiple-choice', { A: 'як', B: 'ду', C: 'се', D: 'чор' }, 'B'),
        row(2, 'matching', ['1) ҷисм', '2) нур'], '1-A, 2-B'),
        row(3, 'free-response', null, '25 м/с'),
      ].join('\n'),
    };
    const { items } = await readChoices('talim-multiple-choice', files);
    expect(items).toEqual([
      {
        id: '1',
        question: 'Саволи 1',
        choices: ['як', 'ду', 'се', 'чор'],
        answer: 1,
        subject: 'physics',
        section: 'A',
        topic: 'Нур',
      },
    ]);
    const options = { folder: '', licence: 'MIT', signal };
    const matching = await readSourceItems(await sourceOf('talim-matching'), textItemSchema, options);
    expect(matching.found[0]?.item).toMatchObject({
      options: ['1) ҷисм', '2) нур'],
      references: ['1-A, 2-B'],
    });
    const free = await readSourceItems(await sourceOf('talim-free-response'), textItemSchema, options);
    expect(free.found[0]?.item).toMatchObject({ question: 'Саволи 3', references: ['25 м/с'] });
  });
});
