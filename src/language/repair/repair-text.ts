import { type Lexicon, tajikLexicon } from '../lexicon/lexicon.ts';
import { type RepairChange, Rewriting } from './rewriting.ts';
import { repairRules } from './rules.ts';
import { tajikEvidence } from './tajik-places.ts';

/** A repaired text and what was done to it. */
export interface Repair {
  readonly text: string;
  /** Rule by rule, in each in the order of the text. Empty when the text was left as it is. */
  readonly changes: readonly RepairChange[];
}

/** {@link Repair} with places in the text kept in step. */
export interface RepairWithOffsets extends Repair {
  readonly offsets: readonly number[];
}

/**
 * Repairs damage of fonts, encodings and keyboards in Tajik text: each line that is Tajik is rewritten,
 * lines in other languages and Tajik that is only spelt differently (dialect, older norm) stay. What was
 * changed, and by which rule, is listed. Line ends are kept, except those inside a hyphenated word.
 */
export function repairText(text: string): Repair {
  const { text: repaired, changes } = rewrite(text);
  return { text: repaired, changes };
}

/**
 * {@link repairText} for a text with offsets into it (UTF-16 units, such as page starts): each stands
 * before the same character afterwards.
 */
export function repairWithOffsets(text: string, offsets: readonly number[]): RepairWithOffsets {
  const rewriting = rewrite(text);
  const moved = offsets.map((offset) => rewriting.currentOffset(offset));
  return { text: rewriting.text, changes: rewriting.changes, offsets: moved };
}

// Logits. Set so that lines of Uzbek, Ukrainian and Serbian stay: see bench/language/repair.ts.
const leastEvidence = 2;
const mostRounds = 3;

// Read at the first question only: most texts ask none.
const lexicon: Lexicon = {
  weight: (word) => tajikLexicon().weight(word),
  bestForm: (word) => tajikLexicon().bestForm(word),
};

function rewrite(text: string): Rewriting {
  const rewriting = new Rewriting(text);
  for (const rule of repairRules) {
    for (let round = 0; round < (rule.mayRepeat ? mostRounds : 1); round += 1) {
      if (!rule.trigger.test(rewriting.text)) break;
      const current = rewriting.text;
      const evidence = tajikEvidence(current);
      const isTajik = (offset: number) => evidence(offset).sum > leastEvidence;
      const surroundings = { text: current, evidence, isTajik, lexicon };
      const edits = rule.find(surroundings);
      if (edits.length === 0) break;
      rewriting.apply(rule.name, edits);
    }
  }
  return rewriting;
}
