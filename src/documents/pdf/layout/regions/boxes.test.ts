import { expect, it } from 'vitest';
import { plainStyle, tableLines } from '../../../testing/made-pages/pages.ts';
import { setColumn } from '../../../testing/made-pages/typeset.ts';
import { village } from '../../../testing/made-pages/village.ts';
import { readTiny } from '../../../testing/read-tiny-pdf.ts';

const note = ['Оё медонед?', 'Ниҳол дар соли', 'сеюм мева медиҳад.'];

async function textOf(drawn: string) {
  const above = setColumn(village, { x: 50, top: 770, bottom: 700, width: 495 }, plainStyle);
  const narrow = { x: 50, top: above.y, bottom: above.y - 6 * plainStyle.leading, width: 340 };
  const beside = setColumn(above.rest, narrow, plainStyle, true);
  const below = setColumn(beside.rest, { x: 50, top: beside.y, bottom: 60, width: 495 }, plainStyle, true);
  const boxed = note.map((text, index) => ({ text, size: 10, x: 420, y: above.y - 20 - 12.5 * index }));
  const lines = [above.lines, beside.lines].flat(2);
  const frame = drawn.replace('TOP', String(above.y - 70));
  const { text } = await readTiny({
    pages: [[...lines, ...boxed, ...below.lines.flat()]],
    isProportional: true,
    drawn: frame,
  });
  const prose = [...above.text, ...beside.text, ...below.text].join(' ');
  return { text: text.replace(/\s+/g, ' '), prose };
}

it.each([
  ['a frame', '410 TOP 130 66 re S'],
  ['a coloured ground', 'q 0.9 g 410 TOP 130 66 re f Q'],
])('three lines in %s are in no sentence of the text beside them', async (_, drawn) => {
  const { text, prose } = await textOf(drawn);
  const box = note.join(' ');
  expect(text).toContain(box);
  expect(text.replace(`${box} `, '')).toBe(prose);
  expect(text.slice(0, text.indexOf(box)).trimEnd()).toMatch(/\.$/);
});

const sentences = [
  ['Гандум', 'Дар баҳор мекоранд ва дар тобистон медараванд'],
  ['Пахта', 'Гармӣ ва оби бисёрро дӯст медорад'],
  ['Шолӣ', 'Дар заминҳои пуроби водӣ мерӯяд'],
  ['Ҷав', 'Дар кӯҳҳо низ мепазад ва ба хунукӣ тоб меорад'],
  ['Лубиё', 'Хокро бой мегардонад ва ба замин нерӯ мебахшад'],
];

it('what stands between drawn lines is a table, also where its cells are sentences', async () => {
  const above = setColumn(village.slice(0, 2), { x: 50, top: 770, bottom: 500, width: 495 }, plainStyle);
  const y = above.y - 24;
  const rows = tableLines(sentences, { x: 50, y, size: 10, leading: 18 }, [0, 60]);
  const level = Array.from(
    { length: 6 },
    (_, row) => `45 ${y + 13 - 18 * row} m 540 ${y + 13 - 18 * row} l S`,
  );
  const upright = [45, 104, 540].map((x) => `${x} ${y + 13} m ${x} ${y + 13 - 90} l S`);
  const { text } = await readTiny({
    pages: [[...above.lines.flat(), ...rows]],
    isProportional: true,
    drawn: [...level, ...upright].join('\n'),
  });
  expect(text).toContain(sentences.map((row) => row.join(' | ')).join('\n'));
});
