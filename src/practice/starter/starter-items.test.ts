import { describe, expect, it } from 'vitest';
import { gradeTyped } from '../grading/grade-typed.ts';
import { entryLetters } from '../grading/tidy-typed.ts';
import { openItemBank } from '../items/bank.ts';
import type { Item } from '../items/item.ts';
import { readStarterItems } from './read-starter-items.ts';

const { items, unseenArticles } = readStarterItems();

/** The key of an item, as a pupil would type it. */
function keyOf(item: Item): string {
  const letters = (places: readonly number[]) => places.map((place) => entryLetters[place]).join(' ');
  switch (item.kind) {
    case 'single-choice':
      return letters([item.answer]);
    case 'number':
      return `${String(item.answer).replace('.', ',')} ${item.unit ?? ''}`;
    case 'short-text':
    case 'gap':
      return item.answers[0] ?? '';
    default:
      return letters(item.answer);
  }
}

describe('starter items', () => {
  it('are drafts, tied to their article', () => {
    expect(items.length).toBeGreaterThan(1400);
    expect(items.every(({ status, source }) => status === 'draft' && source?.section != null)).toBe(true);
    expect(unseenArticles.size).toBeGreaterThan(20);
  });

  it('are graded right when their own key is typed', () => {
    const failed = items.filter((item) => !gradeTyped(item, keyOf(item)).isRight);
    expect(failed.map((item) => [item.id, keyOf(item), gradeTyped(item, keyOf(item)).understood])).toEqual(
      [],
    );
  });

  it('go through an item bank', () => {
    const bank = openItemBank(':memory:');
    bank.put(items);
    const [first] = items;
    if (first === undefined) throw new Error('no items');
    expect(bank.get(first.id)).toEqual(first);
    bank.put([{ ...first, status: 'approved' }]);
    expect(bank.list({ status: 'approved' }).map(({ id }) => id)).toEqual([first.id]);
    expect(() => bank.put([{ ...first, question: 'Дигар?' }])).toThrow('stored with version 1');
    bank.put([{ ...first, question: 'Дигар?', version: 2 }]);
    expect(bank.get(first.id)?.question).toBe('Дигар?');
    expect(bank.get(first.id, 1)?.question).toBe(first.question);
    expect(bank.list()).toHaveLength(items.length);
    bank.close();
  });
});
