import { describe, expect, it } from 'vitest';
import { checkOffline } from './check-offline.ts';
import { findWords } from './find-words.ts';
import type { BookWord } from './kept-words.ts';

const entry = (word: string, ru: string, en: string): BookWord => ({
  word,
  meanings: [],
  ru: [ru],
  en: [en],
});
const book = [
  entry('рӯз', 'день', 'day'),
  entry('рӯзгор', 'быт', 'household'),
  entry('ҳафта', 'неделя', 'week'),
  entry('кор', 'дело', 'work'),
  entry('шер', 'лев', 'lion'),
  entry('шеър', 'стихи', 'poem'),
  entry('дӯстӣ', 'дружба', 'friendship'),
  entry('қалъа', 'крепость', 'fortress'),
  entry('ғор', 'пещера', 'cave'),
  entry('гор', 'вымысел', 'invented'),
];
const words = (typed: string) => findWords(book, typed, 5).map(({ word }) => word);

describe('the word book on the device', () => {
  it('finds words without their letters and by their beginning, whole words first', () => {
    expect(words('руз')).toEqual(['рӯз', 'рӯзгор']);
    expect(words('РӮЗГ')).toEqual(['рӯзгор']);
    expect(words(' ')).toEqual([]);
  });

  it('finds Tajik words for Russian and English ones', () => {
    expect(words('неделя')).toEqual(['ҳафта']);
    expect(words('work')).toEqual(['кор']);
  });
});

describe('checking without the server', () => {
  const after = (text: string) => checkOffline(text, book).map((change) => change.after);

  it('restores the letters of words that it knows, with their capital', () => {
    expect(checkOffline('Руз ва хафта', book)).toEqual([
      { offset: 0, before: 'Руз', after: 'Рӯз', kind: 'letter' },
      { offset: 7, before: 'хафта', after: 'ҳафта', kind: 'letter' },
    ]);
  });

  it('leaves alone what it does not know, what is right, and what could be two words', () => {
    expect(after('Рӯз дусти китоб кор гор рузҳо')).toEqual([]);
  });

  it('takes away a space before a mark', () => {
    expect(checkOffline('кор , рӯз', book)).toEqual([{ offset: 3, before: ' ', after: '', kind: 'mark' }]);
  });
});
