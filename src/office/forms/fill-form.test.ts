import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillForm, nextQuestion } from './fill-form.ts';
import { starterForms } from './starter-forms.ts';

const form = {
  title: 'Варақаи китобхона',
  fields: [
    { key: 'name', label: 'Ному насаб', kind: 'name' },
    { key: 'age', label: 'Синну сол', kind: 'number' },
    { key: 'phone', label: 'Телефон', kind: 'phone' },
    { key: 'colour', label: 'Ранги дӯстдошта', kind: 'choice', choices: ['сурх', 'кабуд'] },
  ],
};

describe('fillForm', () => {
  it('cuts values out of the message as they stand', () => {
    const { values } = fillForm(form, 'Номи ман Рустам Назаров, 14 сол дорам, рақамам 918 12 34 56, сурх.');
    expect(values).toEqual({ name: 'Рустам Назаров', age: '14', phone: '918 12 34 56', colour: 'сурх' });
  });

  it('reads small letters without Tajik ones', () => {
    const { values } = fillForm(form, 'номам гулчехра содикова, 12 солаам');
    expect(values).toMatchObject({ name: 'гулчехра содикова', age: '12', phone: null });
  });

  it('leaves a field empty where two choices stand in the message', () => {
    expect(fillForm(form, 'сурх ё кабуд').values.colour).toBeNull();
  });

  it('asks for the first field that is missing', () => {
    expect(nextQuestion(form, fillForm(form, 'Рустам Назаров, 14 сол дорам'))).toBe(
      'Лутфан, нависед: Телефон?',
    );
    expect(nextQuestion(form, { missing: [] })).toBeUndefined();
  });

  it('never has a value that is not in the message', () => {
    const word = fc.constantFrom(
      'номам',
      'Зарина',
      'Каримова',
      '12',
      'сол',
      'аз',
      'ба',
      'Душанбе',
      'кӯчаи',
      'Айнӣ',
      ',',
      '.',
      '5 май',
      'соати 9',
      '100 сомонӣ',
      'зеро',
      'об',
      'нест',
      '«',
      '»',
      ':',
      '\n',
      'İ',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.constantFrom(...starterForms()), (parts, one) => {
        const message = parts.join(' ');
        const { values, spans } = fillForm(one, message);
        for (const [key, value] of Object.entries(values)) {
          if (value === null) continue;
          const span = spans[key];
          expect(span && message.slice(span.start, span.end)).toBe(value);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('starterForms', () => {
  it('are fifteen, each key once', () => {
    expect(starterForms()).toHaveLength(15);
    for (const { fields } of starterForms())
      expect(new Set(fields.map(({ key }) => key)).size).toBe(fields.length);
  });
});
