import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../../src/school/contract/index.ts';
import { contentOf, draftOf } from './item-lines.ts';

const word = fc.stringMatching(/^[а-яғӣқӯҳҷ]{1,8}$/u);
const words = (from: number, to: number) => fc.uniqueArray(word, { minLength: from, maxLength: to });
const common = {
  id: 'own/1',
  version: 1,
  status: 'draft',
  subject: 'Физика',
  grade: null,
  topic: null,
  source: null,
  author: 'омӯзгор',
  question: 'Чанд?',
  why: null,
} as const;

const back = (item: Item) => ({ ...item, ...contentOf(draftOf(item)) });

describe('an item in lines', () => {
  it('comes back as it was: choices and answers', () => {
    fc.assert(
      fc.property(words(2, 6), fc.nat(), (options, number) => {
        const answer = number % options.length;
        const single: Item = { ...common, kind: 'single-choice', options, answer };
        const several: Item = { ...common, kind: 'several-right', options, answer: [answer] };
        const short: Item = { ...common, kind: 'short-text', answers: options };
        for (const item of [single, several, short]) expect(back(item)).toEqual(item);
      }),
    );
  });

  it('keeps the order and the partners, and shows the parts by the alphabet', () => {
    fc.assert(
      fc.property(words(4, 6), (all) => {
        const item: Item = { ...common, kind: 'order', parts: all, answer: [...all.keys()].reverse() };
        const changed = back(item) as Extract<Item, { kind: 'order' }>;
        expect(changed.answer.map((place) => changed.parts[place])).toEqual([...all].reverse());
        const [one = '', two = '', ...right] = all;
        const pairs: Item = { ...common, kind: 'matching', left: [one, two], right, answer: [1, 0] };
        const matched = back(pairs) as Extract<Item, { kind: 'matching' }>;
        expect(matched.answer.map((place) => matched.right[place])).toEqual([right[1], right[0]]);
        expect([...matched.right].sort()).toEqual([...right].sort());
      }),
    );
  });

  it('reads numbers with a decimal comma', () => {
    const item: Item = { ...common, kind: 'number', answer: 9.8, unit: 'м/с²', tolerance: 0.05 };
    expect(draftOf(item).number).toBe('9,8');
    expect(back(item)).toEqual(item);
  });
});
