import { expect, it } from 'vitest';
import { lineNow } from './limits.ts';

const at = (hours: number) => ({ now: new Date(2026, 8, 1, hours, 30).getTime(), trusted: true });
const night = { hours: { from: 20, to: 6 }, bytesPerSecond: 8000 };
const lesson = { hours: { from: 8, to: 14 }, bytesPerSecond: null };

it('opens a metered line in the hours that were named, over midnight too', () => {
  expect([19, 20, 23, 0, 5, 6, 12].map((hours) => lineNow(night, at(hours)).open)).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect([7, 8, 13, 14].map((hours) => lineNow(lesson, at(hours)).open)).toEqual([false, true, true, false]);
  expect(lineNow({ hours: null, bytesPerSecond: null }, at(12))).toEqual({
    open: true,
    bytesPerSecond: null,
  });
});

it('goes slowly rather than never while the clock is not believed', () => {
  expect(lineNow(night, { ...at(12), trusted: false })).toEqual({ open: true, bytesPerSecond: 2000 });
});
