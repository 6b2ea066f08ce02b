import type { Edit } from './rewriting.ts';

/** What a rule may ask about the text around a place. */
export interface Surroundings {
  readonly text: string;
  /** Whether the line that holds this offset is Tajik (whatever letters it is typed with). */
  isTajik(offset: number): boolean;
}

/** One kind of damage and its repair. */
export interface RepairRule {
  /** Kebab case; shown in reports. */
  readonly name: string;
  /** What is repaired, in one sentence. */
  readonly summary: string;
  /** A text without a match is not looked at: keeps the repair of clean text quick. Not global. */
  readonly trigger: RegExp;
  /** The edits for a text, in order and without overlap. */
  readonly find: (surroundings: Surroundings) => Edit[];
}

/** One edit for each match of a global pattern whose replacement is not undefined. */
export function editsOf(
  text: string,
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string | undefined,
): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(pattern)) {
    const replacement = replace(match);
    if (replacement === undefined || replacement === match[0]) continue;
    edits.push({ start: match.index, end: match.index + match[0].length, replacement });
  }
  return edits;
}
