export { type Analysis, analyseStudy } from './analysis/analyse.ts';
export { clustersFor, type PowerSettings, powerSettingsSchema, smallestEffect } from './power/power.ts';
export { type PilotRecord, readRecords, recordSchema, writeRecords } from './records/record.ts';
export { writeReport } from './report/report.ts';
export { type ReportLanguage, reportLanguages } from './report/words.ts';
export { describeStudy } from './study/describe-study.ts';
export { type FixedPlan, fixedPlanFile, fixPlan, readFixedPlan } from './study/fixed-plan.ts';
export { studyHash } from './study/plan-hash.ts';
export { readStudy, type Study } from './study/study.ts';
