import { createHash } from 'node:crypto';
import { lessonSplit } from '../../src/instructions/readers/articles.ts';

/** What an article may be used for: the one split of the lessons that everything keeps which learns from them. */
export const partOf = lessonSplit;

/** A number that depends on a text alone: 32 bits. */
export function hashOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
