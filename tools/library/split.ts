import { createHash } from 'node:crypto';

/** What an article may be used for. Decided by the hash of its id alone, so that it never changes. */
export type Part = 'train' | 'development' | 'test';

/** 70 % train, 15 % development, 15 % test. */
export function partOf(articleId: string): Part {
  const share = hashOf(articleId) / 0x1_0000_0000;
  return share < 0.7 ? 'train' : share < 0.85 ? 'development' : 'test';
}

/** A number that depends on a text alone: 32 bits. */
export function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
