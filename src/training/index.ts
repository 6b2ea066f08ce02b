export { compileDialogueTemplate, type RenderDialogue } from './chat-template.ts';
export {
  type LossRecord,
  readLosses,
  readTrainingState,
  type TrainingState,
  trainingStateSchema,
} from './training-state.ts';
