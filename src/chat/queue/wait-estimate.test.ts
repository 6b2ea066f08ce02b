import { describe, expect, it } from 'vitest';
import { median, ServiceTimes, waitEstimates } from './wait-estimate.ts';

describe('waitEstimates', () => {
  it('lets each take the place that is free first, for a mean answer', () => {
    expect(waitEstimates([4, 1], 5, 10)).toEqual([1, 4, 11, 14, 21]);
    expect(waitEstimates([0, 7], 3, 2)).toEqual([0, 2, 4]);
    expect(waitEstimates([], 1, 2)).toEqual([0]);
  });
});

describe('ServiceTimes', () => {
  it('expects of a long answer what long answers took', () => {
    const times = new ServiceTimes();
    for (const seconds of [2, 2, 2, 10]) times.add(seconds);
    expect(times.mean).toBe(4);
    expect(times.remaining(0)).toBe(4);
    expect(times.remaining(3)).toBe(7);
    expect(times.remaining(20)).toBe(10);
  });
});

describe('median', () => {
  it('is the middle value, and nothing of nothing', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([])).toBeUndefined();
  });
});
