import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { understandQuestion } from './question.ts';
import { placeSentences } from './sentences.ts';
import { foldWord, placedWords } from './word-forms.ts';

const tajik = fc.string({ unit: fc.constantFrom(...'абвғқҳӣӯ АБ.,!?«»–-0123\n;:'), maxLength: 1_500 });

describe('sentences of a page', () => {
  it('are parts of it, in order, trimmed, apart, and none is too long to be shown', () => {
    fc.assert(
      fc.property(fc.oneof(tajik, fc.string({ unit: 'binary', maxLength: 1_000 })), (text) => {
        let end = 0;
        for (const place of placeSentences(text)) {
          const own = text.slice(place.start, place.end);
          expect(place.start).toBeGreaterThanOrEqual(end);
          expect(own !== '' && own.trim() === own && own.length <= 900).toBe(true);
          end = place.end;
        }
      }),
    );
  });

  it('know their paragraph', () => {
    const text = 'Об моеъ аст. Ях сахт аст.\n\nБуғ газ аст.';
    expect(placeSentences(text).map(({ paragraph }) => paragraph)).toEqual([0, 0, 1]);
  });
});

describe('words', () => {
  it('stand where they say', () => {
    fc.assert(
      fc.property(tajik, (text) => {
        for (const { start, end, plain } of placedWords(text)) {
          expect(foldWord(text.slice(start, end))).toBe(plain);
        }
      }),
    );
  });

  it('fold to letters and digits only, so that the index takes each for one word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (word) => {
        expect(foldWord(word)).toMatch(/^[\p{L}\p{N}x]*$/u);
      }),
    );
  });
});

describe('a question', () => {
  it.each([
    ['Қуллаи Исмоили Сомонӣ чанд метр баланд аст?', 'count'],
    ['куллаи исмоили сомони дар кучо', 'where'],
    ['Кӣ асоси таснифро гузошт?', 'who'],
    ['ибни сино кай таваллуд шуд', 'when'],
    ['Чаро осмон кабуд аст?', 'why'],
    ['барои чи комета дум дорад', 'why'],
    ['фотосинтез чист', 'definition'],
    ['обро чи тавр тоза мекунанд', 'how'],
  ])('%s asks for: %s', (text, kind) => {
    expect(understandQuestion(text).kinds).toContain(kind);
  });

  it('is looked for by its own words, not by those that ask', () => {
    const { terms } = understandQuestion('Пойтахти Тоҷикистон кадом шаҳр аст?');
    expect(terms.map(({ surface }) => surface)).toEqual(['Пойтахти', 'Тоҷикистон', 'шаҳр']);
  });

  it.each([
    'poytakhti tojikiston kadom shahr ast',
    'пойтахти точикистон кадом шахр аст',
    'پایتخت تاجیکستان کدام شهر است',
  ])('is understood in any script: %s', (text) => {
    const stems = understandQuestion(text).terms.flatMap((term) => [...term.stems]);
    expect(stems).toEqual(expect.arrayContaining(['пойтахт', 'точикистон', 'шахр']));
  });

  it('of a million letters is cut', () => {
    expect(understandQuestion('об '.repeat(400_000)).terms).toHaveLength(1);
  });
});
