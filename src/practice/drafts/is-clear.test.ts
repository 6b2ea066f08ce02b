import { describe, expect, it } from 'vitest';
import { askSentence } from '../../language/index.ts';
import { isClear } from './is-clear.ts';

const clearOf = (sentence: string) =>
  askSentence(sentence)
    .filter(isClear)
    .map(({ question }) => question);

describe('a question cut from a sentence', () => {
  it('is clear where it says what it is about', () => {
    expect(
      clearOf('Обанбори Норак дар соли 1972 ба кор даромад ва шаҳрҳоро бо барқ таъмин кард.'),
    ).toHaveLength(1);
    expect(clearOf('Вахш бузургтарин шохоби дарёи Ому аст.')).toEqual([
      'Вахш бузургтарин шохоби кадом дарё аст?',
    ]);
  });

  it('is left out where it leans on the sentence before', () => {
    for (const sentence of [
      'Завод дар шаҳри Турсунзода ҷойгир шудааст.',
      'Шаҳр дар водии Ҳисор дар баландии 800 метр ҷойгир аст.',
      'У соли 1826 дар шаҳри Бухоро ба дунё омадааст.',
      'Нахустнамоиши филм дар шаҳри Маскав соли 1962 баргузор гардид.',
      'Соли 1948 низ дар Хоруғ мактаби нав кушода шуд.',
    ])
      expect([sentence, clearOf(sentence)]).toEqual([sentence, []]);
  });

  it('never asks «дар куҷо», «чист», or for a name that was cut', () => {
    expect(clearOf('Дар Помир кӯлҳои баландтарини Осиёи Марказӣ ҷой гирифтаанд.')).toEqual([]);
    expect(clearOf('Кофарниҳон дарёи Варзобро ба худ гирифта, ба ҷануб мерезад.')).toEqual([]);
  });
});
