import { describe, expect, it } from 'vitest';
import { splitSentences, splitWords } from './words.ts';

describe('splitWords', () => {
  it('keeps hyphenated words whole and leaves punctuation out', () => {
    expect(splitWords('Забони тоҷикӣ — илмию-техникӣ, соли 2024!')).toEqual([
      'Забони',
      'тоҷикӣ',
      'илмию-техникӣ',
      'соли',
      '2024',
    ]);
  });
});

describe('splitSentences', () => {
  it('ends a sentence at a full stop before a capital', () => {
    expect(splitSentences('Ман мехонам. Ту менависӣ! Кӣ омад?')).toEqual([
      'Ман мехонам.',
      'Ту менависӣ!',
      'Кӣ омад?',
    ]);
  });

  it('does not end a sentence after initials and abbreviations', () => {
    expect(splitSentences('Шоир А. Лоҳутӣ дар с. 1887 таваллуд шуд.')).toHaveLength(1);
  });
});
