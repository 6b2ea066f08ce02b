import { softHyphen, wrongVowel } from './characters.ts';
import { legacyFont } from './legacy-font.ts';
import type { RepairRule } from './rule.ts';

/** The rules of the repair, in the order in which they are applied. */
export const repairRules: readonly RepairRule[] = [softHyphen, legacyFont, wrongVowel];
