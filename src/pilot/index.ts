export { type Analysis, analyseStudy } from './analysis/analyse.ts';
export { consentSheet } from './consent/consent.ts';
export { book, type Ledger, ledgerSchema, newLedger, studyBudget, usedBudget } from './export/ledger.ts';
export { publishTables } from './export/publish.ts';
export { exactTables } from './export/tables.ts';
export { exportFiles } from './export/write-export.ts';
export { clustersFor, type PowerSettings, powerSettingsSchema, smallestEffect } from './power/power.ts';
export { type PilotRecord, readRecords, recordSchema, writeRecords } from './records/record.ts';
export { writeReport } from './report/report.ts';
export { type ReportLanguage, reportLanguages } from './report/words.ts';
export { compareRoster, importTables, type PresentClass } from './roster/compare-roster.ts';
export { type RosterClass, readRoster } from './roster/read-roster.ts';
export { type LearningEvent, statementOf } from './statements/statement.ts';
export { describeStudy } from './study/describe-study.ts';
export {
  checkBeforeFirstTest,
  type FixedPlan,
  fixedPlanFile,
  fixPlan,
  readFixedPlan,
} from './study/fixed-plan.ts';
export { drawHalves } from './study/forms.ts';
export { checkUnchanged, studyHash } from './study/plan-hash.ts';
export { readStudy, type Study, studySchema } from './study/study.ts';
