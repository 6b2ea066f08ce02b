import { describe, expect, it } from 'vitest';
import { threadsBeside } from './load-watch.ts';

describe('threadsBeside', () => {
  it('leaves one core to the others of an idle machine', () => {
    expect(threadsBeside(0, 4, 3)).toBe(3);
    expect(threadsBeside(1, 4, 3)).toBe(3);
  });

  it('gives way to busy programs and keeps one thread', () => {
    expect(threadsBeside(2.1, 4, 3)).toBe(2);
    expect(threadsBeside(9, 4, 3)).toBe(1);
    expect(threadsBeside(0, 1, 1)).toBe(1);
  });
});
