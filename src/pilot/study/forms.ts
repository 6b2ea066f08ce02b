import { sha256 } from '../../core/artefact/fingerprint.ts';
import type { FormName } from './study.ts';

/** The form that a half writes: it swaps between before and after. */
export function formOf(beforeForm: FormName, test: 'before' | 'after'): FormName {
  if (test === 'before') return beforeForm;
  return beforeForm === 'A' ? 'B' : 'A';
}

/**
 * Which form each pupil of a class writes first. By hash of study and pupil, so that nobody chooses; in a class the
 * halves differ by one pupil at most, and who has a half keeps it when others come later.
 * @param known halves that are given already.
 */
export function drawHalves(
  studyId: string,
  pupilIds: readonly string[],
  known: ReadonlyMap<string, FormName> = new Map(),
): Map<string, FormName> {
  const halves = new Map(known);
  const inHalf = (form: FormName) => pupilIds.filter((id) => halves.get(id) === form).length;
  let difference = inHalf('A') - inHalf('B');
  const drawn = pupilIds
    .filter((id) => !halves.has(id))
    .map((id) => ({ id, digest: sha256(`${studyId}\n${id}`) }))
    .sort((one, other) => (one.digest < other.digest ? -1 : 1));
  for (const { id, digest } of drawn) {
    const byLot: FormName = Number.parseInt(digest.slice(-1), 16) % 2 === 0 ? 'A' : 'B';
    const form = difference === 0 ? byLot : difference < 0 ? 'A' : 'B';
    halves.set(id, form);
    difference += form === 'A' ? 1 : -1;
  }
  return halves;
}
