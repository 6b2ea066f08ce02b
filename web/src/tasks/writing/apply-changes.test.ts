import { describe, expect, it } from 'vitest';
import { accept, applyChanges, type Change } from './apply-changes.ts';

const text = 'Ман ба мактаб меравад.';
const verb = { offset: 14, before: 'меравад', after: 'меравам' };
const place = { offset: 4, before: 'ба мактаб', after: 'ба дарс' };

const joined = (changes: readonly Change[]) =>
  applyChanges(text, changes)
    .map((part) => part.text)
    .join('');

describe('changes of a text', () => {
  it('are made where they belong, whatever their order', () => {
    expect(joined([verb, place])).toBe('Ман ба дарс меравам.');
    expect(joined([place, verb])).toBe('Ман ба дарс меравам.');
    expect(joined([])).toBe(text);
  });

  it('may take away and stand at the end', () => {
    expect(joined([{ offset: 3, before: ' ', after: '' }])).toBe('Манба мактаб меравад.');
    expect(joined([{ offset: 21, before: '.', after: '!' }])).toBe('Ман ба мактаб меравад!');
  });

  it('know their place in the text as it was', () => {
    expect(applyChanges(text, [verb])).toEqual([
      { text: 'Ман ба мактаб ', start: 0 },
      { text: 'меравам', start: 14, change: verb },
      { text: '.', start: 21 },
    ]);
  });

  it('give way to one that overlaps them and was chosen later', () => {
    const both = { offset: 7, before: 'мактаб меравад', after: 'хона меравам' };
    expect(joined(accept([verb], both))).toBe('Ман ба хона меравам.');
    expect(joined(accept([verb], place))).toBe('Ман ба дарс меравам.');
  });
});
