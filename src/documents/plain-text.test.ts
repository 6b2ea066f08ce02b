import { describe, expect, it } from 'vitest';
import { plainTextReader } from './plain-text.ts';
import { readBytes } from './testing/read-file.ts';

const text = 'Салом, дӯстон!\nИн забони тоҷикӣ аст.';

describe('plainTextReader', () => {
  it('reads UTF-8, with or without a byte-order mark', async () => {
    expect(await readBytes(plainTextReader, text)).toEqual([{ text, metadata: { encoding: 'utf-8' } }]);
    expect(await readBytes(plainTextReader, `\uFEFF${text}`)).toEqual([
      { text, metadata: { encoding: 'utf-8' } },
    ]);
  });

  it('reads UTF-16 by its byte-order mark', async () => {
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    expect(await readBytes(plainTextReader, little)).toEqual([{ text, metadata: { encoding: 'utf-16le' } }]);
    const big = Buffer.from(little).swap16();
    expect(await readBytes(plainTextReader, big)).toEqual([{ text, metadata: { encoding: 'utf-16be' } }]);
  });

  it('takes what is not UTF-8 for Windows-1251', async () => {
    const bytes = Buffer.from([0xd1, 0xe0, 0xeb, 0xee, 0xec]);
    expect(await readBytes(plainTextReader, bytes)).toEqual([
      { text: 'Салом', metadata: { encoding: 'windows-1251' } },
    ]);
  });

  it('rejects an empty file, white space and binary data, each with its reason', async () => {
    const reasons = async (content: string | Uint8Array) =>
      (await readBytes(plainTextReader, content)).map((outcome) => 'reason' in outcome && outcome.reason);
    expect(await reasons('')).toEqual(['empty-file']);
    expect(await reasons(' \n\n ')).toEqual(['no-text']);
    expect(await reasons(new Uint8Array([80, 75, 3, 4, 0, 0]))).toEqual(['not-text']);
  });
});
