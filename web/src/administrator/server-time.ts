import { fill } from '../language/plural.ts';
import type { SystemState } from '../staff/types.ts';
import { workTexts } from '../staff/work-texts.ts';

const minuteMs = 60_000;
const two = (value: number) => String(value).padStart(2, '0');

/** The server's own clock, as its wall shows it: `01.12.2026 14:05, Asia/Dushanbe (UTC+5:00)`. */
export function serverTimeText({ now, clock }: Pick<SystemState, 'now' | 'clock'>): string {
  const minutes = Math.abs(clock.offsetMinutes);
  const offset = `${clock.offsetMinutes < 0 ? '−' : '+'}${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
  return fill(workTexts.value.serverTimeText, {
    time: wallTime(now, clock.offsetMinutes),
    zone: clock.zone,
    offset,
  });
}

/** A warning where this device shows another time of day: then lesson hours surprise. */
export function zoneWarning({ now, clock }: Pick<SystemState, 'now' | 'clock'>): string | undefined {
  const here = Date.now();
  const hereMinutes = -new Date(here).getTimezoneOffset();
  const apartMs = Math.abs(here + hereMinutes * minuteMs - (now + clock.offsetMinutes * minuteMs));
  return apartMs > 2 * minuteMs
    ? fill(workTexts.value.zoneDiffers, { time: wallTime(here, hereMinutes) })
    : undefined;
}

function wallTime(moment: number, offsetMinutes: number): string {
  const date = new Date(moment + offsetMinutes * minuteMs);
  const day = `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}`;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}
