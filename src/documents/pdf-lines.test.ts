import { describe, expect, it } from 'vitest';
import { linesOfPage } from './pdf-lines.ts';

const item = (text: string, x: number, y: number) => ({ text, x, y, width: text.length * 6, height: 12 });

describe('linesOfPage', () => {
  it('puts lines in order of height even when the file writes the page number first', () => {
    const lines = linesOfPage([item('20', 50, 40), item('Сатри якум', 50, 700), item('Сатри дуюм', 50, 686)]);
    expect(lines.map(({ text }) => text)).toEqual(['Сатри якум', 'Сатри дуюм', '20']);
  });

  it('joins pieces of a line, with a space only where there is a gap', () => {
    const lines = linesOfPage([item('кито', 50, 700), item('бхона', 74, 700), item('нав', 110, 700)]);
    expect(lines.map(({ text }) => text)).toEqual(['китобхона нав']);
  });

  it('reads two columns one after the other', () => {
    const column = (name: string, x: number) =>
      Array.from({ length: 6 }, (_, index) => item(`${name}${index}`, x, 700 - 14 * index));
    const lines = linesOfPage([...column('а', 50), ...column('б', 300)]);
    expect(lines.map(({ text }) => text).join(' ')).toBe('а0 а1 а2 а3 а4 а5 б0 б1 б2 б3 б4 б5');
  });
});
