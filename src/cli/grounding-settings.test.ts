import { describe, expect, it } from 'vitest';
import { groundingOf } from './grounding-settings.ts';

describe('what answers may rest on', () => {
  it('is anything unless a flag or the environment says otherwise', () => {
    expect(groundingOf({ tools: true, grounding: true }, {})).toEqual({});
    expect(groundingOf({ onlyFromBooks: true }, { SORO_TOOLS: 'off' })).toEqual({
      ...{ onlyFromBooks: true, tools: false },
    });
    expect(groundingOf({ tools: true, grounding: true }, { SORO_GROUNDING: 'off' })).toEqual({ mode: 'off' });
    expect(groundingOf({}, { SORO_ONLY_FROM_BOOKS: 'off' })).toEqual({});
  });

  it('is an error where the environment cannot be read or nothing is left', () => {
    expect(() => groundingOf({}, { SORO_TOOLS: 'no' })).toThrow(/SORO_TOOLS|on.*off/u);
    expect(() => groundingOf({ onlyFromBooks: true, grounding: false }, {})).toThrow(/books only/u);
  });
});
