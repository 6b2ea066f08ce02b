export { compileDialogueTemplate, type RenderDialogue } from './chat-template.ts';
export {
  type Estimate,
  estimateSettings,
  estimateTraining,
  gibibytes,
  requireFit,
  shapeOfSettings,
} from './estimate/estimate.ts';
export {
  type LossRecord,
  readLosses,
  readTrainingState,
  type TrainingState,
  trainingStateSchema,
} from './training-state.ts';
