import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/seeded-random.ts';
import { gradeTyped } from '../grading/grade-typed.ts';
import { arbitraryItem } from '../testing/arbitrary-items.ts';
import { answerText } from './answer-text.ts';
import { shortKey, showItem } from './show-item.ts';
import { shuffleItem } from './shuffle-item.ts';

const kinds = ['single-choice', 'several-right', 'matching', 'order', 'number', 'short-text', 'gap'] as const;

describe.each(kinds)('a shuffled item of the kind %s', (kind) => {
  it('has the same entries and the same right answer', () => {
    fc.assert(
      fc.property(arbitraryItem(kind), fc.nat(), (item, seed) => {
        const shuffled = shuffleItem(item, seededRandom(seed));
        expect([...showItem(shuffled).options].sort()).toEqual([...showItem(item).options].sort());
        const text = (one: string) => one.replace(/(?<=^|; )[A-J]\) /gu, '');
        const parts = (one: string) => text(one).split('; ').sort();
        expect(parts(answerText(shuffled))).toEqual(parts(answerText(item)));
      }),
    );
  });

  it('is graded right when its printed key is typed', () => {
    if (!['single-choice', 'several-right', 'matching', 'order'].includes(kind)) return;
    fc.assert(
      fc.property(arbitraryItem(kind), fc.nat(), (item, seed) => {
        const shuffled = shuffleItem(item, seededRandom(seed));
        // Options in which a letter stands alone may be read as texts.
        fc.pre(showItem(item).options.every((one) => !/(?<!\p{L})\p{L}(?!\p{L})/u.test(one)));
        expect(gradeTyped(shuffled, shortKey(shuffled))).toMatchObject({ isRight: true, share: 1 });
      }),
    );
  });

  it('shows no key', () => {
    fc.assert(
      fc.property(arbitraryItem(kind), (item) => {
        expect(Object.keys(showItem(item)).sort()).toEqual(
          ['id', 'kind', 'left', 'options', 'question', 'subject', 'topic', 'unit', 'version'].sort(),
        );
      }),
    );
  });
});
