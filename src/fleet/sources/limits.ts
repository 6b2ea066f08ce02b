import { z } from 'zod';
import type { ClockReading } from '../decide/known-time.ts';

const hour = z.int().min(0).max(24);

/** When a metered line may be used, and how much of it. */
export const limitsSchema = z.strictObject({
  /** From and to in local hours: `{from: 20, to: 6}` is the night. Null: always. */
  hours: z.strictObject({ from: hour, to: hour }).nullable(),
  bytesPerSecond: z.int().min(500).nullable(),
});

export type Limits = z.output<typeof limitsSchema>;

/**
 * Whether a metered line may be used now. With a clock that is not believed the night is not known: then it may always,
 * at a quarter of the bandwidth, rather than never.
 */
export function lineNow(
  { hours, bytesPerSecond }: Limits,
  { now, trusted }: ClockReading,
): { readonly open: boolean; readonly bytesPerSecond: number | null } {
  if (hours === null || hours.from === hours.to) return { open: true, bytesPerSecond };
  if (!trusted) return { open: true, bytesPerSecond: bytesPerSecond === null ? null : bytesPerSecond / 4 };
  const at = new Date(now).getHours();
  const { from, to } = hours;
  return { open: from < to ? at >= from && at < to : at >= from || at < to, bytesPerSecond };
}
