import { sha256 } from '../src/core/artefact/fingerprint.ts';

/**
 * The part of the lessons an article belongs to, by the first byte of its id's SHA-256: a tenth is kept to test on, a
 * tenth to tune on, the rest is for training. Everything that learns from the lessons must use this split.
 */
export function lessonSplit(articleId: string): 'train' | 'development' | 'test' {
  const [first] = Buffer.from(sha256(articleId), 'hex');
  if (first === undefined) throw new Error('A SHA-256 is never empty.');
  if (first < 26) return 'test';
  return first < 52 ? 'development' : 'train';
}
