/** What a school knows of the time: its own clock (`SchoolClock`), and whether that may be believed. */
export interface ClockReading {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly trusted: boolean;
}

/** A clock that is further ahead of the newest signed time is not believed: it was set wrongly, or lost its battery. */
export const mostAheadMs = 2 * 365 * 24 * 60 * 60_000;

/**
 * The earliest time that it can be, for deciding what has expired. Signed metadata says when it was made, and no clock is
 * believed that is before that: with a clock of 1970 an old copy is still seen to be old. A clock that is not
 * believed, or years ahead of everything signed, expires nothing: version numbers alone decide then.
 * @param issuedAt when the newest known metadata was made; undefined before there is any.
 */
export function earliestTime({ now, trusted }: ClockReading, issuedAt: number | undefined): number {
  if (issuedAt === undefined) return trusted ? now : 0;
  const isBelieved = trusted && now <= issuedAt + mostAheadMs;
  return isBelieved ? Math.max(now, issuedAt) : issuedAt;
}
