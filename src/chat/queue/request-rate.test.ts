import { describe, expect, it } from 'vitest';
import { BusyError } from './busy-error.ts';
import { RequestRate } from './request-rate.ts';

describe('RequestRate', () => {
  it('counts the last minute of each owner, and says when the next request fits', () => {
    let now = 0;
    const rate = new RequestRate(() => now);
    for (let index = 0; index < 3; index += 1) {
      rate.count('a', 3);
      now += 10_000;
    }
    rate.count('b', 3);
    const error = (() => {
      try {
        rate.count('a', 3);
      } catch (thrown) {
        return thrown;
      }
      return undefined;
    })();
    expect(error).toBeInstanceOf(BusyError);
    expect(error).toMatchObject({ retryAfterSeconds: 30, reason: 'owner' });
    now = 60_000;
    rate.count('a', 3);
  });
});
