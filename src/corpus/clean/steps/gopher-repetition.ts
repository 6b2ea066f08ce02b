import { z } from 'zod';
import { reject } from '../../step-result.ts';
import { fineweb2, phraseShares, shareSetting } from '../fineweb2.ts';
import { Phrases } from '../phrases.ts';
import { defineStep } from '../step.ts';
import type { StepDocument } from '../step-document.ts';

const settings = z.strictObject({
  step: z.literal('gopher-repetition'),
  /** Lines (paragraphs) that occurred before, share of the lines (paragraphs); 1 switches it off. */
  lines: shareSetting.default(fineweb2.repetition.lines),
  paragraphs: shareSetting.default(1),
  /** The most frequent phrase of this many words, share of the characters. */
  topPhrases: phraseShares.default(fineweb2.repetition.topPhrases),
  /** Phrases of this many words that occurred before, share of the characters. */
  repeatedPhrases: phraseShares.default(fineweb2.repetition.repeatedPhrases),
});

/**
 * Leaves out texts that repeat themselves: the rules of Rae et al. 2021 (Gopher, table A1), with the
 * limits of FineWeb2 for Tajik (which leaves the rules for paragraphs out).
 */
export const gopherRepetitionStep = defineStep({
  name: 'gopher-repetition',
  settings,
  create(limits) {
    const top = byLength(limits.topPhrases);
    const repeated = byLength(limits.repeatedPhrases);
    return (document) => {
      const lines = repeatedShare(document.text.split(/\n+/));
      if (lines > limits.lines) return reject('repeated-lines', lines);
      const paragraphs = limits.paragraphs === 1 ? 0 : repeatedShare(document.text.split(/\n{2,}/));
      if (paragraphs > limits.paragraphs) return reject('repeated-paragraphs', paragraphs);
      return judgePhrases(document, top, repeated);
    };
  },
});

interface PhraseLimit {
  readonly length: number;
  readonly maximum: number;
}

function judgePhrases(
  { tokens, text }: StepDocument,
  top: readonly PhraseLimit[],
  repeated: readonly PhraseLimit[],
) {
  const phrases = new Phrases(tokens);
  for (const { length, maximum } of top) {
    const { count, characters } = phrases.mostFrequent(length);
    // Longer phrases are no more frequent than the shorter ones in them.
    if (count <= 1 && characters / text.length <= maximum) break;
    const share = (count * characters) / text.length;
    if (share > maximum) return reject(`top-phrase-${length}`, share);
  }
  for (const { length, maximum } of repeated) {
    const characters = phrases.repeatedCharacters(length);
    if (characters === 0) break;
    const share = characters / text.length;
    if (share > maximum) return reject(`repeated-phrases-${length}`, share);
  }
  return undefined;
}

function byLength(limits: Readonly<Record<string, number>>): PhraseLimit[] {
  return Object.entries(limits)
    .map(([length, maximum]) => ({ length: Number(length), maximum }))
    .sort((left, right) => left.length - right.length);
}

/** Share of the pieces that equal an earlier one, 0–1. */
export function repeatedShare(pieces: readonly string[]): number {
  return pieces.length === 0 ? 0 : 1 - new Set(pieces).size / pieces.length;
}
