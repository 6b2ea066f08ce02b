import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { wholeFile } from '../reader.ts';
import { openDatabase, quote } from '../rows/database.ts';
import { collect } from '../testing/collect.ts';
import { readBytes } from '../testing/read-file.ts';
import { parquetReader } from './parquet.ts';

const signal = new AbortController().signal;

async function parquetFile(query: string, options = ''): Promise<string> {
  const path = join(await temporaryFolder(), 'a.parquet');
  const { database, close } = await openDatabase();
  await database.run(`COPY (${query}) TO ${quote(path)} (FORMAT parquet${options})`);
  close();
  return path;
}

describe('parquetReader', () => {
  it('reads a document a row with its address, title and date, and rejects empty ones', async () => {
    const path = await parquetFile(
      `SELECT * FROM (VALUES ('Якум', 'https://example.tj/1', TIMESTAMP '2024-01-02 03:04:05', 0.5),
        (NULL, '', NULL, 0.1), ('Сеюм', NULL, NULL, 0.2)) AS rows(text, url, date, score)`,
    );
    const outcomes = await collect(parquetReader.read(path, signal));
    expect(outcomes).toEqual([
      {
        text: 'Якум',
        address: 'https://example.tj/1',
        retrieved: '2024-01-02',
        metadata: { row: 1 },
        next: { at: 1, skip: 0 },
      },
      { reason: 'no-text', value: 'row 2', next: { at: 2, skip: 0 } },
      { text: 'Сеюм', metadata: { row: 3 }, next: { at: 3, skip: 0 } },
    ]);
  });

  it('takes the text from another column and names the columns when there is none', async () => {
    const path = await parquetFile(`SELECT 'Матн' AS "my content"`);
    const other = parquetReader.read(path, signal, { ...wholeFile, textField: 'my content' });
    expect(await collect(other)).toMatchObject([{ text: 'Матн' }]);
    expect(await collect(parquetReader.read(path, signal))).toEqual([
      { reason: 'no-text-field', value: 'no column "text" among my content' },
    ]);
  });

  it('decodes a column of bytes, and rejects bytes that are no text', async () => {
    const path = await parquetFile(
      "SELECT * FROM (VALUES (encode('Матни тоҷикӣ'), encode('Сарлавҳа')), ('\\x00\\x01\\x80\\x00'::BLOB, NULL)) AS rows(text, title)",
    );
    expect(await collect(parquetReader.read(path, signal))).toMatchObject([
      { text: 'Матни тоҷикӣ', metadata: { title: 'Сарлавҳа' } },
      { reason: 'invalid-utf8', value: 'row 2: its bytes are no text' },
    ]);
  });

  it.each([
    ["['Якум', 'Дуюм']", 'the column "text" holds lists, not texts'],
    ["{'text': 'Якум', 'lang': 'tg'}", 'the column "text" holds records (text, lang), not texts'],
    ["MAP {'a': 'Якум'}", 'the column "text" holds maps, not texts'],
    ['1', 'the column "text" holds values of type INTEGER, not texts'],
    ['true', 'the column "text" holds values of type BOOLEAN, not texts'],
  ])('refuses %s', async (value, message) => {
    const path = await parquetFile(`SELECT ${value} AS text`);
    expect(await collect(parquetReader.read(path, signal))).toEqual([
      { reason: 'no-text-field', value: message },
    ]);
  });

  it('says what is wrong with a file in plain words', async () => {
    const whole = await readFile(await parquetFile("SELECT 'Матн' AS text"));
    for (const [content, value] of [
      [whole.subarray(0, whole.length - 20), 'the end of the file is missing'],
      [Buffer.from('something else than that'), 'it is no Parquet file'],
      [Buffer.concat([Buffer.from('PARE'), whole.subarray(4, -4), Buffer.from('PARE')]), 'it is encrypted'],
    ] as const) {
      expect(await readBytes(parquetReader, content)).toEqual([{ reason: 'damaged-file', value }]);
    }
  });

  it('reads a range of rows just as it reads them at once', async () => {
    const path = await parquetFile(
      `SELECT 'Матни ' || range AS text FROM range(10000)`,
      ', ROW_GROUP_SIZE 2048',
    );
    expect(await parquetReader.split?.(path, 0, signal)).toEqual([0]);
    const whole = await collect(parquetReader.read(path, signal));
    const parts = [];
    for (const [from, to] of [
      [0, 4096],
      [4096, 4097],
      [4097, Number.POSITIVE_INFINITY],
    ] as const) {
      const options = { from: { at: from, skip: 0 }, to, textField: 'text' };
      parts.push(...(await collect(parquetReader.read(path, signal, options))));
    }
    expect(whole).toHaveLength(10_000);
    expect(parts).toEqual(whole);
  });

  it('rejects a damaged file', async () => {
    expect(await readBytes(parquetReader, '')).toMatchObject([{ reason: 'empty-file' }]);
    expect(await readBytes(parquetReader, 'PAR1 not really')).toMatchObject([{ reason: 'damaged-file' }]);
    const path = await parquetFile(`SELECT 'Матни ' || range AS text FROM range(10000)`);
    const { readFile } = await import('node:fs/promises');
    const bytes = await readFile(path);
    bytes.fill(0xff, 100, 2000);
    await writeFile(path, bytes);
    expect(await collect(parquetReader.read(path, signal))).toMatchObject([{ reason: 'damaged-file' }]);
  });
});
