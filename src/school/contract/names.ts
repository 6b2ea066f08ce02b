import { z } from 'zod';

/** A name that somebody types and others read. */
export function nameText(longest: number) {
  return z.string().trim().min(1).max(longest);
}
