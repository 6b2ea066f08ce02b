import { sha256 } from '../../core/artefact/fingerprint.ts';

/** Whether a text is set aside to measure with: by the hash of its id, so it is so in every corpus. */
export function isHeldOut(id: string, heldOutShare: number): boolean {
  const limit = Math.floor(heldOutShare * 2 ** 32);
  return Number.parseInt(sha256(`held-out ${id}`).slice(0, 8), 16) < limit;
}
