import { expect, it } from 'vitest';
import { wordsOf } from './words-of.ts';

it('reads an answer aloud without its marking and without code', () => {
  expect(
    wordsOf('# Сар\n\n**Як** ва\n- ду\n- се\n\n```\nx = 1\n```\n\n| а | б |\n|---|---|\n| 1 | 2 |'),
  ).toBe('Сар\nЯк ва\nду\nсе\nа, б\n1, 2');
});
