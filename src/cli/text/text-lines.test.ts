import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../core/errors.ts';
import { textLines } from './text-lines.ts';

const tajik = 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд.';

/** The lines of these bytes, given in pieces of a few bytes as a pipe may. */
async function linesOf(content: string | Uint8Array, pieceBytes = 5): Promise<string[]> {
  async function* pieces() {
    const bytes = Buffer.from(content);
    for (let start = 0; start < bytes.length; start += pieceBytes)
      yield bytes.subarray(start, start + pieceBytes);
  }
  const lines: string[] = [];
  for await (const line of textLines(pieces(), 'file.txt')) lines.push(line);
  return lines;
}

/** The error that these bytes give. */
async function errorOf(content: string | Uint8Array): Promise<BadInputError> {
  const error = await linesOf(content).catch((thrown: unknown) => thrown);
  if (!(error instanceof BadInputError)) throw new Error('The bytes were taken for text.');
  return error;
}

describe('textLines', () => {
  it('gives the lines whatever ends them and wherever the pieces are cut', async () => {
    const lines = await linesOf(`\uFEFF${tajik}\r\nдуюм\n\nохирин`);
    expect(lines).toEqual([tajik, 'дуюм', '', 'охирин']);
    expect(await linesOf('як\rду\n')).toEqual(['як', 'ду']);
    expect(await linesOf('')).toEqual([]);
  });

  it('names the encoding of Windows-1251 and how to convert it', async () => {
    const bytes = Buffer.from(
      [...tajik.replaceAll('ҳ', 'х').replaceAll('қ', 'к').replaceAll('Ҳ', 'Х')].map(windows1251),
    );
    const error = await errorOf(bytes);
    expect(error).toMatchObject({ file: 'file.txt', place: 'line 1' });
    expect(error.message).toContain('windows-1251');
    expect(error.remedy).toContain('iconv -f WINDOWS-1251');
  });

  it.each([
    ['a binary file', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0xff, 0xfe]), 'binary'],
    ['zero bytes', Buffer.alloc(64), 'zero bytes'],
    ['UTF-16', Buffer.from(`\uFEFF${tajik}`, 'utf16le'), 'utf-16le'],
    ['lost letters', tajik.replaceAll('ҳ', '\uFFFD'), 'U+FFFD'],
    ['escaped bytes', '\\xD0\\x94\\xD0\\xB0\\xD1\\x80', 'escapes'],
  ])('refuses %s', async (_, content, sign) => {
    expect((await errorOf(content)).message).toContain(sign);
  });

  it('refuses a text that lost one letter a line', async () => {
    const error = await errorOf(`${tajik}\uFFFD\n`.repeat(3));
    expect(error).toMatchObject({ place: 'line 2' });
  });
});

function windows1251(letter: string): number {
  const code = letter.charCodeAt(0);
  return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
}
