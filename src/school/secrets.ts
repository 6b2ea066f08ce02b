import { createHash, randomBytes, randomInt } from 'node:crypto';

/** An id for a row: 96 random bits, safe in addresses. */
export function newId(): string {
  return randomBytes(12).toString('base64url');
}

/** A secret that opens something: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** How a token is kept: it is random, so a plain hash cannot be guessed back. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

// Without 0 O 1 I L, which are read for one another.
const clearLetters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** Letters and digits that are read out and typed. */
export function newCode(length: number): string {
  return Array.from({ length }, () => clearLetters[randomInt(clearLetters.length)]).join('');
}

/** Digits only, for telephones and for keyboards of any alphabet; the first one is not 0. */
export function newDigits(length: number): string {
  return String(randomInt(10 ** (length - 1), 10 ** length));
}
