import { createHash } from 'node:crypto';
import { BadInputError } from '../../core/errors.ts';
import type { Study } from './study.ts';

/** The hash of a study: SHA-256 of its values with sorted keys. How the file is laid out does not matter, any value does. */
export function studyHash(study: Study): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(study)))
    .digest('hex');
}

/**
 * Refuses a study that is not the one whose hash was fixed.
 * @throws BadInputError with both hashes.
 */
export function checkUnchanged(study: Study, fixedHash: string, file?: string): void {
  const hash = studyHash(study);
  if (hash === fixedHash) return;
  throw new BadInputError({
    message: `The study was changed after its plan was fixed: fixed ${fixedHash}, now ${hash}.`,
    file,
    remedy: 'Use the file as it was fixed. Another question is another study: give it another id.',
  });
}

/** A value whose objects have their keys in order; arrays stay as they are. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
