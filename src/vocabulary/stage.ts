export { tokensStage } from './tokens/tokens-stage.ts';
export { vocabularyStage } from './vocabulary-stage.ts';
