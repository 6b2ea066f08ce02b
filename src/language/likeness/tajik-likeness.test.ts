import { describe, expect, it } from 'vitest';
import { textLikeness } from './tajik-likeness.ts';

describe('textLikeness', () => {
  it('is the same for Unicode, an old font and typing without Tajik letters', () => {
    const likeness = textLikeness('Ҷумҳурии Тоҷикистон');
    expect(likeness).toBeGreaterThan(3);
    expect(textLikeness('Љумњурии Тољикистон')).toBe(likeness);
    expect(textLikeness('Чумхурии Точикистон')).toBe(likeness);
  });

  it.each([
    'Я хочу жить в большом городе',
    'Ўзбекистон Республикаси Президентининг қарори',
    'Київ є столицею України',
    'Њихова љубав је била велика',
    'Кыргыз тили эң бай тилдердин бири',
  ])('is below 0 for %s', (line) => {
    expect(textLikeness(line)).toBeLessThan(0);
  });
});
