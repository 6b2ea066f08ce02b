import { fingerprint } from '../../core/artefact/fingerprint.ts';
import { BadInputError } from '../../core/errors.ts';
import type { Study } from './study.ts';

/** The hash of a study: SHA-256 of its values with sorted keys. How the file is laid out does not matter, any value does. */
export function studyHash(study: Study): string {
  return fingerprint(study);
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
