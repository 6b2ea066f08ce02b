import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { BadInputError } from '../../core/errors.ts';
import { quote, withDatabase, writeParquet } from '../../documents/index.ts';
import { heldOutRegisters, readHeldOut } from './texts.ts';

const signal = new AbortController().signal;
let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'soro-held-out-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A corpus with one shard for each list of rows; only what this stage reads. */
async function corpus(
  ...shards: [id: string, text: string, split: string, register?: string][][]
): Promise<Artefact> {
  for (const [index, rows] of shards.entries()) {
    const values = rows
      .map(
        ([id, text, split, register = 'school']) => `(${[id, text, split, register].map(quote).join(', ')})`,
      )
      .join(', ');
    const query = `SELECT * FROM (VALUES ${values}) AS rows(id, text, split, register)`;
    const temporary = join(directory, 'temporary');
    await withDatabase(temporary, (database) =>
      writeParquet(database, query, join(directory, `documents-0000${index}.parquet`), temporary),
    );
  }
  return { directory } as Artefact;
}

describe('readHeldOut', () => {
  it('takes held-out documents only, from all shards, in the order of their ids', async () => {
    const artefact = await corpus(
      [
        ['c', 'сеюм', 'held-out'],
        ['a', 'якум', 'held-out'],
        ['d', 'омӯзиш', 'train'],
      ],
      [['b', 'дуюм', 'held-out']],
    );
    const texts = await readHeldOut(artefact, { totalCharacters: 100, documentCharacters: 100 }, signal);
    expect(texts.map(({ id, text }) => `${id} ${text}`)).toEqual(['a якум', 'b дуюм', 'c сеюм']);
  });

  it('takes one register, of those that have any', async () => {
    const artefact = await corpus(
      [
        ['a', 'якум', 'held-out', 'news'],
        ['b', 'дуюм', 'held-out', "o'lain"],
      ],
      [
        ['c', 'сеюм', 'held-out', 'news'],
        ['d', 'омӯзиш', 'train', 'school'],
      ],
    );
    expect(await heldOutRegisters(artefact, signal)).toEqual(['news', "o'lain"]);
    const limits = { totalCharacters: 100, documentCharacters: 100 };
    const news = await readHeldOut(artefact, { ...limits, register: 'news' }, signal);
    expect(news.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(await readHeldOut(artefact, { ...limits, register: "o'lain" }, signal)).toHaveLength(1);
  });

  it('cuts documents and the whole at their limits, between characters', async () => {
    const artefact = await corpus([
      ['a', '🏔🏔🏔🏔', 'held-out'],
      ['b', 'абвгд', 'held-out'],
      ['c', 'ёжз', 'held-out'],
    ]);
    const texts = await readHeldOut(artefact, { totalCharacters: 5, documentCharacters: 3 }, signal);
    expect(texts).toEqual([
      { id: 'a', text: '🏔🏔🏔', characters: 3, cut: true },
      { id: 'b', text: 'аб', characters: 2, cut: true },
    ]);
  });

  it('says so when nothing was held out', async () => {
    const artefact = await corpus([['a', 'омӯзиш', 'train']]);
    const limits = { totalCharacters: 5, documentCharacters: 3 };
    await expect(readHeldOut(artefact, limits, signal)).rejects.toThrow(BadInputError);
  });
});
