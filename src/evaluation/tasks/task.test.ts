import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { projectFolder, sharedFolder } from '../../core/configuration.ts';
import { BadInputError } from '../../core/errors.ts';
import { baselines } from '../models/multiple-choice.ts';
import { readTask, readTextTask } from './task.ts';

const wordMeaning = join(projectFolder, 'benchmarks/word-meaning');
let folder = '';

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'soro-task-')), 'word-meaning');
  await mkdir(folder);
  await cp(join(wordMeaning, 'task.yaml'), join(folder, 'task.yaml'));
  await writeItems({ id: 'a' }, { id: 'b' });
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

async function writeItems(...items: object[]): Promise<void> {
  const rows = items.map((item) => ({ question: 'чӣ?', choices: ['як', 'ду'], answer: 0, ...item }));
  await writeFile(join(folder, 'items.jsonl'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

async function writeDescription(change: (text: string) => string): Promise<void> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(join(wordMeaning, 'task.yaml'), 'utf8');
  await writeFile(join(folder, 'task.yaml'), change(text));
}

async function failure(): Promise<BadInputError> {
  const error = await readTask(folder).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(BadInputError);
  return error as BadInputError;
}

describe('readTask', () => {
  it('names file and line of an answer outside the choices', async () => {
    await writeItems({ id: 'a' }, { id: 'b', answer: 2 });
    const { file, place, message } = await failure();
    expect(file).toBe(`${join(folder, 'items.jsonl')}, line 2`);
    expect(place).toBe('answer');
    expect(message).toContain('outside the choices');
  });

  it('names both lines of an id that stands twice', async () => {
    await writeItems({ id: 'a' }, { id: 'b' }, { id: 'a' });
    const { file, message } = await failure();
    expect(file).toBe(`${join(folder, 'items.jsonl')}, line 3`);
    expect(message).toContain('line 1');
  });

  it('names file and line of an unknown metric', async () => {
    await writeDescription((text) => text.replace('metric: accuracy', 'metric: charm'));
    const { file, place } = await failure();
    expect(file).toBe(`${join(folder, 'task.yaml')}, line 8`);
    expect(place).toBe('metric');
  });

  it('names file and line of an unknown key and of broken YAML', async () => {
    await writeDescription((text) => `${text}colour: red\n`);
    expect((await failure()).file).toBe(`${join(folder, 'task.yaml')}, line 14`);
    await writeDescription((text) => text.replace('version: 2', 'version: [2'));
    expect((await failure()).file).toMatch(/task\.yaml, line \d+$/);
  });

  it('names the file that is missing', async () => {
    await rm(join(folder, 'items.jsonl'));
    expect((await failure()).file).toBe(join(folder, 'items.jsonl'));
    await rm(join(folder, 'task.yaml'));
    expect((await failure()).file).toBe(join(folder, 'task.yaml'));
  });

  it('refuses two equal choices, a prompt without its places and an empty list', async () => {
    await writeItems({ id: 'a', choices: ['як', 'як'] });
    expect((await failure()).message).toContain('same');
    await writeItems();
    expect((await failure()).message).toContain('no items');
    await writeDescription((text) => text.replace('{choice}', '{answer}'));
    expect((await failure()).message).toContain('{choice}');
  });
});

describe('few-shot examples', () => {
  it('are solved items of another file, never items of the task', async () => {
    await writeDescription((text) => `${text}fewShot:\n  count: 1\n  from: { file: examples.jsonl }\n`);
    const example = { id: 'e', question: 'кӣ?', choices: ['ман', 'ту'], answer: 1 };
    const copy = { id: 'copy', question: 'чӣ?', choices: ['ду', 'як'], answer: 1 };
    const file = join(folder, 'examples.jsonl');
    await writeFile(file, `${JSON.stringify(copy)}\n${JSON.stringify(example)}\n`);
    expect((await readTask(folder)).examples).toEqual([example]);
    await writeFile(file, `${JSON.stringify(copy)}\n`);
    expect((await failure()).message).toContain('Only 0 of 1');
  });
});

describe('answer kinds', () => {
  const change = (prompt: string, answer: string) =>
    writeDescription((text) =>
      text.replace(/prompt: .*/, `prompt: "${prompt}"`).replace('answer: choice', `answer: ${answer}`),
    );

  it('asks for a gap in each question, and for none where sentences are compared', async () => {
    await change('{question}', 'gap');
    expect(await failure()).toMatchObject({ place: 'question', file: expect.stringContaining('line 1') });
    await writeItems({ id: 'a', question: 'Дирӯз ___.' });
    expect((await readTask(folder)).items).toHaveLength(1);
    await change('{choice}', 'sentence');
    expect((await failure()).message).toContain('no question');
  });

  it('refuses letters without options, and free text among choices', async () => {
    await change('{question} {choice}', 'letter');
    expect((await failure()).message).toContain('{options}');
    await writeDescription((text) => text.replace('answer: choice', 'answer: text'));
    expect((await failure()).place).toBe('prompt');
    await writeDescription((text) =>
      text
        .replace(/prompt: .*/, 'prompt: "{question}"')
        .replace('answer: choice', 'answer: text')
        .replace('metric: accuracy', 'metric: chrf++'),
    );
    expect((await failure()).message).toContain('free text');
  });
});

describe('contentHash', () => {
  it('changes with the items and the prompt, not with the title', async () => {
    const { contentHash } = await readTask(folder);
    await writeDescription((text) => text.replace(/title: .*/, 'title: "Another"'));
    expect((await readTask(folder)).contentHash).toBe(contentHash);
    await writeDescription((text) => text.replace('Маъно:', 'Маънӣ:'));
    expect((await readTask(folder)).contentHash).not.toBe(contentHash);
  });
});

describe('benchmarks', () => {
  const made = [
    ['word-meaning', 320],
    ['synonyms-antonyms', 358],
    ['spelling', 360],
    ['ezafe-clitics', 360],
    ['verb-forms', 400],
    ['plurals', 303],
    ['proverbs', 179],
    ['sentence-order', 350],
    ['register', 330],
    ['reading', 320],
    ['minimal-pairs', 620],
  ] as const;

  it.each(made)('%s has %i items, balanced positions, a source and a rule for each', async (id, count) => {
    const { items } = await readTask(join(projectFolder, 'benchmarks', id));
    expect(items).toHaveLength(count);
    const { random, majority } = baselines(items);
    expect(majority - random).toBeLessThan(0.01);
    if (id !== 'word-meaning') expect(items.filter(({ source, rule }) => !source || !rule)).toEqual([]);
  });

  it('word-meaning asks for words kept back from training only', async () => {
    const { items } = await readTask(wordMeaning);
    for (const word of items.flatMap(({ choices }) => choices))
      expect(Number.parseInt(sha256(word).slice(0, 2), 16)).toBeGreaterThanOrEqual(128);
  });

  it('spelling offers no wrong form that a word list holds', async () => {
    const { items } = await readTask(join(projectFolder, 'benchmarks/spelling'));
    const { headwords } = await import('../../language/headwords.ts');
    const wrong = items.flatMap(({ choices, answer }) => choices.filter((_, index) => index !== answer));
    expect(wrong.filter((word) => headwords().has(word))).toEqual([]);
  });

  const school = join(sharedFolder(), 'data/evaluation/school-questions/mcq.jsonl');
  it.skipIf(!existsSync(school))(
    'school-questions has subjects and grades, and no favourite letter',
    async () => {
      const { items, leftOut } = await readTask(join(projectFolder, 'benchmarks/school-questions'));
      expect(items.length).toBeGreaterThan(3000);
      expect(items.length + Object.values(leftOut).reduce((sum, count) => sum + count, 0)).toBe(3579);
      expect(baselines(items).majority).toBeLessThan(0.28);
      expect(items.filter(({ grade, subject }) => grade && subject).length).toBeGreaterThan(3400);
    },
  );

  it.skipIf(!existsSync(school))('NTREX is read line by line in both languages', async () => {
    const { items } = await readTextTask(join(projectFolder, 'benchmarks/ntrex-english-tajik'));
    expect(items[0]?.references[0]).toMatch(/[ӣӯҳқғҷ]/);
  });

  it.skipIf(!existsSync(school))('SIB-200 takes its examples from the training part', async () => {
    const { items, examples } = await readTask(join(projectFolder, 'benchmarks/sib200'));
    expect([items.length, examples.length]).toEqual([99, 5]);
    const quoted = items.find(({ id }) => id === '596')?.question;
    expect(quoted).toMatch(/^Ҳуҷайра аз калимаи лотинии "cella" гирифта/);
  });
});
