import { describe, expect, it } from 'vitest';
import { readTerms, writeTerms } from './term-lines.ts';

describe('terms in lines', () => {
  it('come back as they were, and a line without an explanation is none', () => {
    const terms = [
      { term: 'пирях', definition: 'яхи кӯҳ: об намешавад' },
      { term: 'дарё', definition: 'оби равон' },
    ];
    expect(readTerms(writeTerms(terms))).toEqual(terms);
    expect(readTerms('пирях\n: шарҳ\nдарё:  \n')).toEqual([]);
  });
});
