export { clustersFor, type PowerSettings, powerSettingsSchema, smallestEffect } from './power/power.ts';
export { describeStudy } from './study/describe-study.ts';
export { type FixedPlan, fixedPlanFile, fixPlan, readFixedPlan } from './study/fixed-plan.ts';
export { studyHash } from './study/plan-hash.ts';
export { readStudy, type Study } from './study/study.ts';
