export { type DraftBook, type DraftPage, draftItems } from './drafts/draft-items.ts';
export { type ConversionPlan, convertItems, readItemFile } from './formats/convert-items.ts';
export { type FormatName, formatNames, type Loss } from './formats/format.ts';
export { gradeTyped } from './grading/grade-typed.ts';
export type { Verdict } from './grading/verdict.ts';
export { type ItemBank, type ItemFilter, openItemBank } from './items/bank.ts';
export { type Item, type ItemKind, type ItemOf, itemSchema } from './items/item.ts';
export { readStarterItems } from './starter/read-starter-items.ts';
