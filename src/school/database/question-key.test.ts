import { describe, expect, it } from 'vitest';
import { questionKey } from './question-key.ts';

const same = (one: string, other: string) => questionKey([one]) === questionKey([other]);

describe('the key of a question', () => {
  it.each([
    ['Пойтахти Тоҷикистон кадом шаҳр аст?', 'пойтахти точикистон кадом шахр'],
    ['Акварел — чист?', 'Акварел чӣ аст?'],
    ['Рельеф чист?', 'Релеф чист?'],
    ['Фанни ин дарс кадом аст?', 'Фани ин дарс кадом аст'],
    ['Салом! Лутфан гӯед, Рӯдакӣ кист?', 'Рудаки кист'],
    ['«Такрор» чист?', 'Такрор чист'],
    ['2/4+1/4 чанд аст?', '2/4 + 1/4 чанд?'],
  ])('is the same for %j and %j', (one, other) => {
    expect(same(one, other)).toBe(true);
  });

  it.each([
    ['2/4 + 1/4 чанд аст?', '2/4 - 1/4 чанд аст?'],
    ['3,5 + 1 чанд аст?', '35 + 1 чанд аст?'],
    ['Пойтахти Тоҷикистон кадом аст?', 'Пойтахти Ӯзбекистон кадом аст?'],
    ['Кадом феъл ба Спряжение II дохил мешавад?', 'Кадом феъл ба Спряжение I дохил мешавад?'],
    ['Кадом об меҷӯшад?', 'Кадом об намеҷӯшад?'],
    ['Кӣ Рӯдакиро ситоиш кард?', 'Рӯдакӣ киро ситоиш кард?'],
    ['Электрон чист?', 'Электрод чист?'],
  ])('differs for %j and %j', (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  it('counts what was asked before, and is empty for a question without words', () => {
    expect(questionKey(['Феъл чист?', 'Чаро?'])).not.toBe(questionKey(['Исм чист?', 'Чаро?']));
    expect(questionKey(['?!'])).toBe('');
  });
});
