import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '../../src/core/configuration.ts';

const read = (file: string) => readFile(join(projectFolder, file), 'utf8');
const foldersOf = async (folder: string) =>
  (await readdir(join(projectFolder, folder), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const pages = async () => [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...(await readdir(join(projectFolder, 'docs'), { recursive: true }))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** The numbers of a sentence, found by a pattern with one group: `59,774` is 59774. */
const numbersIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, number]) => Number(number?.replaceAll(',', '')));

describe('the pages', () => {
  it('link to files that exist', async () => {
    const dead: string[] = [];
    for (const page of await pages()) {
      for (const [, target] of (await read(page)).matchAll(/\]\(([^)#\s]+)(?:#[^)\s]*)?\)/g)) {
        if (target === undefined || /^[a-z]+:/.test(target)) continue;
        if (!existsSync(join(projectFolder, dirname(page), target))) dead.push(`${page}: ${target}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it('name measurements, tools and sources that exist', async () => {
    const dead: string[] = [];
    for (const page of (await pages()).filter((name) => name !== join('docs', 'log.md'))) {
      const named = (await read(page)).matchAll(
        /\b((?:bench|src|tools|tests|recipes|scripts)\/[\w./-]+\.(?:ts|mjs|py|yaml))\b/g,
      );
      for (const [, file] of named) {
        if (file === undefined || /\b[A-Z]{2,}\b/.test(file)) continue;
        if (!existsSync(join(projectFolder, file))) dead.push(`${page}: ${file}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it('keep the first one short', async () => {
    expect((await read('README.md')).trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  });

  it('name every stage', async () => {
    const folders = (await foldersOf('src')).filter((name) => !['core', 'language', 'cli'].includes(name));
    for (const page of ['README.md', 'ARCHITECTURE.md']) {
      const text = await read(page);
      expect(folders.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
    }
  });
});

describe('the figures', () => {
  it('give the size of the embedded model', async () => {
    const parts = (await readdir(join(projectFolder, 'models'))).filter((name) => name.includes('.part-'));
    const sizes = await Promise.all(parts.map((name) => stat(join(projectFolder, 'models', name))));
    const megabytes = Math.round(sizes.reduce((sum, { size }) => sum + size, 0) / 1e6);
    expect(numbersIn(await read('README.md'), /138 million parameters in (\d+) MB/g)).toEqual([megabytes]);
    expect(numbersIn(await read('docs/results/README.md'), /138 M parameters, (\d+) MB/g)).toEqual([
      megabytes,
    ]);
  });

  it('give its parameters as its card does', async () => {
    const [parameters = 0] = numbersIn(await read('models/card.md'), /\| parameters \| ([\d,]+)/g);
    expect(Math.floor(parameters / 1e6)).toBe(138);
  });

  it('give the number of benchmark tasks', async () => {
    const tasks = (await foldersOf('benchmarks')).length;
    expect(numbersIn(await read('docs/results/evaluation.md'), /Tasks: (\d+) folders/g)).toEqual([tasks]);
  });

  it('give the same cost of a Tajik word on both pages', async () => {
    const vocabulary = await read('docs/results/vocabulary.md');
    const [, before, after] = /Tajik, NTREX[^|]*\| ([\d.]+) \| ([\d.]+)/.exec(vocabulary) ?? [];
    expect(await read('docs/results/README.md')).toContain(`| ${before} / ${after} |`);
  });
});
