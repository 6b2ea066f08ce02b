import { findAddresses } from './find-addresses.ts';
import { findNames } from './find-names.ts';
import { findNumbers } from './find-numbers.ts';
import { findPatterns } from './find-patterns.ts';
import { type Finding, type PersonalDataType, personalDataWords } from './personal-data-words.ts';

/** A text without personal data. */
export interface MaskedText {
  readonly text: string;
  /** Where each offset of the old text (in ascending order) lies in the new one. */
  readonly offsets: number[];
  /** How many of each sort were masked. */
  readonly counts: Partial<Record<PersonalDataType, number>>;
}

/** Finds personal data in a text, in order and without overlaps (the first, then the longest, wins). */
export function findPersonalData(text: string): Finding[] {
  if (!/\d{2}|@/.test(text)) return [];
  const direct = withoutOverlaps([...findPatterns(text), ...findAddresses(text), ...findNumbers(text)]);
  if (direct.length === 0) return direct;
  const names = findNames(text, direct);
  return names.length === 0 ? direct : withoutOverlaps([...direct, ...names], direct);
}

/**
 * Replaces personal data by typed placeholders in square brackets that keep the sentence readable:
 * `Тел.: [рақами телефон]`. Precise rather than complete: a number without a form or a word that says
 * what it is stays, so that dates, verses, prices and ISBNs are not touched.
 */
export function maskPersonalData(text: string, offsets: readonly number[] = []): MaskedText {
  const findings = findPersonalData(text);
  const counts: Partial<Record<PersonalDataType, number>> = {};
  const moved: number[] = [];
  let result = '';
  let copied = 0;
  let next = 0;
  const moveOffsets = (limit: number) => {
    for (let offset = offsets[next]; offset !== undefined && offset < limit; offset = offsets[next]) {
      moved.push(result.length + Math.max(0, offset - copied));
      next += 1;
    }
  };
  for (const { type, start, end } of findings) {
    moveOffsets(start);
    result += text.slice(copied, start) + personalDataWords.placeholders[type];
    copied = end;
    counts[type] = (counts[type] ?? 0) + 1;
  }
  moveOffsets(Number.POSITIVE_INFINITY);
  return { text: result + text.slice(copied), offsets: moved, counts };
}

/** Drops findings that overlap an earlier or a preferred one. */
function withoutOverlaps(findings: readonly Finding[], preferred: readonly Finding[] = []): Finding[] {
  const kept: Finding[] = [...preferred];
  const candidates = preferred.length === 0 ? findings : findings.filter((one) => !preferred.includes(one));
  const ordered = candidates.toSorted((a, b) => a.start - b.start || b.end - a.end);
  for (const finding of ordered) {
    const overlaps = kept.some(({ start, end }) => finding.start < end && start < finding.end);
    if (!overlaps) kept.push(finding);
  }
  return kept.sort((a, b) => a.start - b.start);
}
