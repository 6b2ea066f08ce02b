import { expect, it } from 'vitest';
import { serverTimeText, zoneWarning } from './server-time.ts';

const clock = { trusted: true, zone: 'Asia/Dushanbe', offsetMinutes: 300 };

it("tells the server's time of day by its own zone", () => {
  const now = Date.UTC(2026, 11, 1, 4, 5);
  expect(serverTimeText({ now, clock })).toBe('01.12.2026 09:05, минтақаи Asia/Dushanbe (UTC+5:00)');
  const west = { ...clock, offsetMinutes: -210 };
  expect(serverTimeText({ now, clock: west })).toContain('00:35');
  expect(serverTimeText({ now, clock: west })).toContain('UTC−3:30');
});

it('warns where this device shows another time', () => {
  const offsetMinutes = -new Date().getTimezoneOffset();
  expect(zoneWarning({ now: Date.now(), clock: { ...clock, offsetMinutes } })).toBeUndefined();
  expect(zoneWarning({ now: Date.now(), clock: { ...clock, offsetMinutes: offsetMinutes + 60 } })).toContain(
    'Вақти ин дастгоҳ дигар аст',
  );
});
