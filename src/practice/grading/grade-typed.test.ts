import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Item, itemSchema } from '../items/item.ts';
import { gradeTyped } from './grade-typed.ts';
import { labelledFiles, readLabelled } from './labelled/read-labelled.ts';

const common = {
  id: 'one',
  version: 1,
  status: 'approved',
  subject: 'Физика',
  grade: 7,
  topic: null,
  source: null,
  author: 'test',
  question: 'Чанд?',
  why: null,
};
const item = (fields: object): Item => itemSchema.parse({ ...common, ...fields });
const distance = item({ kind: 'number', answer: 1500, unit: 'м', tolerance: 0 });
const capital = item({ kind: 'short-text', answers: ['Душанбе'] });
const planets = item({ kind: 'single-choice', options: ['Миррих', 'Зуҳра', 'Уран', 'Уторид'], answer: 2 });

describe('typed answers', () => {
  it('agree with the labels in at least 99 of 100', () => {
    const answers = labelledFiles.flatMap((name) =>
      readLabelled(join(import.meta.dirname, 'labelled', name)),
    );
    const other = answers.filter((one) => gradeTyped(one.item, one.typed).isRight !== one.isRight);
    expect(answers.length).toBeGreaterThan(2000);
    expect(other.length / answers.length).toBeLessThanOrEqual(0.01);
  });

  it('may name an option by its part, a pair by its text, and say words of the question again', () => {
    const when = item({ kind: 'single-choice', options: ['дар июл', 'дар март ва апрел'], answer: 1 });
    expect(gradeTyped(when, 'март ва апрел').isRight).toBe(true);
    const sense = item({ kind: 'single-choice', options: ['заряд мегирад', 'заряд намегирад'], answer: 0 });
    expect(gradeTyped(sense, 'заряд').understood).toBeNull();
    const pairs = item({ kind: 'matching', left: ['чашм', 'гӯш'], right: ['овоз', 'нур'], answer: [1, 0] });
    expect(gradeTyped(pairs, 'чашм – нур, гуш – овоз')).toMatchObject({
      isRight: true,
      understood: '1-B 2-A',
    });
    const city = item({
      kind: 'short-text',
      question: 'Пойтахти Австралия кадом шаҳр аст?',
      answers: ['Канберра'],
    });
    expect(gradeTyped(city, 'Пойтахти Австралия Canberra аст').isRight).toBe(true);
  });

  it('count neither the wrong thing nor a plain letter for a Tajik one', () => {
    const chicks = item({
      kind: 'number',
      question: 'Дар 12 лона чанд чӯҷа?',
      answer: 36,
      unit: 'чӯҷа',
      tolerance: 0,
    });
    expect(gradeTyped(chicks, '36 лона').isRight).toBe(false);
    expect(gradeTyped(item({ kind: 'short-text', answers: ['ғ'] }), 'г').isRight).toBe(false);
  });

  it('come with what was understood', () => {
    expect(gradeTyped(distance, 'якуним километр')).toEqual({
      isRight: true,
      share: 1,
      understood: '1500 м',
    });
    expect(gradeTyped(distance, 'хазору панчсад').understood).toBe('1500 м');
    expect(gradeTyped(planets, 'с').understood).toBe('C) Уран');
    expect(gradeTyped(capital, 'shahri dushanbe').understood).toBe('Душанбе');
  });

  it('that cannot be read are asked for again', () => {
    for (const typed of ['', '   ', 'намедонам', '1500 ё 1600'])
      expect(gradeTyped(distance, typed).understood).toBeNull();
    expect(gradeTyped(planets, 'A ё C').understood).toBeNull();
  });

  it('never count a denial or another quantity as right', () => {
    expect(gradeTyped(capital, 'Душанбе не').isRight).toBe(false);
    expect(gradeTyped(capital, 'Душанбе нест').isRight).toBe(false);
    expect(gradeTyped(distance, '1500 кг').isRight).toBe(false);
  });

  it('give a share of the parts of matching', () => {
    const pairs = item({ kind: 'matching', left: ['2', '3'], right: ['ду', 'се', 'чор'], answer: [0, 1] });
    expect(gradeTyped(pairs, '1-A 2-C')).toEqual({ isRight: false, share: 0.5, understood: '1-A 2-C' });
  });

  it('never make the grader throw', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('=', '1/0', '10^', '-'),
    );
    fc.assert(
      fc.property(text, (typed) => {
        for (const one of [distance, capital, planets])
          expect(typeof gradeTyped(one, typed).isRight).toBe('boolean');
      }),
    );
  });
});
