import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import { encodeSingleByte } from '../encoding/decoders.ts';
import { wholeFile } from '../reader.ts';
import { collect } from '../testing/collect.ts';
import { readBytes } from '../testing/read-file.ts';
import { jsonLinesReader } from './json-lines.ts';

describe('jsonLinesReader', () => {
  it('reads a document a line and rejects the bad lines by number', async () => {
    const lines = [
      '{"text":"Якум","title":"Сарлавҳа","address":"https://example.org/1"}',
      '',
      '{"text":"Дуюм","colour":"red"}',
      '{"text":""}',
      '{"text":',
      '{"text":"Сеюм"}',
    ];
    const outcomes = await readBytes(jsonLinesReader, lines.join('\n'));
    expect(outcomes.map(({ next: _, ...outcome }) => outcome)).toEqual([
      { text: 'Якум', address: 'https://example.org/1', metadata: { line: 1, title: 'Сарлавҳа' } },
      { text: 'Дуюм', metadata: { line: 3 } },
      { reason: 'bad-json-line', value: 'line 4: "text" is empty' },
      { reason: 'bad-json-line', value: 'line 5: not valid JSON: it ends in the middle' },
      { text: 'Сеюм', metadata: { line: 6 } },
    ]);
  });

  it.each([
    [
      'NaN and Infinity, as Python writes them',
      '{"a": NaN, "b": [Infinity, -Infinity], "text": "NaN, Матн"}',
      'NaN, Матн',
    ],
    ['a tab inside a text', '{"text": "Матни\tнав"}', 'Матни\tнав'],
    ['a comma behind the last field', '{"text": "Матн, }", }', 'Матн, }'],
  ])('reads %s', async (_, line, text) => {
    expect(await readBytes(jsonLinesReader, line)).toMatchObject([{ text }]);
  });

  it('reads a line in Windows-1251', async () => {
    const text = 'Дар дехаи мо мактаби нав сохта шуд ва бачахо ба дарс меоянд.';
    const bytes = encodeSingleByte('windows-1251', JSON.stringify({ text }));
    expect(await readBytes(jsonLinesReader, bytes)).toMatchObject([{ text }]);
  });

  it.each([
    ['{"text": ["Матн"]}', 'line 1: "text" holds a list, not a text'],
    ['{"text": 7}', 'line 1: "text" holds a number, not a text'],
    ['["Матн"]', 'line 1: a list, not an object'],
    ['Матн', 'line 1: not valid JSON: unexpected "М"'],
    ['{"text": "Матн', 'line 1: not valid JSON: it ends in the middle at character 15'],
  ])('says what is wrong with %s', async (line, value) => {
    expect(await readBytes(jsonLinesReader, line)).toMatchObject([{ reason: 'bad-json-line', value }]);
  });

  it('rejects an empty file', async () => {
    expect(await readBytes(jsonLinesReader, '')).toEqual([{ reason: 'empty-file', value: '0 lines' }]);
  });

  it('takes the text from another field, and date and address from what data sets call them', async () => {
    const line =
      '{"content":"Матн","url":"https://example.tj/","timestamp":"2023-04-05T06:07:08Z","score":0.9}';
    const outcomes = await readBytes(jsonLinesReader, line, { ...wholeFile, textField: 'content' });
    expect(outcomes).toMatchObject([
      { text: 'Матн', address: 'https://example.tj/', retrieved: '2023-04-05' },
    ]);
    expect(await readBytes(jsonLinesReader, line)).toMatchObject([
      { reason: 'bad-json-line', value: 'line 1: no text under "text"' },
    ]);
  });

  it('rejects a line with broken UTF-8 and goes on', async () => {
    const lines = Buffer.concat([
      Buffer.from('{"text":"'),
      Buffer.from([0xd0, 0x22]),
      Buffer.from('}\n{"text":"Матн"}'),
    ]);
    expect(await readBytes(jsonLinesReader, lines)).toMatchObject([
      { reason: 'invalid-utf8', value: 'line 1' },
      { text: 'Матн' },
    ]);
  });

  it('reads every line once, however the file is cut into parts', async () => {
    const file = join(await temporaryFolder(), 'a.jsonl');
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== ''),
          { minLength: 1, maxLength: 12 },
        ),
        fc.uniqueArray(fc.nat(400), { maxLength: 4 }),
        async (texts, cuts) => {
          await writeFile(file, texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));
          const starts = [...new Set([0, ...cuts])].sort((one, other) => one - other);
          const found: string[] = [];
          for (const [index, at] of starts.entries()) {
            const from = at === 0 ? { at, skip: 0, items: 0 } : { at, skip: 0 };
            const to = starts[index + 1] ?? Number.POSITIVE_INFINITY;
            const part = jsonLinesReader.read(file, new AbortController().signal, {
              from,
              to,
              textField: 'text',
            });
            for await (const outcome of part) if ('text' in outcome) found.push(outcome.text);
          }
          expect(found).toEqual(texts);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads compressed files, and goes on behind a damaged gzip member', async () => {
    const line = (text: string) => Buffer.from(`${JSON.stringify({ text })}\n`);
    const folder = await temporaryFolder();
    const bad = gzipSync(Buffer.concat([line('Дуюм'), Buffer.alloc(500, 'x')]));
    bad.fill(0xff, 20, 40);
    await writeFile(
      join(folder, 'a.jsonl.gz'),
      Buffer.concat([gzipSync(line('Якум')), bad, gzipSync(line('Сеюм'))]),
    );
    await writeFile(
      join(folder, 'a.jsonl.zst'),
      zstdCompressSync(Buffer.concat([line('Якум'), line('Сеюм')])),
    );
    const read = async (name: string) => {
      const outcomes = await collect(jsonLinesReader.read(join(folder, name), new AbortController().signal));
      return outcomes.map((outcome) => ('text' in outcome ? outcome.text : outcome.reason));
    };
    expect(await read('a.jsonl.gz')).toEqual(['Якум', 'damaged-compression', 'Сеюм']);
    expect(await read('a.jsonl.zst')).toEqual(['Якум', 'Сеюм']);
    // Names lie.
    await writeFile(join(folder, 'b.jsonl'), gzipSync(line('Якум')));
    await writeFile(join(folder, 'b.jsonl.gz'), line('Якум'));
    await writeFile(join(folder, 'c.jsonl.gz'), zstdCompressSync(line('Якум')));
    for (const name of ['b.jsonl', 'b.jsonl.gz', 'c.jsonl.gz'])
      expect(await read(name), name).toEqual(['Якум']);
  });
});
