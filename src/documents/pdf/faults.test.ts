import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InterruptedError } from '../../core/errors.ts';
import { temporaryFolder } from '../../core/testing/temporary-folder.ts';
import type { ReadOutcome } from '../reader.ts';
import { packedStream as packed, pagesOf, stream, tinyPdf } from '../testing/tiny-pdf.ts';
import { type PdfLimits, pdfLimits } from './file/limits.ts';
import { readPdf } from './reader.ts';

const withoutRecognition = async () => undefined;

async function read(
  content: Uint8Array,
  limits: Partial<PdfLimits> = {},
  signal = new AbortController().signal,
): Promise<ReadOutcome> {
  const path = join(await temporaryFolder(), 'file.pdf');
  await writeFile(path, content);
  return readPdf(path, signal, { limits: { ...pdfLimits, ...limits }, find: withoutRecognition });
}

const plainPage = (text: string) => stream(`BT /F 12 Tf 50 780 Td (${text}) Tj ET`);

describe('a hostile or damaged PDF', () => {
  it('of more pages than any book is rejected before they are read', async () => {
    const pages = Array<string[]>(10_000).fill([]);
    expect(await read(tinyPdf({ pages }))).toEqual({
      reason: 'pdf-too-long',
      value: `10000 pages, at most ${pdfLimits.pages}`,
    });
  });

  it('with a picture of ten billion dots is known as a scan without drawing it', async () => {
    const picture = { width: 100_000, height: 100_000, dots: Uint8Array.of(0) };
    const outcome = await read(tinyPdf({ pages: [[], []], picture }));
    expect(outcome).toEqual({ reason: 'scanned-pdf', value: '2 of 2 pages are pictures without text' });
  });

  it('with objects nested a hundred thousand deep is rejected or read, not a crash', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const outcome = await read(pagesOf([stream(`${deep} TJ`), plainPage('Whole page')]));
    expect(outcome).toMatchObject({ text: expect.stringContaining('Whole page') });
  });

  it('whose page unpacks to gigabytes loses that page only', async () => {
    const bomb = packed(Buffer.alloc(256 * 1024 * 1024, '0 '));
    const limits = { memoryBytes: 128 * 1024 * 1024, pageMs: 4000 };
    const outcome = await read(pagesOf([plainPage('First page'), bomb, plainPage('Third page')]), limits);
    expect(outcome).toMatchObject({ metadata: { pages: 3, failedPages: '2' } });
    expect(outcome).toMatchObject({ text: expect.stringMatching(/First page\s+Third page/) });
  });

  it('that costs too much page after page is given up', async () => {
    const bomb = packed(Buffer.alloc(40 * 1024 * 1024, '(a) Tj '));
    const outcome = await read(pagesOf([bomb, bomb, bomb, bomb]), { pageMs: 1200, lostThreads: 2 });
    expect(outcome).toEqual({ reason: 'pdf-too-costly', value: expect.stringContaining('2 of 2 pages') });
  });

  it('with a table of objects that points nowhere is read all the same', async () => {
    const text = tinyPdf({ pages: [['Матни дуруст']] }).toString('latin1');
    const damaged = text.replace(/\d{10} 00000 n/g, '0000000007 00000 n');
    expect(await read(Buffer.from(damaged, 'latin1'))).toMatchObject({ text: 'Матни дуруст' });
  });

  it('with a page of which parts are missing keeps the others', async () => {
    const contents = [plainPage('First page'), '<< /Nothing true >>', plainPage('Third page')];
    const outcome = await read(pagesOf(contents));
    expect(outcome).toMatchObject({ metadata: { pages: 3 } });
    expect(outcome).toMatchObject({ text: expect.stringMatching(/First page\s+Third page/) });
  });

  it('stops at once when interrupted', async () => {
    const bomb = packed(Buffer.alloc(100 * 1024 * 1024, '(a) Tj '));
    const controller = new AbortController();
    const reading = read(pagesOf([bomb]), {}, controller.signal);
    setTimeout(() => controller.abort(new InterruptedError()), 300);
    const started = performance.now();
    await expect(reading).rejects.toThrow(InterruptedError);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
