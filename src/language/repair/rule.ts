import type { Lexicon } from '../lexicon/lexicon.ts';
import type { Edit } from './rewriting.ts';
import type { Evidence } from './tajik-places.ts';

/** What a rule may ask about the text that it repairs. */
export interface Surroundings {
  readonly text: string;
  /** How much the words around this offset speak for Tajik, whatever letters they are typed with. */
  evidence(offset: number): Evidence;
  /** Whether that is enough for a repair that is plausible in itself. */
  isTajik(offset: number): boolean;
  /** Forms of Tajik words. */
  readonly lexicon: Lexicon;
}

/** One kind of damage and its repair. */
export interface RepairRule {
  /** Kebab case; shown in reports. */
  readonly name: string;
  /** What is repaired, in one sentence. */
  readonly summary: string;
  /** A text without a match is not looked at: keeps the repair of clean text quick. Not global. */
  readonly trigger: RegExp;
  /** Whether the damage may have been done several times over: applied until nothing changes. */
  readonly mayRepeat?: boolean;
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

/** Gives `word` the capitals of `model`: none, the first letter, or all of them. */
export function withCapitalsOf(model: string, word: string): string {
  const letters = model.replace(/[^\p{L}]/gu, '');
  if (letters.length > 1 && letters === letters.toUpperCase()) return word.toUpperCase();
  const first = letters.charAt(0);
  if (first !== first.toLowerCase()) return word.charAt(0).toUpperCase() + word.slice(1);
  return word;
}
