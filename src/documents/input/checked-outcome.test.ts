import { describe, expect, it } from 'vitest';
import { checkedOutcome } from './checked-outcome.ts';

const next = { at: 7, skip: 0 };

describe('checkedOutcome', () => {
  it('leaves text and rejects as they are', () => {
    const text = { text: 'Салом, ҷаҳон!', metadata: {} };
    expect(checkedOutcome(text, ['.txt'])).toBe(text);
    const reject = { reason: 'no-text', value: '0' } as const;
    expect(checkedOutcome(reject, ['.txt'])).toBe(reject);
  });

  it('puts a reject with its place and the way on in the place of what is no text', () => {
    const found = { text: '\\xD0\\x94\\xD0\\xB0\\xD1\\x80', metadata: { row: 3 }, next };
    expect(checkedOutcome(found, ['.parquet'])).toEqual({
      reason: 'escaped-characters',
      value: 'row 3: escapes in place of letters (24 of 24 characters)',
      next,
    });
  });

  it('says of a PDF that its fonts are the reason', () => {
    const found = { text: '\u0001\u0002\u0003\u0004', metadata: {} };
    expect(checkedOutcome(found, ['.pdf'])).toMatchObject({ reason: 'unreadable-fonts' });
  });
});
