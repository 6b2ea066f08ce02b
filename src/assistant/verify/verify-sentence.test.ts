import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifySentence } from './verify-sentence.ts';

const evidence =
  'Дарозии пиряхи Ванҷях зиёда аз 70 километр аст, ва он дар Помири Тоҷикистон, дар баландии 6000 метр, ҷойгир шудааст.';
const fault = (sentence: string, source = evidence) => {
  const found = verifySentence(sentence, source);
  return found.supported ? 'supported' : found.fault;
};

describe('a sentence is supported', () => {
  it('when it is its evidence, with or without the passage number', () => {
    expect(fault(evidence)).toBe('supported');
    expect(fault(evidence.replace('.', ' [1].'))).toBe('supported');
  });

  it('when a whole clause or unprotected words are left out', () => {
    expect(fault('Дарозии пиряхи Ванҷях зиёда аз 70 километр аст.')).toBe('supported');
    expect(fault('Офтоб ба замин нур мерезад.', 'Офтоб ба замин нури гарм мерезад.')).toBe('other-words');
    expect(fault('Барф зуд об мешавад.', 'Барф дар баҳор зуд об мешавад.')).toBe('supported');
  });
});

describe('a sentence is not supported', () => {
  it('with another number, unit or name', () => {
    expect(fault('Дарозии пиряхи Ванҷях зиёда аз 6000 километр аст.')).toBe('other-words');
    expect(fault('Дарозии пиряхи Ванҷях зиёда аз 70 метр аст.')).not.toBe('supported');
    expect(fault('Дарозии пиряхи Зарафшон зиёда аз 70 километр аст.')).toBe('other-words');
  });

  it('without «зиёда аз», a negation or «танҳо»', () => {
    expect(fault('Дарозии пиряхи Ванҷях 70 километр аст.')).toBe('protected-word-left-out');
    expect(fault('Моҳ нур мепошад.', 'Моҳ нур намепошад.')).toBe('other-words');
    expect(fault('Гирифтро аз минтақаи танг мебинанд.', 'Гирифтро танҳо аз минтақаи танг мебинанд.')).toBe(
      'protected-word-left-out',
    );
  });

  it('without its condition or whose word it is', () => {
    expect(fault('Об ях мекунад.', 'Агар ҳарорат аз сифр паст шавад, об ях мекунад.')).toBe(
      'binding-clause-left-out',
    );
    expect(fault('Замин ҳамвор аст.', 'Баъзеҳо мегӯянд, ки Замин ҳамвор аст.')).not.toBe('supported');
  });

  it('with its words in another order, or from two sentences', () => {
    expect(fault('Сомониён Қарахониёнро шикаст доданд.', 'Қарахониён Сомониёнро шикаст доданд.')).not.toBe(
      'supported',
    );
  });

  it('however a protected word is left out', () => {
    const words = 'Сарбанди Норак дар дарёи Вахш сохта шуда баландии тақрибан 300 метр дорад'.split(' ');
    fc.assert(
      fc.property(
        fc.subarray(
          words.map((_, index) => index),
          { minLength: 3 },
        ),
        (places) => {
          const sentence = `${places.map((place) => words[place]).join(' ')}.`;
          const keeps = ['Норак', 'Вахш', 'тақрибан', '300'].every((word) => sentence.includes(word));
          expect(verifySentence(sentence, `${words.join(' ')}.`).supported).toBe(keeps);
        },
      ),
    );
  });
});
