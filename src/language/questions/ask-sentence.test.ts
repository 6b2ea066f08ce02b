import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askSentence } from './ask-sentence.ts';

const asked = (sentence: string) => askSentence(sentence).map(({ question, answer }) => [question, answer]);

describe('questions in place', () => {
  it('ask for a number with its unit', () => {
    expect(asked('Як дараҷаи арз дар рӯйи Замин ба тақрибан 111 километр баробар мебошад.')).toEqual([
      ['Як дараҷаи арз дар рӯйи Замин ба чанд километр баробар мебошад?', 'тақрибан 111 километр'],
    ]);
  });

  it('ask for a year with «кай», and with «кадом сол» behind what binds it', () => {
    expect(asked('Соли 1925 Лоҳутӣ ба шаҳри Душанбе омад.')).toContainEqual([
      'Кай Лоҳутӣ ба шаҳри Душанбе омад?',
      'Соли 1925',
    ]);
    expect(asked('Моҳи июли соли 1969 Нил Армстронг ба Моҳ қадам ниҳод.')).toContainEqual([
      'Моҳи июли кадом сол Нил Армстронг ба Моҳ қадам ниҳод?',
      'соли 1969',
    ]);
  });

  it('ask which city, river or century', () => {
    expect(asked('Дарёи Нил аз ҷануб ба шимол ҷорӣ шуда, аз биёбон мегузарад.')[0]?.[0]).toBe(
      'Кадом дарё аз ҷануб ба шимол ҷорӣ шуда, аз биёбон мегузарад?',
    );
  });

  it('ask who did it, and why', () => {
    expect(asked('Ибни Сино дар фалсафа асари бузурги «Шифо»-ро навишт.')).toEqual([
      ['Кӣ дар фалсафа асари бузурги «Шифо»-ро навишт?', 'Ибни Сино'],
    ]);
    expect(asked('Бе имзо ариза эътибор надорад, зеро маълум намешавад, ки хоҳишро кӣ кардааст.')).toEqual([
      ['Чаро бе имзо ариза эътибор надорад?', 'зеро маълум намешавад, ки хоҳишро кӣ кардааст'],
    ]);
  });

  it('leave the second statement of a sentence out of the question', () => {
    expect(
      asked('Афғонистон тақрибан 650 ҳазор километри мураббаъ масоҳат дорад ва ба баҳр роҳ надорад.'),
    ).toEqual([
      ['Афғонистон чанд километри мураббаъ масоҳат дорад?', 'тақрибан 650 ҳазор километри мураббаъ'],
    ]);
  });

  it('ask nothing of a sentence that leans on another, nor of two numbers at once', () => {
    expect(asked('Он соли 1925 ба шаҳри Душанбе омад.')).toEqual([]);
    expect(asked('Дар ин деҳа 120 хонанда мехонад.')).toEqual([]);
    expect(asked('Дар мактаби мо 120 хонанда ва 14 нафар омӯзгор ҳаст.')).toEqual([]);
    expect(asked('Масъалаи 25 дар синфи 7 бисёр осон аст.')).toEqual([]);
  });

  it('always answer with words of the sentence, at the place that is named', () => {
    const words = fc.constantFrom(
      'соли 1991',
      'дарёи Вахш',
      '70 километр',
      'аст',
      'ва',
      'зеро',
      'мактаб',
      'дорад,',
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 5, maxLength: 15 }), (parts) => {
        const sentence = `Дар ${parts.join(' ')}.`;
        for (const { answer, start, end, question } of askSentence(sentence)) {
          expect(sentence.slice(start, end)).toBe(answer);
          expect(question.endsWith('?')).toBe(true);
        }
      }),
    );
  });
});
