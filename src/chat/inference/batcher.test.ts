import { describe, expect, it } from 'vitest';
import { shareRows } from './batcher.ts';

const rows = (owners: string) => [...owners].map((owner, index) => ({ request: { owner }, index }));
const names = (items: readonly { request: { owner: string } }[]) =>
  items.map((item) => item.request.owner).join('');

describe('shareRows', () => {
  it('gives everybody a row while they are few', () => {
    expect(names(shareRows(rows('aaab'), 0))).toBe('aaab');
  });

  it('gives one row an owner, by turns, when rows are dear', () => {
    const many = rows('aaabcdefgh');
    expect(names(shareRows(many, 0))).toBe('abcdefgh');
    const turns = [0, 1, 2, 3].map((turn) => shareRows(many, turn)[0]?.index);
    expect(turns).toEqual([0, 1, 2, 0]);
  });

  it('gives one owner alone everything', () => {
    expect(shareRows(rows('aaaaaaaaaaaa'), 0)).toHaveLength(12);
  });
});
