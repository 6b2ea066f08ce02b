export { type DraftBook, type DraftPage, draftItems } from './drafts/draft-items.ts';
export { type ConversionPlan, convertItems, readItemFile } from './formats/convert-items.ts';
export { type FormatName, formatNames, type Loss } from './formats/format.ts';
export { gradeTyped } from './grading/grade-typed.ts';
export type { Verdict } from './grading/verdict.ts';
export { type ItemBank, type ItemFilter, openItemBank } from './items/bank.ts';
export { type Item, type ItemKind, type ItemOf, itemSchema } from './items/item.ts';
export {
  type Budget,
  type Candidate,
  chooseItems,
  dailyBudget,
  dueItems,
  type Portion,
} from './schedule/choose-items.ts';
export { afterAnswer, chanceOfRecall, type Memory, type Recall } from './schedule/memory.ts';
export { calendarDayOf, onDay, type PracticeDays, quietDay } from './schedule/practice-days.ts';
export { type TopicScore, weakTopics } from './schedule/topics.ts';
export { readStarterItems } from './starter/read-starter-items.ts';
