import { expect, it } from 'vitest';
import { plainStyle } from '../../../testing/made-pages/pages.ts';
import { setColumn } from '../../../testing/made-pages/typeset.ts';
import { village } from '../../../testing/made-pages/village.ts';
import { readTiny } from '../../../testing/read-tiny-pdf.ts';

/** Boxes of a diagram, each with its words, in the order in which a drawing program writes them. */
const boxes = [
  { x: 310, y: 372, words: ['Гул', 'ва мева'] },
  { x: 120, y: 520, words: ['Тухм', 'дар хок'] },
  { x: 118, y: 372, words: ['Барг', 'мерезад'] },
  { x: 300, y: 470, words: ['Ниҳол', 'бо ду барг'] },
  { x: 130, y: 420, words: ['Дарахти', 'ҷавон'] },
  { x: 220, y: 448, words: ['Борон', 'ва офтоб'] },
];

it('words of a diagram are read box by box, in the order of drawing', async () => {
  const above = setColumn(village.slice(0, 3), { x: 50, top: 770, bottom: 560, width: 495 }, plainStyle);
  const below = setColumn(village.slice(3), { x: 50, top: 320, bottom: 60, width: 495 }, plainStyle);
  const labels = boxes.flatMap(({ x, y, words }) =>
    words.map((text, line) => ({ text, x, y: y - 10 * line, size: 8 })),
  );
  for (const lines of [
    [...above.lines.flat(), ...labels, ...below.lines.flat()],
    [...labels, ...above.lines.flat(), ...below.lines.flat()],
  ]) {
    const { text } = await readTiny({ pages: [lines], isProportional: true });
    expect(text).not.toContain('|');
    expect(text).toContain(boxes.flatMap(({ words }) => words).join('\n'));
    const prose = text.replace(/\s+/g, ' ');
    expect(prose).toContain(above.text.join(' '));
    expect(prose).toContain(below.text.join(' '));
  }
});
