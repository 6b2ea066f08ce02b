import { describe, expect, it } from 'vitest';
import { languageFilter } from './language-filter.ts';
import { lengthFilter } from './length-filter.ts';
import { repeatedLinesFilter } from './repeated-lines-filter.ts';
import { repeatedPhrasesFilter } from './repeated-phrases-filter.ts';

const tajik = 'Ҳамаи одамон озод ва аз лиҳози шарафу ҳуқуқ бо ҳам баробар ба дунё меоянд.';

describe('lengthFilter', () => {
  it('keeps texts within the limits and measures the others', () => {
    const { judge } = lengthFilter(3, 5);
    expect(['абв', 'абвгд'].map(judge)).toEqual([undefined, undefined]);
    expect(judge('аб')).toEqual({ reason: 'too-short', value: '2' });
    expect(judge('абвгде')).toEqual({ reason: 'too-long', value: '6' });
  });
});

describe('languageFilter', () => {
  it('keeps Tajik and drops a page that is Russian, saying so', () => {
    const { judge } = languageFilter(['tajik']);
    expect(judge(tajik)).toBeUndefined();
    expect(judge('Все люди рождаются свободными и равными в своём достоинстве и правах.')).toEqual({
      reason: 'not-tajik',
      value: expect.stringMatching(/^russian \(nearest rus, margin \d/),
    });
  });

  it('keeps every language that is named', () => {
    const { judge } = languageFilter(['tajik', 'russian']);
    expect(judge('Все люди рождаются свободными и равными в своём достоинстве.')).toBeUndefined();
    expect(judge('All human beings are born free and equal.')?.reason).toBe('other-language');
  });
});

describe('repeatedLinesFilter', () => {
  const { judge } = repeatedLinesFilter({ lines: 0.3, paragraphs: 0.2 });

  it('drops a text whose lines repeat', () => {
    expect(judge('а\nб\nв\nг')).toBeUndefined();
    expect(judge('а\nб\nа\nа')).toEqual({ reason: 'repeated-lines', value: '0.500' });
  });

  it('drops a text whose paragraphs repeat', () => {
    expect(judge('а\n\nб\n\nв\n\nа')).toEqual({ reason: 'repeated-paragraphs', value: '0.250' });
  });
});

describe('repeatedPhrasesFilter', () => {
  const { judge } = repeatedPhrasesFilter({ twoWords: 0.2, threeWords: 0.18, fourWords: 0.16 });

  it('drops a text made of one phrase and names the phrase', () => {
    const text = Array.from({ length: 30 }, (_, index) => `Салом дӯсти ман ${index}`).join('. ');
    expect(judge(text)).toMatchObject({
      reason: 'repeated-phrase',
      value: expect.stringContaining('салом дӯсти'),
    });
  });

  it('keeps ordinary text, and does not judge short ones', () => {
    const words = Array.from({ length: 80 }, (_, index) => `калима${index}`);
    expect(judge(words.join(' '))).toBeUndefined();
    expect(judge('бале бале бале бале')).toBeUndefined();
  });
});
