import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { BadInputError } from '../core/errors.ts';
import { temporaryFolder } from '../core/testing/temporary-folder.ts';
import { readMixedParagraphs, readParagraphs, textPurposes } from './texts.ts';

let file: string;

beforeEach(async () => {
  file = join(await temporaryFolder(), 'text.txt');
  const lines = Array.from({ length: 300 }, (_, index) => `${index} ${'хона '.repeat(20)}`);
  await writeFile(file, lines.join('\n\n'));
});

const limits = { totalCharacters: 2000, paragraphCharacters: 100 };

describe('readParagraphs', () => {
  it('gives each purpose other paragraphs', async () => {
    const read = await Promise.all(
      textPurposes.map((purpose) => readParagraphs(file, { ...limits, totalCharacters: 1e6, purpose })),
    );
    expect(read.map(({ length }) => length)).toEqual([100, 100, 100]);
    expect(new Set(read.flat()).size).toBe(300);
  });

  it('spreads a few paragraphs over the whole file and cuts them', async () => {
    const read = await readParagraphs(file, { ...limits, purpose: 'measure' });
    expect(read.length).toBe(20);
    expect(Number.parseInt(read.at(-1) ?? '', 10)).toBeGreaterThan(250);
    expect(read.every((line) => line.length <= 100)).toBe(true);
  });

  it('takes from several files in turn', async () => {
    const other = join(await temporaryFolder(), 'other.txt');
    await writeFile(other, Array.from({ length: 9 }, () => 'x'.repeat(90)).join('\n'));
    const read = await readMixedParagraphs([file, other], { ...limits, purpose: 'search' });
    expect(read.slice(0, 4).map((line) => line.startsWith('x'))).toEqual([false, true, false, true]);
  });

  it('refuses a file without paragraphs', async () => {
    const short = join(await temporaryFolder(), 'short.txt');
    await writeFile(short, 'хона\nмактаб\n');
    await expect(readParagraphs(short, { ...limits, purpose: 'measure' })).rejects.toThrow(BadInputError);
  });
});
