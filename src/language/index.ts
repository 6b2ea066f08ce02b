export { runsThroughAlphabet } from './alphabet-run.ts';
export { compareTajik, sortKey } from './collation.ts';
export {
  type Identification,
  type IdentifyOptions,
  identifyLanguage,
  type UnknownReason,
} from './identify/identify.ts';
export { type LanguageLabel, languageLabels, type TajikVariant } from './identify/labels.ts';
export { type LanguageShare, languageShares } from './identify/shares.ts';
export { type LegacyRepair, repairLegacyLetters, unicodeLetters } from './legacy-letters.ts';
export { type MeasureUnit, measureUnits } from './measures/units.ts';
export { normaliseText, normaliseWithOffsets, type TextWithOffsets } from './normalise.ts';
export { numberToWords, ordinalToWords } from './numbers/number-to-words.ts';
export { readNumbersInText, writeNumbersInText } from './numbers/numbers-in-text.ts';
export { restoreNumerals } from './numbers/typed-numerals.ts';
export { type ReadNumber, wordsToNumber } from './numbers/words-to-number.ts';
export { pluralCategory } from './plurals.ts';
export { askSentence } from './questions/ask-sentence.ts';
export type { InSituQuestion, QuestionKind } from './questions/in-situ-question.ts';
export { notInText, type Passage, readingPrompt } from './reading-prompt.ts';
export { type Repair, type RepairWithOffsets, repairText, repairWithOffsets } from './repair/repair-text.ts';
export type { RepairChange } from './repair/rewriting.ts';
export { withCapitalsOf } from './repair/rule.ts';
export { withoutTajikLetters } from './restore/letters.ts';
export type { RestoreChange } from './restore/restore-line.ts';
export { type Restoration, restoreLetters } from './restore/restore-text.ts';
export { plainTajik } from './skeleton.ts';
export { stemWord } from './stemming/stem-word.ts';
export { isStopWord, stopWords } from './stop-words.ts';
export { splitSyllables } from './syllables.ts';
export { countText, faultOf, type TextCounts, type TextFault, textFault } from './text-fault.ts';
export type { LatinSystem } from './transliterate/latin-script.ts';
export { type Script, type TransliterationOptions, transliterate } from './transliterate/transliterate.ts';
export { splitSentences, splitWords } from './words.ts';
