import { countUpEntry } from '../../core/count-up.ts';
import type { Edit } from '../step-result.ts';
import { findAddresses } from './find-addresses.ts';
import { findNames } from './find-names.ts';
import { findNumbers } from './find-numbers.ts';
import { findPatterns } from './find-patterns.ts';
import { type Finding, type PersonalDataType, personalDataWords } from './personal-data-words.ts';

/** What is to be replaced in a text. */
export interface PersonalDataMask {
  /** In order, not overlapping. */
  readonly edits: readonly Edit[];
  /** How many of each sort. */
  readonly counts: Readonly<Partial<Record<PersonalDataType, number>>>;
}

/** Finds personal data in a text, in order and without overlaps (the first, then the longest, wins). */
export function findPersonalData(text: string): Finding[] {
  if (!/\d{2}|@|[[({]\s?(?:at|ат|собака)\s?[\])}]/i.test(text)) return [];
  const direct = withoutOverlaps([...findPatterns(text), ...findAddresses(text), ...findNumbers(text)]);
  if (direct.length === 0) return direct;
  const names = findNames(text, direct).filter(
    (name) => !direct.some(({ start, end }) => name.start < end && start < name.end),
  );
  return withoutOverlaps([...direct, ...names]);
}

/**
 * Says how to replace personal data by typed placeholders in square brackets that keep the sentence
 * readable: `Тел.: [рақами телефон]`. Precise rather than complete: a number without a form or a word
 * that says what it is stays, so that dates, verses, prices and ISBNs are not touched.
 */
export function maskPersonalData(text: string, types: ReadonlySet<PersonalDataType>): PersonalDataMask {
  const counts: Partial<Record<PersonalDataType, number>> = {};
  const edits: Edit[] = [];
  for (const { type, start, end } of findPersonalData(text)) {
    if (!types.has(type)) continue;
    edits.push({ start, end, replacement: personalDataWords.placeholders[type] });
    countUpEntry(counts, type);
  }
  return { edits, counts };
}

function withoutOverlaps(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  let end = 0;
  for (const finding of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (finding.start < end) continue;
    kept.push(finding);
    end = finding.end;
  }
  return kept;
}
