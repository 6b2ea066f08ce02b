import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectFolder } from '../core/configuration.ts';
import { BadInputError } from '../core/errors.ts';
import { sha256 } from '../core/fingerprint.ts';
import { baselines } from './multiple-choice.ts';
import { readTask } from './task.ts';

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
    await writeDescription((text) => text.replace('version: 1', 'version: [1'));
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

describe('benchmarks/word-meaning', () => {
  it('has 200 items, balanced positions, and only words kept back from training', async () => {
    const { items } = await readTask(wordMeaning);
    expect(items).toHaveLength(200);
    expect(baselines(items)).toEqual({ random: 0.25, majority: 0.25 });
    const words = items.flatMap(({ choices }) => choices);
    expect(new Set(words).size).toBe(800);
    for (const word of words)
      expect(Number.parseInt(sha256(word).slice(0, 2), 16)).toBeGreaterThanOrEqual(128);
  });
});
