export { type Identification, identifyLanguage, type Language, languages } from './identify.ts';
export { type LegacyRepair, repairLegacyLetters } from './legacy-letters.ts';
export { normaliseText, normaliseWithOffsets, type TextWithOffsets } from './normalise.ts';
export { splitSentences, splitWords } from './words.ts';
