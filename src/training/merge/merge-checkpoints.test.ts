import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCheckpointTensors } from '../../checkpoint/index.ts';
import { tinyTokens, writeTinyCheckpoint } from '../../checkpoint/tiny-checkpoint.ts';
import { BadInputError } from '../../core/errors.ts';
import { parseWith } from '../../core/schema.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { combine } from './combine.ts';
import { mergeCheckpoints } from './merge-checkpoints.ts';
import { mergeSettings } from './settings.ts';

const embedding = 'model.embed_tokens.weight';
const matrix = 'model.layers.3.mlp.up_proj.weight';

async function threeCheckpoints(): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, seed] of Object.entries({ base: 1, one: 2, two: 3 })) {
    await writeTinyCheckpoint(join(folder, name), { seed });
  }
  return folder;
}

async function valuesOf(directory: string, name: string): Promise<Float32Array> {
  const { readValues } = await openCheckpointTensors(directory);
  return Float32Array.from((await Array.fromAsync(readValues(name))).flatMap((piece) => [...piece]));
}

function merge(folder: string, labels: readonly string[], settings: unknown, base?: string) {
  return mergeCheckpoints(
    labels.map((label) => ({ label, directory: join(folder, label) })),
    join(folder, 'merged'),
    { ...parseWith(mergeSettings, settings), base: base && join(folder, base) },
  );
}

describe('merging checkpoints', () => {
  it('without a base gives their weighted mean', async () => {
    const folder = await threeCheckpoints();
    await merge(folder, ['one', 'two'], { weights: { one: 3 } });
    for (const name of [embedding, matrix]) {
      const [one, two, merged] = await Promise.all(
        ['one', 'two', 'merged'].map((label) => valuesOf(join(folder, label), name)),
      );
      const expected = one?.map((value, index) => (3 * value + (two?.[index] ?? 0)) / 4);
      expect(merged).toEqual(expected);
    }
  });

  it('with a base takes a share of the change, another one for the embedding', async () => {
    const folder = await threeCheckpoints();
    await merge(folder, ['one'], { weights: { one: { embeddings: 1, body: 0.25 } } }, 'base');
    const read = (label: string, name: string) => valuesOf(join(folder, label), name);
    expect(await read('merged', embedding)).toEqual(await read('one', embedding));
    const [base, one] = [await read('base', matrix), await read('one', matrix)];
    const expected = base.map((value, index) => value + 0.25 * ((one[index] ?? 0) - value));
    expect(await read('merged', matrix)).toEqual(expected);
  });

  it('adds the changes of several models', async () => {
    const folder = await threeCheckpoints();
    await merge(folder, ['one', 'two'], { weights: { one: 0.5, two: -0.5 } }, 'base');
    const [base, one, two, merged] = await Promise.all(
      ['base', 'one', 'two', 'merged'].map((label) => valuesOf(join(folder, label), matrix)),
    );
    for (const [index, value] of (merged ?? []).entries()) {
      const change = 0.5 * ((one?.[index] ?? 0) - (two?.[index] ?? 0));
      expect(value).toBeCloseTo((base?.[index] ?? 0) + change, 6);
    }
  });

  it('keeps tokeniser and chat template and says in NOTICE what was merged', async () => {
    const folder = await threeCheckpoints();
    await merge(folder, ['one'], { weights: { one: 0.5 }, precision: 'bfloat16' }, 'base');
    for (const file of ['tokenizer.json', 'chat_template.jinja']) {
      expect(await readFile(join(folder, 'merged', file))).toEqual(await readFile(join(folder, 'one', file)));
    }
    expect(await readFile(join(folder, 'merged', 'NOTICE'), 'utf8')).toContain(
      'base the changes of one (0.5)',
    );
    expect(JSON.parse(await readFile(join(folder, 'merged', 'config.json'), 'utf8')).torch_dtype).toBe(
      'bfloat16',
    );
  });

  it('names the tensor whose shape differs, and the token that does', async () => {
    const folder = await threeCheckpoints();
    await writeTinyCheckpoint(join(folder, 'two'), { tokens: tinyTokens.slice(0, -1) });
    const otherSize = merge(folder, ['one', 'two'], {});
    await expect(otherSize).rejects.toThrow(BadInputError);
    await expect(otherSize).rejects.toMatchObject({
      place: embedding,
      message: expect.stringMatching(/276.*277/),
    });

    const renamed = tinyTokens.map((token) => (token.text === 'салом' ? { ...token, text: 'ломса' } : token));
    await writeTinyCheckpoint(join(folder, 'two'), { tokens: renamed });
    await expect(merge(folder, ['two'], {}, 'base')).rejects.toThrow(/"ломса" in two and "салом" in base/);
  });

  it('refuses weights of models that are not there, and too few models', async () => {
    const folder = await threeCheckpoints();
    await expect(merge(folder, ['one'], { weights: { won: 1 } }, 'base')).rejects.toMatchObject({
      place: 'weights.won',
    });
    await expect(merge(folder, ['one'], {})).rejects.toThrow(/two models/);
    await expect(merge(folder, ['one', 'two'], { weights: { one: -1 } })).rejects.toThrow(/add up to 0/);
    await cp(join(folder, 'one', 'config.json'), join(folder, 'elsewhere', 'config.json'));
    await expect(merge(folder, ['elsewhere'], {}, 'base')).rejects.toThrow(/model.safetensors/);
  });
});

describe('combine', () => {
  async function* inPieces(values: readonly number[]): AsyncGenerator<Float32Array> {
    for (let start = 0; start < values.length; start += 2)
      yield Float32Array.from(values.slice(start, start + 2));
  }

  it('gives back the base at 0 and the model at 1', async () => {
    const pairs = fc.array(
      fc.tuple(
        fc.float({ noNaN: true, noDefaultInfinity: true, min: -8, max: 8 }),
        fc.float({ noNaN: true, noDefaultInfinity: true, min: -8, max: 8 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(pairs, async (values) => {
        const [base, model] = [values.map(([left]) => left), values.map(([, right]) => right)];
        const at = async (factor: number) =>
          (await Array.fromAsync(combine([inPieces(model)], [factor], inPieces(base)))).flatMap((piece) => [
            ...piece,
          ]);
        // Adding 0 turns −0 into 0, which is the same weight.
        expect((await at(0)).map((value) => value + 0)).toEqual(base.map((value) => value + 0));
        for (const [index, value] of (await at(1)).entries())
          expect(value).toBeCloseTo(model[index] ?? 0, 12);
      }),
    );
  });
});
