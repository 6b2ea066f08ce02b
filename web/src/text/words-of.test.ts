import { expect, it } from 'vitest';
import { withoutMarks, wordsOf } from './words-of.ts';

it('reads an answer aloud without its marking and without code', () => {
  expect(
    wordsOf('# Сар\n\n**Як** ва\n- ду\n- се\n\n```\nx = 1\n```\n\n| а | б |\n|---|---|\n| 1 | 2 |'),
  ).toBe('Сар\nЯк ва\nду\nсе\nа, б\n1, 2');
});

it('does not read the marks of sources aloud, and leaves other brackets', () => {
  expect(withoutMarks('Вахш 524 км дорад. [1] Рӯйхат[2] ва [3].', [1, 2])).toBe(
    'Вахш 524 км дорад. Рӯйхат ва [3].',
  );
});
