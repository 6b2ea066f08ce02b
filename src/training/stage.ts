import { defineTrainingStage } from './training-stage.ts';

export { instructionTokensStage } from './instruction-tokens-stage.ts';
export { mergeStage } from './merge/stage.ts';

/** `pretraining`: continues training a checkpoint on plain text; every token counts. */
export const pretrainingStage = defineTrainingStage('pretraining');

/** `tuning`: trains a checkpoint on dialogues; what the assistant says counts. */
export const tuningStage = defineTrainingStage('tuning');
