import { cyrillicAsLatin } from './cyrillic-as-latin.ts';
import { doubleEncoding } from './double-encoding.ts';
import { lineEndHyphen, notSign, softHyphen } from './hyphens.ts';
import { accelerator, finalI, signForLetter } from './keyboard.ts';
import { legacyFont, legacyWebFont } from './legacy-font.ts';
import { letterSpacing } from './letter-spacing.ts';
import { homoglyph, similarLetter, wrongVowel } from './look-alikes.ts';
import type { RepairRule } from './rule.ts';
import { privateUse, transcriptionFont } from './transcription-font.ts';

/**
 * The rules of the repair, in the order in which they are applied: encodings first (a soft hyphen may be
 * half a letter), then what splits words, then letters, and at last what needs whole Tajik words.
 */
export const repairRules: readonly RepairRule[] = [
  doubleEncoding,
  cyrillicAsLatin,
  softHyphen,
  notSign,
  privateUse,
  transcriptionFont,
  legacyFont,
  legacyWebFont,
  letterSpacing,
  similarLetter,
  wrongVowel,
  homoglyph,
  accelerator,
  signForLetter,
  lineEndHyphen,
  finalI,
];
