import { describe, expect, it } from 'vitest';
import { narrowGrounding } from './narrow-grounding.ts';

describe('what an answer may rest on', () => {
  it('is what was asked for where nothing is limited', () => {
    expect(narrowGrounding({ mode: 'off' })).toMatchObject({
      mode: 'off',
      tools: true,
      onlyFromBooks: false,
    });
    expect(narrowGrounding({ bookIds: ['a'], tools: false })).toEqual({
      ...{ mode: 'on', bookIds: ['a'], tools: false, onlyFromBooks: false },
    });
  });

  it('is never looser than the limits', () => {
    const limits = { onlyFromBooks: true, tools: false, bookIds: ['a', 'b'] };
    const asked = { mode: 'off', onlyFromBooks: false, tools: true, bookIds: ['b', 'c'] } as const;
    expect(narrowGrounding(asked, limits)).toEqual({
      ...{ mode: 'on', onlyFromBooks: true, tools: false, bookIds: ['b'] },
    });
    expect(narrowGrounding({ mode: 'on' }, { mode: 'off' }).mode).toBe('off');
  });
});
