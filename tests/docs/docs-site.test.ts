import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import MiniSearch from 'minisearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../../src/core/configuration.ts';
import { buildDocsSite } from '../../tools/docs-site/docs-site.ts';
import { indexSettings, searchSettings, searchWord } from '../../web/src/docs-site/search-words.ts';

let folder: string;
let pages: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-docs-'));
  await buildDocsSite(folder);
  pages = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.html'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the site of the docs', () => {
  it('has every page of docs/', async () => {
    const sources = await readdir(join(projectFolder, 'docs'), { recursive: true });
    const wanted = sources
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name.slice(0, -3)}.html`);
    expect(pages).toEqual(expect.arrayContaining(wanted));
  });

  it('links to pages, headings and files that are there', async () => {
    const dead: string[] = [];
    for (const page of pages) {
      const html = await readFile(join(folder, page), 'utf8');
      for (const [, href = ''] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
        if (/^(https?|data):/.test(href)) continue;
        const [path = '', anchor] = href.split('#');
        const target = path === '' ? join(folder, page) : join(folder, dirname(page), decodeURI(path));
        const found =
          existsSync(target) &&
          (anchor === undefined || (await readFile(target, 'utf8')).includes(`id="${anchor}"`));
        if (!found) dead.push(`${page}: ${href}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it('loads nothing from elsewhere', async () => {
    for (const page of pages) {
      const html = await readFile(join(folder, page), 'utf8');
      const loaded = [...html.matchAll(/<(?:script|img|link|iframe)\b[^>]*?(?:src|href)="([^"]+)"/g)];
      expect(
        loaded.map(([, address]) => address).filter((address = '') => /^(\w+:)?\/\//.test(address)),
      ).toEqual([]);
    }
    const style = await readFile(join(folder, 'site.css'), 'utf8');
    expect(style).not.toMatch(/url\(|@import/);
  });

  it('finds a section by its words, typed with or without Tajik letters', async () => {
    const script = await readFile(join(folder, 'search-index.js'), 'utf8');
    const text = /^globalThis\.soroDocsIndex = (.*);\n$/.exec(script)?.[1];
    const index = MiniSearch.loadJSON<{ id: string }>(JSON.parse(text ?? ''), indexSettings);
    const firstPages = (query: string) =>
      index.search(query, searchSettings).map(({ id }) => String(id).split('#')[0]);
    expect(firstPages('рӯйхати тайёр')[0]).toBe('docs/teachers.html');
    expect(firstPages('руйхати тайёр')[0]).toBe('docs/teachers.html');
    expect(firstPages('backup').slice(0, 3)).toContain('docs/school.html');
    expect(firstPages('Raspberry')).toContain('docs/install.html');
    expect(firstPages('дастгоҳинавини')).toEqual([]);
  });

  it('compares words without marks and case', () => {
    expect(['Ҳуҷҷат', 'ҚУРЪОН', 'мӯйсафед', 'Ёр'].map(searchWord)).toEqual([
      'хуччат',
      'курон',
      'муисафед',
      'ер',
    ]);
  });
});
