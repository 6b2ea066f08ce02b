import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { silentProgress } from '../../core/progress.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { quote, withDatabase, writeParquet } from '../../documents/index.ts';
import { makeTask } from '../testing/task.ts';
import { findContamination } from './find-contamination.ts';
import { findDuplicates } from './find-duplicates.ts';

const signal = new AbortController().signal;
const words = (start: number, count: number) =>
  Array.from({ length: count }, (_, index) => `калима${start + index}`).join(' ');

async function corpusOf(rows: [text: string, split: string][]): Promise<Artefact> {
  const directory = await temporaryFolder();
  const temporary = join(directory, 'temporary');
  const values = rows.map((row) => `(${row.map(quote).join(', ')})`).join(', ');
  await withDatabase(temporary, (database) =>
    writeParquet(
      database,
      `SELECT * FROM (VALUES ${values}) AS rows(text, split)`,
      join(directory, 'documents-00000.parquet'),
      temporary,
    ),
  );
  return { directory } as Artefact;
}

describe('findContamination', () => {
  const item = { choices: ['ҳа', 'не'], answer: 0 };
  const task = makeTask([
    { ...item, id: 'long', question: words(0, 20) },
    { ...item, id: 'whole', question: words(100, 9) },
    { ...item, id: 'absent', question: words(200, 20) },
    { ...item, id: 'held-out', question: words(300, 20) },
    { ...item, id: 'short', question: 'Пойтахт кадом аст?' },
  ]);

  it('finds thirteen words in a row and short items as a whole, in the training part only', async () => {
    const corpus = await corpusOf([
      [`Пеш. ${words(3, 13).toUpperCase()}, баъд`, 'train'],
      [`${words(100, 9)}`, 'train'],
      [`${words(200, 12)} дигар`, 'train'],
      [words(300, 20), 'held-out'],
    ]);
    expect(await findContamination([task], corpus, silentProgress, signal)).toEqual({
      documents: 3,
      tasks: [{ task: 'capitals', items: ['long', 'whole'], tooShort: 1 }],
    });
  });
});

describe('findDuplicates', () => {
  const question = 'Пойтахти Тоҷикистон кадом аст?';
  const one = (id: string, group: string, asked: string) =>
    makeTask([{ id: '1', question: asked, choices: ['а', 'б'], answer: 0 }], {
      id,
      contamination: { group, compare: ['question'] },
    });

  it('names items that two tasks ask, whatever their capitals, and whether the tasks say so', () => {
    const found = findDuplicates([
      one('a', 'x', question),
      one('b', 'y', question.toUpperCase()),
      one('c', 'z', 'Чизи дигар кадом аст?'),
    ]);
    expect(found).toEqual([
      {
        items: [
          { task: 'a', item: '1' },
          { task: 'b', item: '1' },
        ],
        sameGroup: false,
      },
    ]);
    expect(findDuplicates([one('a', 'x', question), one('b', 'x', question)])[0]?.sameGroup).toBe(true);
  });
});
