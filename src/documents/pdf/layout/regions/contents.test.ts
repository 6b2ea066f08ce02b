import { expect, it } from 'vitest';
import { textWidth } from '../../../testing/made-pages/letter-widths.ts';
import { columnsIn, plainStyle, tableLines } from '../../../testing/made-pages/pages.ts';
import { setColumn } from '../../../testing/made-pages/typeset.ts';
import { village } from '../../../testing/made-pages/village.ts';
import { readTiny } from '../../../testing/read-tiny-pdf.ts';
import type { TinyText } from '../../../testing/tiny-pdf.ts';

const contents = [
  ['1', 'Пешгуфтор', '3'],
  ['1.1', 'Деҳа ва мардуми он', '7'],
  ['1.2', 'Боғ ва дарё', '24'],
  ['1.3', 'Мактаби нав', '41'],
  ['1.4', 'Роҳи кӯҳӣ', '63'],
  ['2', 'Луғат', '96'],
] as const;

/** Lines of a table of contents: dots behind all but the first and last name, page numbers set to the right. */
function contentsLines(x: number, y: number, width: number): { lines: TinyText[]; text: string[] } {
  const lines: TinyText[] = [];
  const text: string[] = [];
  for (const [index, [section, name, page]] of contents.entries()) {
    const place = { y: y - 14 * index, size: 10 };
    const hasDots = section.includes('.');
    const room = width - 30 - textWidth(name, 10) - 40;
    const dots = hasDots ? ' .'.repeat(Math.floor(room / textWidth(' .', 10))) : '';
    lines.push({ text: section, x, ...place }, { text: name + dots, x: x + 30, ...place });
    lines.push({ text: page, x: x + width - textWidth(page, 10), ...place });
    text.push(`${section} ${name}${dots} ${page}`);
  }
  return { lines, text };
}

it('a table of contents in the first of two columns does not make them a table', async () => {
  const paragraphs = [...village, ...village];
  const first = setColumn(paragraphs.slice(0, 1), { x: 50, top: 770, bottom: 500, width: 240 }, plainStyle);
  const list = contentsLines(50, first.y - 14, 240);
  const below = { x: 50, top: first.y - 14 - 14 * contents.length - 14, bottom: 60, width: 240 };
  const second = setColumn(paragraphs.slice(1), below, plainStyle);
  const right = setColumn(second.rest, { x: 305, top: 770, bottom: 60, width: 240 }, plainStyle, true);
  const lines = [...first.lines.flat(), ...list.lines, ...second.lines.flat(), ...right.lines.flat()];
  const { text } = await readTiny({ pages: [lines], isProportional: true });
  const words = text.replace(/\s+/g, ' ');
  expect(text).not.toContain('|');
  for (const line of list.text) expect(words).toContain(line);
  const prose = [...second.text, ...right.text].join(' ');
  expect(words).toContain(prose.replace(/\s+/g, ' '));
});

it('numbers in a table without dots stay cells', async () => {
  const { lines } = columnsIn(
    { x: 50, width: 495, top: 770, bottom: 500 },
    { paragraphs: village, columns: 1, gutter: 0, shift: 0, drawn: 'columns', style: plainStyle },
  );
  const rows = contents.map(([, name, page]) => [name, page]);
  const table = tableLines(rows, { x: 50, y: 440, size: 10, leading: 15 }, [0, 300], 'right');
  const { text } = await readTiny({ pages: [[...lines, ...table]], isProportional: true });
  expect(text).toContain(rows.map((row) => row.join(' | ')).join('\n'));
});
