import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sharedFolder } from '../../../core/configuration.ts';
import { exists } from '../../../core/files.ts';
import { temporaryFolder } from '../../../core/testing/temporary-folder.ts';
import { tinyPdf } from '../../testing/tiny-pdf.ts';
import { readPdf } from '../reader.ts';
import { runProgram } from './programs.ts';
import { findRecogniser, parseWords, type Recogniser } from './recognition.ts';

const { signal } = new AbortController();
const textbook = join(sharedFolder(), 'data/documents/pdf/geography-grade-8-textbook.pdf');
const installed = await findRecogniser(signal);
if (!installed)
  process.stderr.write(
    'Skips reading a scan: tesseract with its model tgk, or pdftoppm, is not installed.\n',
  );

const whitePage = { width: 60, height: 84, dots: new Uint8Array(60 * 84).fill(255) };

async function fileOf(content: Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), 'file.pdf');
  await writeFile(path, content);
  return path;
}

it('tells how many pages of a book are pictures that could not be read', async () => {
  const path = await fileOf(tinyPdf({ pages: [['Матни хонда шуда'], [], []], picture: whitePage }));
  const outcome = await readPdf(path, signal, { find: async () => undefined });
  expect(outcome).toMatchObject({
    text: 'Матни хонда шуда',
    metadata: { pages: 3, scannedPages: 2, recognisedPages: 0 },
  });
});

it('sets recognised words like the text of a file, page by page', async () => {
  const words = (text: string, y: number) =>
    text
      .split(' ')
      .map((word, index) => ({ text: word, x: 50 + 60 * index, y, width: 56, height: 12, font: '' }));
  const recogniser: Recogniser = {
    name: 'test',
    read: async (_, { number }) => ({
      items: [...words(`Саҳифаи ${number} дар бораи мак-`, 100), ...words('таби миёна аст.', 114)],
      confidence: 90 + number,
    }),
  };
  const path = await fileOf(tinyPdf({ pages: [[], []], picture: whitePage }));
  expect(await readPdf(path, signal, { find: async () => recogniser })).toEqual({
    text: 'Саҳифаи 1 дар бораи мактаби миёна аст.\n\nСаҳифаи 2 дар бораи мактаби миёна аст.',
    pageStarts: [0, 40],
    metadata: {
      pages: 2,
      scannedPages: 2,
      recognisedPages: 2,
      recognitionConfidence: 92,
      recogniser: 'test',
    },
  });
});

it("reads tesseract's table: words on the foot of their line, doubtful ones left out", () => {
  const table = `level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext
4\t1\t1\t1\t1\t0\t100\t200\t300\t40\t-1\t
5\t1\t1\t1\t1\t1\t100\t210\t80\t20\t96\tКитоб
5\t1\t1\t1\t1\t2\t200\t212\t80\t20\t12\t~~
5\t1\t1\t1\t1\t3\t300\t200\t80\t40\t90\tнав`;
  const { items, confidence } = parseWords(table, 0.5);
  expect(confidence).toBe(93);
  expect(items.map(({ text, x, y, height }) => [text, x, y, height])).toEqual([
    ['Китоб', 50, 116, 20],
    ['нав', 150, 116, 20],
  ]);
});

it.skipIf(!installed || !(await exists(textbook)))(
  'reads a scanned page with the tesseract of the system',
  async () => {
    const page = ['-f', '30', '-l', '30'];
    const drawn = await runProgram('pdftoppm', ['-gray', '-r', '150', ...page, textbook], {
      signal,
      limitMs: 30_000,
    });
    const [head = '', width, height] =
      /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(drawn?.output.toString('latin1') ?? '') ?? [];
    const dots = drawn?.output.subarray(head.length) ?? new Uint8Array();
    const picture = { width: Number(width), height: Number(height), dots };
    const outcome = await readPdf(await fileOf(tinyPdf({ pages: [[]], picture })), signal);
    expect(outcome).toMatchObject({
      metadata: { recognisedPages: 1, recogniser: expect.stringContaining('tgk') },
    });
    expect(outcome).toMatchObject({ text: expect.stringMatching(/харита[\s\S]*САВОЛ ВА СУПОРИШ/) });
  },
);
