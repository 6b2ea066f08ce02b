export { copyCheckpointFiles } from './copy-checkpoint-files.ts';
export {
  type Estimate,
  estimateSettings,
  estimateTraining,
  gibibytes,
  requireFit,
  shapeOfSettings,
} from './estimate/estimate.ts';
export { jobSettings } from './protocol.ts';
export { createTrainingReport } from './report-progress.ts';
export { trainingSettingsSchema } from './settings.ts';
export { runTrainer } from './trainer-process.ts';
export { checkReplay } from './training-stage.ts';
export {
  type LossRecord,
  readLosses,
  readTrainingState,
  type TrainingState,
  trainingStateSchema,
} from './training-state.ts';
