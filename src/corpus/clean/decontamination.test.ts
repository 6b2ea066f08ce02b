import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { words } from '../testing/build-corpus.ts';
import { hashBenchmarks } from './benchmark-items.ts';
import { StepDocument } from './step-document.ts';
import { decontaminationStep } from './steps/decontamination.ts';

const question = 'Пойтахти Ҷумҳурии Тоҷикистон кадом шаҳр аст ва он дар соҳили кадом дарё ҷойгир шудааст?';
const source = { name: 'Test', address: '', licence: 'CC0-1.0', retrieved: '', kind: 'text' };

async function benchmark(): Promise<string> {
  const folder = join(await temporaryFolder(), 'task');
  await mkdir(folder);
  const item = { question, options: ['Душанбе', 'Хуҷанд'] };
  await writeFile(join(folder, 'items.jsonl'), `${JSON.stringify(item)}\n`);
  return folder;
}

async function judge(text: string, benchmarks: readonly string[]) {
  const step = await decontaminationStep.create({ step: 'decontamination' }, { benchmarks });
  const document = new StepDocument({ source, text, pageStarts: [], metadata: {} });
  const result = step.judge(document);
  if (result) document.apply(result);
  return { result, text: document.text };
}

describe('the step decontamination', () => {
  it('leaves out a document that is mostly a benchmark item, and names the item', async () => {
    const { result } = await judge(`Савол: ${question.toUpperCase()}`, [await benchmark()]);
    expect(result?.reject).toEqual({ reason: 'benchmark-item', value: 'task/items.jsonl 1' });
  });

  it('cuts the line out of a long document, also when a word of the item was changed', async () => {
    const changed = question.replace('ҷойгир', 'воқеъ');
    const before = words(1, 80);
    const after = words(2, 80);
    const { text, result } = await judge(`${before}\n${changed}\n${after}`, [await benchmark()]);
    expect(result?.counts?.finds).toBeGreaterThan(0);
    expect(text).toBe(`${before}\n${after}`);
  });

  it('leaves texts alone that only share common words with an item, and all when there is no benchmark', async () => {
    const text = `Пойтахти Ҷумҳурии Тоҷикистон шаҳри Душанбе мебошад. ${words(3, 40)}`;
    expect((await judge(text, [await benchmark()])).result).toBeUndefined();
    expect((await judge(question, [])).result).toBeUndefined();
  });

  it('names the files that it depends on, wherever they lie', async () => {
    const signal = new AbortController().signal;
    const first = await hashBenchmarks([await benchmark()], signal);
    expect(Object.keys(first)).toEqual(['benchmark task/items.jsonl']);
    expect(await hashBenchmarks([await benchmark()], signal)).toEqual(first);
  });
});
