export { type Identification, identifyLanguage, type Language, languages } from './identify.ts';
export { type LegacyRepair, repairLegacyLetters } from './legacy-letters.ts';
export { normaliseText, normaliseWithOffsets, type TextWithOffsets } from './normalise.ts';
export { type Repair, type RepairWithOffsets, repairText, repairWithOffsets } from './repair/repair-text.ts';
export type { RepairChange } from './repair/rewriting.ts';
export { splitSentences, splitWords } from './words.ts';
