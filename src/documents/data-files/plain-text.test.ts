import { describe, expect, it } from 'vitest';
import { encodeSingleByte } from '../encoding/decoders.ts';
import { readBytes } from '../testing/read-file.ts';
import { plainTextReader } from './plain-text.ts';

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

  it('tells Windows-1251 and KOI8-T by their letters, also of old Tajik fonts', async () => {
    const inFont = 'Љумњурии Тољикистон, забони тољикї ва ќонун.';
    expect(await readBytes(plainTextReader, encodeSingleByte('windows-1251', inFont))).toEqual([
      { text: inFont, metadata: { encoding: 'windows-1251' } },
    ]);
    const plain = 'Ҷумҳурии Тоҷикистон, забони тоҷикӣ ва қонун.';
    expect(await readBytes(plainTextReader, encodeSingleByte('koi8-t', plain))).toEqual([
      { text: plain, metadata: { encoding: 'koi8-t' } },
    ]);
  });

  it('reads UTF-16 without a byte-order mark', async () => {
    const little = Buffer.from(text, 'utf16le');
    expect(await readBytes(plainTextReader, little)).toEqual([{ text, metadata: { encoding: 'utf-16le' } }]);
  });

  it('rejects an encoding that it cannot tell rather than guess', async () => {
    const latin = Buffer.from('Grüße aus München, schöne Straßen für alle Bürger', 'latin1');
    expect(await readBytes(plainTextReader, latin)).toMatchObject([{ reason: 'unknown-encoding' }]);
    expect(await readBytes(plainTextReader, new Uint8Array([0xd1, 0xe0]))).toMatchObject([
      { reason: 'unknown-encoding' },
    ]);
  });

  it('leaves a line with broken UTF-8 out, with its number, and keeps the rest', async () => {
    const lines = ['Сатри якум аст.', 'Сатри дуюм аст.', 'Сатри сеюм аст.'].map((line) =>
      Buffer.from(`${line}\n`),
    );
    lines[1]?.writeUInt8(0xff, 3);
    expect(await readBytes(plainTextReader, Buffer.concat(lines))).toEqual([
      { reason: 'invalid-utf8', value: 'line 2' },
      { text: 'Сатри якум аст.\nСатри сеюм аст.\n', metadata: { encoding: 'utf-8' } },
    ]);
  });

  it('decodes lines in Windows-1251 between lines in UTF-8', async () => {
    const lines = [
      Buffer.from('Сатри якум аст.\n'),
      encodeSingleByte('windows-1251', 'Сатри дуюм нав аст.\n'),
    ];
    expect(
      await readBytes(
        plainTextReader,
        Buffer.concat([...lines, ...lines.slice(0, 1).flatMap((line) => Array(12).fill(line))]),
      ),
    ).toEqual([
      {
        text: expect.stringContaining('Сатри якум аст.\nСатри дуюм нав аст.'),
        metadata: { encoding: 'utf-8' },
      },
    ]);
  });

  it('cuts a large file at paragraphs and rejects a line without an end', async () => {
    const paragraph = `${'Ин сатри матни дароз аст. '.repeat(40)}\n\n`;
    const many = paragraph.repeat(3500);
    const endless = 'я'.repeat(3 * 1024 * 1024);
    const outcomes = await readBytes(plainTextReader, `${many}${endless}\n${paragraph}`);
    const parts = outcomes.flatMap((outcome) => ('metadata' in outcome ? [outcome.metadata.part] : []));
    expect(parts).toEqual(parts.map((_, index) => index + 1));
    expect(parts.length).toBeGreaterThan(3);
    expect(outcomes.at(-2)).toMatchObject({ reason: 'line-too-long' });
    const texts = outcomes.map((outcome) => ('text' in outcome ? outcome.text : ''));
    expect(texts.join('\n').replace(/\s+/g, '')).toBe(`${many}${paragraph}`.replace(/\s+/g, ''));
  });

  it('rejects an empty file, white space and binary data, each with its reason', async () => {
    const reasons = async (content: string | Uint8Array) =>
      (await readBytes(plainTextReader, content)).map((outcome) => 'reason' in outcome && outcome.reason);
    expect(await reasons('')).toEqual(['empty-file']);
    expect(await reasons(' \n\n ')).toEqual(['no-text']);
    expect(await reasons(new Uint8Array([80, 75, 3, 4, 0, 0]))).toEqual(['not-text']);
  });
});
