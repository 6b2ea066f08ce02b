import { describe, expect, it } from 'vitest';
import { type Death, isGivenUp } from './blame.ts';

const death = (change: Partial<Death> = {}): Death => ({
  ended: false,
  killed: false,
  trying: undefined,
  ...change,
});
const suspect = (change: object = {}) => ({ id: 1, begun: true, deaths: 1, ...change });

describe('a request at which the engine ended', () => {
  it('is given up when its grammar was being worked on, however the engine ended', () => {
    const trying = { id: 1, what: 'grammar' } as const;
    for (const how of [{}, { killed: true }, { ended: true }]) {
      expect(isGivenUp(death({ ...how, trying }), suspect())).toBe(true);
      expect(isGivenUp(death({ ...how, trying }), suspect({ id: 2 }))).toBe(false);
    }
  });

  it('is given up when its text was being read, unless somebody else ended the engine', () => {
    const trying = { id: 1, what: 'reading' } as const;
    expect(isGivenUp(death({ trying }), suspect())).toBe(true);
    expect(isGivenUp(death({ trying, ended: true, killed: true }), suspect())).toBe(true);
    expect(isGivenUp(death({ trying, killed: true }), suspect())).toBe(false);
    expect(isGivenUp(death({ trying }), suspect({ id: 2 }))).toBe(false);
  });

  it('is given up after a hang that nobody can be blamed for, if it was under way', () => {
    expect(isGivenUp(death({ ended: true }), suspect())).toBe(true);
    expect(isGivenUp(death({ ended: true }), suspect({ begun: false }))).toBe(false);
  });

  it('goes on after a death that had nothing to do with it, but not after two', () => {
    expect(isGivenUp(death({ killed: true }), suspect())).toBe(false);
    expect(isGivenUp(death(), suspect())).toBe(false);
    expect(isGivenUp(death({ killed: true }), suspect({ deaths: 2 }))).toBe(true);
  });
});
