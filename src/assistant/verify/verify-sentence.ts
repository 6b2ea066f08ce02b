import { isBindingClause, isProtectedWord, isQualifier } from './protected-words.ts';

/** Why a sentence is not said by its evidence. */
export type VerificationFault =
  | 'other-words'
  | 'protected-word-left-out'
  | 'binding-clause-left-out'
  | 'empty';

/** Whether one evidence sentence says what a sentence says, by leaving parts of it out and nothing else. */
export type Verification =
  | { readonly supported: true }
  | { readonly supported: false; readonly fault: VerificationFault; readonly word: string };

interface Token {
  readonly text: string;
  readonly folded: string;
  /** Number of the clause that it is in. */
  readonly clause: number;
}

const token = /[\p{L}\p{M}\p{N}]+(?:[-’'.,][\p{L}\p{M}\p{N}]+)*|[%°+−×÷=<>/^²³√]/gu;

function tokensOf(text: string): Token[] {
  const clauses = clauseStarts(text);
  return [...text.matchAll(token)].map((match) => {
    const [word] = match;
    const folded = word.toLowerCase().replaceAll('ъ', '').replaceAll('ё', 'е');
    return { text: word, folded, clause: clauses.findLastIndex((start) => start <= match.index) };
  });
}

/** Offsets at which clauses begin: after a comma, semicolon, colon, dash or bracket. A decimal comma begins none. */
function clauseStarts(text: string): number[] {
  const starts = [0];
  for (const match of text.matchAll(/[,;:](?!\p{N})|[()]|\s[—–-]\s/gu))
    starts.push(match.index + match[0].length);
  return starts;
}

function clauseTexts(text: string): string[] {
  const starts = clauseStarts(text);
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}

/**
 * Holds a sentence against one sentence of a page. It is supported when its words are there in the same order and what
 * is left out neither is a protected word (number, name, negation, «фақат», «зиёда аз») of a clause that is partly kept,
 * nor a whole clause that binds the rest (a condition, whose word it is). Two sentences of a page are never joined.
 * Source of the rule: measured on 2,618 sentences (docs/results/assistant.md).
 */
export function verifySentence(sentence: string, evidence: string): Verification {
  const said = tokensOf(sentence.replaceAll(/\[\d{1,2}\]/gu, ' '));
  const stands = tokensOf(evidence);
  if (said.length === 0) return { supported: false, fault: 'empty', word: '' };
  const kept = alignInOrder(said, stands);
  if (kept === undefined) {
    const known = new Set(stands.map(({ folded }) => folded));
    const strange = said.find(({ folded }) => !known.has(folded));
    return { supported: false, fault: 'other-words', word: (strange ?? said[0])?.text ?? '' };
  }
  const partlyKept = new Set([...kept].map((place) => stands[place]?.clause));
  for (const [place, { text, clause }] of stands.entries()) {
    if (kept.has(place)) continue;
    // A clause that is one qualifier is a member of a list («… , то, …»): leaving it out shortens the list.
    const isProtected = partlyKept.has(clause)
      ? isProtectedWord(text, place === 0)
      : isQualifier(text) && stands.filter((other) => other.clause === clause).length === 1;
    if (isProtected) {
      return { supported: false, fault: 'protected-word-left-out', word: text };
    }
  }
  for (const [clause, text] of clauseTexts(evidence).entries()) {
    if (!partlyKept.has(clause) && isBindingClause(text)) {
      return { supported: false, fault: 'binding-clause-left-out', word: text.trim() };
    }
  }
  return { supported: true };
}

/**
 * The places of the evidence at which the words of a sentence stand, in order; each word as late as the next ones allow
 * would hide a deletion, so of all alignments the one that leaves the fewest protected words out is taken. Undefined where
 * the words are not in this order.
 */
function alignInOrder(said: readonly Token[], stands: readonly Token[]): ReadonlySet<number> | undefined {
  const cost = stands.map(({ text }, place) => (isProtectedWord(text, place === 0) ? 1 : 0.001));
  // best[i][j]: least cost of the left-out words when the first i words are matched within the first j places.
  const width = stands.length + 1;
  let before = new Float64Array(width);
  const choices: Uint8Array[] = [];
  for (let place = 1; place < width; place += 1)
    before[place] = (before[place - 1] ?? 0) + (cost[place - 1] ?? 0);
  for (const word of said) {
    const now = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    const choice = new Uint8Array(width);
    for (let place = 1; place < width; place += 1) {
      const skipped = (now[place - 1] ?? Number.POSITIVE_INFINITY) + (cost[place - 1] ?? 0);
      const isSame = stands[place - 1]?.folded === word.folded;
      const taken = isSame ? (before[place - 1] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
      now[place] = Math.min(skipped, taken);
      choice[place] = isSame && taken <= skipped ? 1 : 0;
    }
    choices.push(choice);
    before = now;
  }
  if (!Number.isFinite(before[width - 1] ?? Number.POSITIVE_INFINITY)) return undefined;
  const kept = new Set<number>();
  let place = width - 1;
  for (let index = said.length - 1; index >= 0; index -= 1) {
    while (place > 0 && choices[index]?.[place] !== 1) place -= 1;
    place -= 1;
    kept.add(place);
  }
  return kept;
}
