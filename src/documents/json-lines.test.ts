import { describe, expect, it } from 'vitest';
import { jsonLinesReader } from './json-lines.ts';
import { readBytes } from './testing/read-file.ts';

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
    expect(outcomes).toEqual([
      { text: 'Якум', address: 'https://example.org/1', metadata: { line: 1, title: 'Сарлавҳа' } },
      { reason: 'bad-json-line', value: expect.stringContaining('line 3: Unknown key "colour"') },
      { reason: 'bad-json-line', value: expect.stringContaining('line 4') },
      { reason: 'bad-json-line', value: expect.stringContaining('line 5: Not valid JSON') },
      { text: 'Сеюм', metadata: { line: 6 } },
    ]);
  });

  it('rejects an empty file', async () => {
    expect(await readBytes(jsonLinesReader, '')).toEqual([{ reason: 'empty-file', value: '0 bytes' }]);
  });
});
