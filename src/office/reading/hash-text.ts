import { createHash } from 'node:crypto';

/** A short name for a text that stays the same: 16 hexadecimal digits of its SHA-256. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
