import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transliterate } from '../../language/index.ts';
import {
  formatEmbeddingRows,
  formatTokenizerFile,
  tokenizerFileFromTokens,
  writeTokenIndex,
  writeTokenShard,
} from '../../vocabulary/index.ts';
import { exportGguf } from '../gguf/export-gguf.ts';
import { openCheckpointTensors } from '../safetensors/reader.ts';
import { tinyShape, tinyTokens, writeTinyCheckpoint } from '../tiny-checkpoint.ts';
import { readRows } from './embedding-table.ts';
import { type OperationOptions, operate } from './operate.ts';
import type { Initialisation } from './settings.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-surgery-'));
  await writeTinyCheckpoint(join(folder, 'base'));
  await writeVocabulary();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const embedding = 'model.embed_tokens.weight';
const idOf = (text: string) => tinyTokens.findIndex((token) => token.text === text);
const kept = [...tinyTokens.keys()].filter((id) => tinyTokens[id]?.text !== 'сало');
const parts = [idOf('салом'), idOf('о')];

/** The tiny vocabulary without one token and with a new one. */
async function writeVocabulary(): Promise<void> {
  const tokens = kept.map((id) => tinyTokens[id]).filter((token) => token !== undefined);
  const file = tokenizerFileFromTokens([...tokens, { text: 'саломо', kind: 'normal' }]);
  const rows = { sourceVocabularySize: tinyTokens.length, kept, added: [{ text: 'саломо', parts }] };
  await mkdir(join(folder, 'vocabulary'));
  await writeFile(join(folder, 'vocabulary/tokenizer.json'), formatTokenizerFile(file));
  await writeFile(join(folder, 'vocabulary/embedding-rows.json'), formatEmbeddingRows(rows));
}

async function embeddingOf(name: string): Promise<number[][]> {
  const stored = await openCheckpointTensors(join(folder, name));
  const rows: number[][] = [];
  for await (const { values } of readRows(stored, embedding, tinyShape.hiddenSize)) rows.push([...values]);
  return rows;
}

function run(initialisation: Initialisation, options: OperationOptions = {}) {
  const [base, vocabulary, target] = ['base', 'vocabulary', 'new'].map((name) => join(folder, name));
  return operate(base ?? '', vocabulary ?? '', target ?? '', { initialisation, ...options });
}

/** A tokens artefact in which each text of the vocabulary occurs this often. */
async function writeUses(
  name: string,
  uses: Record<string, number>,
  vocabularySize = kept.length + 1,
): Promise<string> {
  const facts = { vocabularySize, masked: false };
  const tokens = Object.entries(uses).flatMap(([text, count]) =>
    new Array<number>(count).fill(kept.indexOf(idOf(text))),
  );
  const directory = join(folder, name);
  await mkdir(directory);
  const shard = await writeTokenShard(directory, 0, [{ id: 'all', tokens: Uint32Array.from(tokens) }], facts);
  await writeTokenIndex(directory, [shard], facts);
  return directory;
}

/** Half what the Persian spelling has (bytes here), a fifth what the parts have, a fifth the mean of the script. */
function persianMixture(old: readonly number[][], text: string, own: readonly number[]): number[] {
  const bytes = [...Buffer.from(transliterate(text, { from: 'Cyrl', to: 'Arab' }))].map((byte) =>
    idOf(`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`),
  );
  const cyrillic = [...tinyTokens.keys()].filter((id) => /^[а-я]+$/.test(tinyTokens[id]?.text ?? ''));
  const mean = (ids: readonly number[], place: number) =>
    ids.reduce((sum, id) => sum + (old[id]?.[place] ?? 0), 0) / ids.length;
  return Array.from(
    { length: tinyShape.hiddenSize },
    (_, place) => 0.5 * mean(bytes, place) + 0.2 * mean(own, place) + 0.2 * mean(cyrillic, place),
  );
}

function expectClose(found: readonly number[] | undefined, wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [place, value] of wanted.entries()) expect(found?.[place]).toBeCloseTo(value, 5);
}

describe('operate', () => {
  it('keeps the rows of kept tokens and gives new tokens the mean of their parts', async () => {
    const result = await run('mean');
    expect(result.vocabularySize).toBe(kept.length + 1);
    const [old, changed] = [await embeddingOf('base'), await embeddingOf('new')];
    expect(changed.slice(0, -1)).toEqual(kept.map((id) => old[id]));
    const [first, second] = parts.map((id) => old[id] ?? []);
    const mean = first?.map((value, place) => (value + (second?.[place] ?? 0)) / 2) ?? [];
    for (const [place, value] of (changed.at(-1) ?? []).entries()) {
      expect(value).toBeCloseTo(mean[place] ?? 0, 6);
    }
  });

  it.each([
    ['length', 5 / 6, 1 / 6, 0],
    ['first', 3 / 4, 1 / 4, 0],
    ['shrunk', 0.3, 0.3, 0.3],
  ] as const)('makes new tokens by the rule %s', async (initialisation, first, second, centre) => {
    await run(initialisation);
    const [old, changed] = [await embeddingOf('base'), await embeddingOf('new')];
    const cyrillic = [...tinyTokens.entries()].filter(([, { text }]) => /^[а-я]+$/.test(text));
    for (const [place, value] of (changed.at(-1) ?? []).entries()) {
      const [left = 0, right = 0] = parts.map((id) => old[id]?.[place]);
      const mean = cyrillic.reduce((sum, [id]) => sum + (old[id]?.[place] ?? 0), 0) / cyrillic.length;
      expect(value).toBeCloseTo(first * left + second * right + centre * mean, 5);
    }
  });

  it('begins new tokens with what the old ones know of their Persian spelling', async () => {
    const { renewed } = await run('persian');
    const [old, changed] = [await embeddingOf('base'), await embeddingOf('new')];
    expectClose(changed.at(-1), persianMixture(old, 'саломо', parts));
    expect(renewed).toBe(0);
    expect(changed.slice(0, -1)).toEqual(kept.map((id) => old[id]));
  });

  it('starts over with kept tokens that Tajik has for itself, and leaves those it shares', async () => {
    const own = await writeUses('own', { салом: 40, ло: 40, м: 19, '\n': 40 });
    const spared = await writeUses('spared', { ло: 40, о: 160 });
    const { renewed } = await run('persian', { renewal: { own, spared } });
    const [old, changed] = [await embeddingOf('base'), await embeddingOf('new')];
    expect(renewed).toBe(1);
    for (const [id, oldId] of kept.entries()) {
      if (oldId === idOf('салом')) expectClose(changed[id], persianMixture(old, 'салом', [oldId]));
      else expect(changed[id], tinyTokens[oldId]?.text).toEqual(old[oldId]);
    }
  });

  it('refuses tokens of another vocabulary', async () => {
    const own = await writeUses('own', { салом: 40 });
    const spared = await writeUses('spared', { ло: 40 }, 1000);
    await expect(run('persian', { renewal: { own, spared } })).rejects.toThrow('vocabulary of 1000');
  });

  it('copies every other tensor as it is, and llama.cpp can be given the result', async () => {
    await run('mean');
    const [old, changed] = await Promise.all(
      ['base', 'new'].map((name) => openCheckpointTensors(join(folder, name))),
    );
    for (const name of old?.tensors.keys() ?? []) {
      if (name === embedding) continue;
      const values = await Promise.all(
        [old, changed].map((stored) => stored && collect(stored.readValues(name))),
      );
      expect(values[0], name).toEqual(values[1]);
    }
    const config = JSON.parse(await readFile(join(folder, 'new/config.json'), 'utf8'));
    expect(config.vocab_size).toBe(kept.length + 1);
    await exportGguf(join(folder, 'new'), join(folder, 'new.gguf'), { type: 'f32' });
  });

  it('refuses the vocabulary of another checkpoint', async () => {
    const tokens = tinyTokens.filter(({ text }) => text !== '<h1>');
    await writeTinyCheckpoint(join(folder, 'base'), { tokens });
    await expect(run('mean')).rejects.toThrow('another checkpoint');
  });
});

async function collect(pieces: AsyncIterable<Float32Array>): Promise<number[]> {
  const values: number[] = [];
  for await (const piece of pieces) values.push(...piece);
  return values;
}
