import { expect, it } from 'vitest';
import { plainStyle } from '../../testing/made-pages/pages.ts';
import { setColumn } from '../../testing/made-pages/typeset.ts';
import { village } from '../../testing/made-pages/village.ts';
import { readBytes } from '../../testing/read-file.ts';
import { tinyPdf } from '../../testing/tiny-pdf.ts';
import { pdfReader } from '../reader.ts';

const { lines } = setColumn(
  village,
  { x: 50, top: 780, bottom: 60, width: 300 },
  { ...plainStyle, pieces: 'lines' },
);
const texts = lines.map((pieces) => pieces.map(({ text }) => text).join(' '));
const half = Math.ceil(texts.length / 2);

it('is sure of prose', async () => {
  const [outcome, ...losses] = await readBytes(pdfReader, tinyPdf({ pages: [texts] }));
  expect(outcome).toMatchObject({ metadata: { orderConfidence: expect.any(Number) } });
  expect(outcome).not.toHaveProperty('metadata.doubtfulPages');
  expect(losses).toEqual([]);
});

it('names a page whose lines do not follow each other, and keeps its text', async () => {
  const mixed = texts
    .slice(0, half)
    .flatMap((text, index) => [text, ...texts.slice(half + index, half + index + 1)]);
  const outcomes = await readBytes(pdfReader, tinyPdf({ pages: [texts, mixed] }));
  expect(outcomes).toMatchObject([
    { text: expect.any(String), metadata: { doubtfulPages: '2' } },
    { reason: 'doubtful-order', value: 'the lines of pages 2 of 2 may be in a wrong order' },
  ]);
});

it('does not judge verse and lists, whose lines begin with capitals', async () => {
  const verse = Array.from({ length: 20 }, (_, index) => `Мисраи шеъри ${index} дар ин ҷо.`);
  const [outcome] = await readBytes(pdfReader, tinyPdf({ pages: [verse] }));
  expect(outcome).not.toHaveProperty('metadata.orderConfidence');
});
