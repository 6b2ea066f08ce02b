import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { openLibrary } from '../../library/index.ts';
import { type Item, itemBankOf } from '../../practice/index.ts';
import { dataFolder, migrate, openStore } from '../../school/index.ts';
import { findWord, useSchoolWords } from '../../tools/index.ts';
import type { TrackName } from '../packs/release.ts';
import { applyContent } from './apply-content.ts';
import { faultOfContent } from './content-pack.ts';

const { signal } = new AbortController();
const hash = (digit: number) => String(digit).repeat(64);

/** A school and the folders of two releases; `go` puts one in use. */
async function schoolWith(track: TrackName, releases: readonly Readonly<Record<string, string>>[]) {
  const data = await temporaryFolder();
  const store = openStore(dataFolder(data).database);
  migrate(store);
  store.close();
  const fleet = join(data, 'fleet');
  const folderOf = (release: string) => join(fleet, 'releases', release);
  for (const [index, files] of releases.entries()) {
    await mkdir(folderOf(hash(index + 1)), { recursive: true });
    for (const [name, text] of Object.entries(files))
      await writeFile(join(folderOf(hash(index + 1)), name), text);
  }
  const go = (number: number | null, left: readonly number[] = []) =>
    applyContent(
      { data, fleet, folderOf },
      track,
      number === null ? null : { release: hash(number), number, title: String(number), sizeBytes: 1 },
      { signal, left: new Set(left.map(hash)) },
    );
  return { data, folderOf, go };
}

const item = (id: string, question: string, changes: Partial<Item> = {}) =>
  ({
    id,
    version: 1,
    status: 'approved',
    subject: 'География',
    grade: null,
    topic: null,
    source: null,
    author: 'hub',
    question,
    why: null,
    kind: 'short-text',
    answers: ['Душанбе'],
    ...changes,
  }) as Item;

const lines = (...values: readonly object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

it('adds the books of a release beside the school’s own, and going back takes away only what it has added', async () => {
  const list = (...files: readonly string[]) =>
    JSON.stringify({ books: files.map((file) => ({ file, title: file, licence: 'CC BY 4.0' })) });
  const text = (about: string) => `Ин китоб дар бораи ${about} аст. ${about} дар Тоҷикистон машҳур аст.`;
  const { data, go } = await schoolWith('books/soro', [
    { 'books.json': list('norak.txt'), 'norak.txt': text('Норак') },
    {
      'books.json': list('norak.txt', 'vakhsh.txt', 'own.txt'),
      'norak.txt': text('Норак'),
      'vakhsh.txt': text('Вахш'),
      'own.txt': text('Ҳисор'),
    },
  ]);
  const library = openLibrary(data, { starter: false });
  const own = join(data, 'own.txt');
  await writeFile(own, text('Ҳисор'));
  await library.add(own, { title: 'китоби мактаб' });
  const titles = () =>
    library
      .books()
      .flatMap(({ origin, title }) => (origin === 'added' ? title : []))
      .sort();
  await go(1);
  expect(titles()).toEqual(['norak.txt', 'китоби мактаб']);
  await go(2);
  await go(2);
  expect(titles()).toEqual(['norak.txt', 'vakhsh.txt', 'китоби мактаб']);
  await go(1, [2]);
  expect(titles()).toEqual(['norak.txt', 'китоби мактаб']);
  // What an administrator removes by hand does not come back with each start.
  library.remove(library.books().find(({ title }) => title === 'norak.txt')?.id ?? '');
  await go(1, [2]);
  expect(titles()).toEqual(['китоби мактаб']);
  library.close();
}, 60_000);

it('writes exercises as new versions, leaves what a teacher has changed, and returns the old ones', async () => {
  const { data, go } = await schoolWith('items/soro', [
    { 'items.jsonl': lines(item('a', 'якум'), item('b', 'дуюм')) },
    { 'items.jsonl': lines(item('a', 'якум, беҳтар'), item('b', 'дуюм, беҳтар'), item('c', 'нав')) },
    { 'items.jsonl': lines(item('a', 'якум, боз беҳтар')) },
  ]);
  const store = openStore(dataFolder(data).database);
  const bank = itemBankOf(store);
  const shown = () => bank.list({ status: 'approved' }).map(({ id, question }) => `${id} ${question}`);
  await go(1);
  expect(shown()).toEqual(['a якум', 'b дуюм']);
  bank.put([item('b', 'дуюм, аз омӯзгор', { version: 2 })]);
  await go(2);
  expect(shown()).toEqual(['a якум, беҳтар', 'b дуюм, аз омӯзгор', 'c нав']);
  await go(1, [2]);
  expect(shown()).toEqual(['a якум', 'b дуюм, аз омӯзгор']);
  expect(bank.get('a', 2)?.question).toBe('якум, беҳтар');
  await go(3);
  expect(shown()).toEqual(['a якум, боз беҳтар', 'b дуюм, аз омӯзгор']);
  store.close();
});

it('puts sent words before its own, and takes them back', async () => {
  const word = (definition: string) => ({
    word: 'китоб',
    part: 'исм',
    meanings: [{ definition, example: 'Ин китоб аст.' }],
    ru: ['книга'],
    en: ['book'],
    synonyms: [],
    antonyms: [],
  });
  const { data, go } = await schoolWith('words/soro', [{ 'words.jsonl': lines(word('аз марказ')) }]);
  await go(1);
  useSchoolWords(data);
  expect(findWord('китоб')?.meanings[0]?.definition).toBe('аз марказ');
  await go(null, [1]);
  useSchoolWords(data);
  expect(findWord('китоб')?.meanings[0]?.definition).not.toBe('аз марказ');
});

it('refuses a pack that cannot be read, naming the place', async () => {
  const { folderOf } = await schoolWith('items/soro', [
    { 'items.jsonl': `${JSON.stringify(item('a', 'якум'))}\n{"id":1}` },
    { 'books.json': JSON.stringify({ books: [{ file: 'none.pdf', licence: 'CC0' }] }) },
  ]);
  expect(await faultOfContent('items', folderOf(hash(1)))).toBeTruthy();
  expect(await faultOfContent('books', folderOf(hash(2)))).toContain('none.pdf');
  await cp(folderOf(hash(1)), folderOf(hash(3)), { recursive: true });
  expect(await faultOfContent('words', folderOf(hash(3)))).toBeTruthy();
  expect(await faultOfContent('model', folderOf(hash(3)))).toBeUndefined();
});
