import { describe, expect, it } from 'vitest';
import { draftItems } from './draft-items.ts';

const years = [1925, 1931, 1940, 1952].map((year, index) => ({
  printedPage: String(index + 10),
  text: `Соли ${year} дар шаҳри Душанбе ${['театр', 'китобхона', 'донишгоҳ', 'осорхона'][index]}и нав кушода шуд.`,
}));

describe('drafts from a book', () => {
  const items = draftItems({ title: 'Таърих', subject: 'Таърих', grade: 8, pages: years });

  it('have the right answer and three of its type from other pages', () => {
    const [first] = items;
    expect(first).toMatchObject({ status: 'draft', kind: 'single-choice', source: { page: '10' } });
    if (first?.kind !== 'single-choice') throw new Error('no choice');
    expect(first.options[first.answer]).toContain('1925');
    expect(first.options).toHaveLength(4);
  });

  it('have no wrong option that stands in their sentence', () => {
    for (const item of items) {
      if (item.kind !== 'single-choice') continue;
      const wrong = item.options.filter((_, place) => place !== item.answer);
      expect(wrong.some((option) => item.source?.sentence?.includes(option))).toBe(false);
    }
  });

  it('are left out where the book has too few answers of the type', () => {
    expect(draftItems({ title: 'Таърих', subject: 'Таърих', grade: 8, pages: years.slice(0, 3) })).toEqual(
      [],
    );
  });
});
