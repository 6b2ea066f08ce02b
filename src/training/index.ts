export {
  type LossRecord,
  readLosses,
  readTrainingState,
  type TrainingState,
  trainingStateSchema,
} from './training-state.ts';
