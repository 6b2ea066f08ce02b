export { type ManyAnswersOptions, modelForManyAnswers } from './gguf/many-answers.ts';
export { type QuantiseOptions, type QuantiseResult, quantiseModelFile } from './gguf/quantise.ts';
export { splitModel } from './gguf/split.ts';
