export { tokensStage } from './tokens-stage.ts';
export { vocabularyStage } from './vocabulary-stage.ts';
