import { describe, expect, it } from 'vitest';
import { readNumbersInText, writeNumbersInText } from './numbers-in-text.ts';

describe('writeNumbersInText', () => {
  it('writes numbers, decimals and ordinals in words', () => {
    expect(writeNumbersInText('Дар 9-уми май, синфи 9-ум 25 хонанда; 3,5 км, 1 200 нафар.')).toBe(
      'Дар нӯҳуми май, синфи нӯҳум бисту панҷ хонанда; се бутуну аз даҳ панҷ км, як ҳазору дусад нафар.',
    );
  });

  it('leaves dates, times, codes and addresses', () => {
    for (const text of ['09.09.1991', 'соати 14:30', 'КТ-2024-5', 'v1.2.3', 'A4', '5G'])
      expect(writeNumbersInText(text)).toBe(text);
  });
});

describe('readNumbersInText', () => {
  it('reads numbers and ordinals back', () => {
    expect(readNumbersInText('Соли як ҳазору нӯҳсаду наваду як, асри бисту якум, синфи сеюм.')).toBe(
      'Соли 1991, асри 21-ум, синфи 3-юм.',
    );
  });

  it('leaves a lone як and other words', () => {
    expect(readNumbersInText('Як рӯз се бародар аз хона баромаданд.')).toBe(
      'Як рӯз 3 бародар аз хона баромаданд.',
    );
  });
});
