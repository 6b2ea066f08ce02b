import { describe, expect, it } from 'vitest';
import { stemWord } from './stem-word.ts';

describe('stemWord', () => {
  it.each([
    ['китобҳоямонро', 'китоб'],
    ['мактабҳои', 'мактаб'],
    ['донишомӯзон', 'донишомӯз'],
    ['Тоҷикистонро', 'тоҷикистон'],
    ['Душанбеи', 'душанбе'],
    ['вақти', 'вақт'],
    ['тоҷикиро', 'тоҷикӣ'],
    ['хонаҳоямро', 'хона'],
    ['бузургтарин', 'бузург'],
    ['мекунанд', 'кард'],
    ['намекунад', 'кард'],
    ['кардаанд', 'кард'],
    ['кардан', 'кард'],
    ['наравед', 'рафт'],
    ['гӯяд', 'гуфт'],
    ['мепурсам', 'пурсид'],
  ])('takes %s to %s', (word, stem) => {
    expect(stemWord(word)).toBe(stem);
  });

  it.each(['забон', 'одам', 'мардум', 'қалам', 'баҳор', 'соат', 'Эрон', 'имрӯз', 'барои', 'дӯст'])(
    'leaves %s whole',
    (word) => {
      expect(stemWord(word)).toBe(word.toLowerCase());
    },
  );

  it('leaves other languages alone', () => {
    expect(stemWord('running')).toBe('running');
    expect(stemWord('2024')).toBe('2024');
  });
});
