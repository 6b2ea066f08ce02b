import { Rewriting } from '../repair/rewriting.ts';
import { plainIndex, specialIndex } from './letters.ts';
import { type RestoreChange, restoreLine } from './restore-line.ts';
import { findSubstitutes } from './substitutes.ts';

/** A text with its Tajik letters, and which words were changed. */
export interface Restoration {
  readonly text: string;
  /** In the order of the text. */
  readonly changes: readonly RestoreChange[];
}

// Of the letters г и к у х ч and their special forms, Tajik that is typed properly has 22 % special ones (the
// median of NTREX's lines); 4 % of the lines that have ten such letters lie below this.
const typedShare = 0.08;
// A substitute is taken only where it makes a known word.
const substituteConfidence = 0.95;

/**
 * Puts ғ ӣ қ ӯ ҳ ҷ back into Tajik that was typed without them: with г и к у х ч, or with what people
 * type for them (дж, гъ, к'). Words and lines of other languages stay, and so do lines that are typed
 * with their Tajik letters.
 */
export function restoreLetters(text: string): Restoration {
  const rewriting = new Rewriting(text);
  const substituted = isTyped(text, 0, text.length) ? [] : findSubstitutes(text);
  rewriting.apply('substitute', substituted);
  const given = rewriting.text;
  const found: RestoreChange[] = [];
  for (let start = 0; start <= given.length; ) {
    const next = given.indexOf('\n', start);
    const end = next === -1 ? given.length : next;
    if (substituted.length > 0 || !isTyped(given, start, end)) restoreLine(given, start, end, found);
    start = end + 1;
  }
  const parts: string[] = [];
  let from = 0;
  for (const { offset, before, after } of found) {
    parts.push(given.slice(from, offset), after);
    from = offset + before.length;
  }
  const restored = parts.length === 0 ? given : parts.join('') + given.slice(from);
  if (substituted.length === 0) return { text: restored, changes: found };
  return { text: restored, changes: inOriginal(rewriting, found) };
}

/** Puts both kinds of changes in one list, by their offsets in the text as it was given. */
function inOriginal(rewriting: Rewriting, found: readonly RestoreChange[]): RestoreChange[] {
  const changes = new Map<number, RestoreChange>();
  for (const { offset, before, after } of rewriting.changes) {
    changes.set(offset, { offset, before, after, confidence: substituteConfidence });
  }
  for (const change of found) {
    const offset = rewriting.originalOffset(change.offset);
    const first = changes.get(offset);
    const confidence = Math.min(change.confidence, first?.confidence ?? 1);
    changes.set(offset, { ...change, offset, before: first?.before ?? change.before, confidence });
  }
  return [...changes.values()].sort((one, other) => one.offset - other.offset);
}

function isTyped(text: string, from: number, to: number): boolean {
  let special = 0;
  let plain = 0;
  for (let index = from; index < to; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x410 || unit >= 0x500) continue;
    if ((specialIndex[unit] ?? 0) > 0) special += 1;
    else if ((plainIndex[unit] ?? 0) > 0) plain += 1;
  }
  return special > 0 && special >= (special + plain) * typedShare;
}
