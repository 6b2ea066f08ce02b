import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutTajikLetters } from './letters.ts';
import { restoreLetters } from './restore-text.ts';

describe('restoreLetters', () => {
  it('puts the letters back and says how sure it is', () => {
    const { text, changes } = restoreLetters('Ман мехохам ба Точикистон равам');
    expect(text).toBe('Ман мехоҳам ба Тоҷикистон равам');
    expect(changes.map(({ offset, before, after }) => [offset, before, after])).toEqual([
      [4, 'мехохам', 'мехоҳам'],
      [15, 'Точикистон', 'Тоҷикистон'],
    ]);
    for (const { confidence } of changes) expect(confidence).toBeGreaterThan(0.9);
  });

  it('decides и and ӣ by the words around', () => {
    expect(restoreLetters('Вай забони точикиро медонад, забони точики зебост').text).toBe(
      'Вай забони тоҷикиро медонад, забони тоҷикӣ зебост',
    );
  });

  it('writes foreign names by their sounds, without ӣ', () => {
    expect(restoreLetters('Вай бо хонум Келли Хендерсон мулокот кард').text).toBe(
      'Вай бо хонум Келли Ҳендерсон мулоқот кард',
    );
  });

  it('reads what people type for a letter', () => {
    expect(restoreLetters('Джумхурии Тоджикистон').text).toBe('Ҷумҳурии Тоҷикистон');
    expect(restoreLetters("к'ахвахона ва маг'оза").text).toBe('қаҳвахона ва мағоза');
    expect(restoreLetters('забони точикй').text).toBe('забони тоҷикӣ');
  });

  it('lists a word once, with its offset in the text as it was given', () => {
    const text = "к'ахвахона ва Тоджикистон";
    const { changes } = restoreLetters(text);
    expect(changes.map(({ offset, before, after }) => [text.indexOf(before) === offset, after])).toEqual([
      [true, 'қаҳвахона'],
      [true, 'Тоҷикистон'],
    ]);
  });

  it('keeps capitals', () => {
    expect(restoreLetters('ЧУМХУРИИ ТОЧИКИСТОН').text).toBe('ҶУМҲУРИИ ТОҶИКИСТОН');
  });

  it.each([
    'Я хочу жить в большом городе, где много красивых улиц и парков',
    'Він хоче жити у великому місті, де багато гарних вулиць',
    'Мен чоң шаарда жашагым келет, анткени ал жакта мектеп бар',
    'The quick brown fox jumps over the lazy dog',
  ])('leaves another language: %s', (line) => {
    expect(restoreLetters(line)).toEqual({ text: line, changes: [] });
  });

  it('leaves Russian words inside Tajik', () => {
    expect(restoreLetters('Чавонон дар Москва жилой дом мехаранд').text).toBe(
      'Ҷавонон дар Москва жилой дом мехаранд',
    );
  });

  it('leaves a line that is typed with its letters', () => {
    const line = 'Ҳукумати Ҷумҳурии Тоҷикистон дар бораи гули кишвар қарор қабул кард';
    expect(restoreLetters(line).changes).toEqual([]);
  });

  it('changes only г и к у х ч, one for one, where nothing is substituted', () => {
    const letters = fc.constantFrom(...'абвгдезийклмнопрстуфхчшюяГИКУХЧ ,.-\n');
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 80 }), (text) => {
        const { text: restored, changes } = restoreLetters(text);
        if (restored.length !== text.length || /й/.test(text)) return;
        expect(withoutTajikLetters(restored)).toBe(text);
        for (const { offset, before } of changes) expect(text.startsWith(before, offset)).toBe(true);
      }),
    );
  });

  it('takes text of any kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(typeof restoreLetters(text).text).toBe('string');
      }),
    );
  });
});
