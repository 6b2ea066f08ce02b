export { draftApart } from './drafts/draft-apart.ts';
export { type DraftBook, type DraftPage, draftItems } from './drafts/draft-items.ts';
export { type Blueprint, readBlueprint } from './exam/blueprint.ts';
export { type DrawOptions, drawExam, mostVariants, type Paper, questionsOf } from './exam/draw.ts';
export { type ExamResult, gradeResponses, type Response, readResponses } from './exam/grade-responses.ts';
export { readPapers, writePapers } from './exam/paper-file.ts';
export { printPaper } from './exam/print.ts';
export { type ConversionPlan, convertItems, readItemFile } from './formats/convert-items.ts';
export { type FormatName, formatNames, type Loss } from './formats/format.ts';
export { convertedFile, readItemBytes } from './formats/item-bytes.ts';
export { gradeTyped } from './grading/grade-typed.ts';
export type { Verdict } from './grading/verdict.ts';
export { answerText } from './items/answer-text.ts';
export { type ItemBank, type ItemFilter, itemBankOf, openItemBank } from './items/bank.ts';
export { type Item, type ItemKind, type ItemOf, itemSchema } from './items/item.ts';
export { type ShownItem, shortKey, showItem } from './items/show-item.ts';
export { shuffledPlaces, shuffleItem } from './items/shuffle-item.ts';
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
export { tutorConversation } from './tutor/conversation.ts';
export { type FaultName, faultNames } from './tutor/diagnosis/fault.ts';
export { readSentences, type Sentences } from './tutor/sentences.ts';
export { type TutorSettings, tutorSettingsSchema } from './tutor/settings.ts';
export {
  beginTutor,
  settingsForHints,
  type TutorState,
  tutorOutcome,
  tutorStateSchema,
} from './tutor/state.ts';
export { stepTutor, type TutorReply } from './tutor/step.ts';
export { type TutorTask, taskOfItem, taskOfText } from './tutor/task.ts';
