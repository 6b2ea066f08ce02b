export { type ManyAnswersOptions, modelForManyAnswers } from './many-answers.ts';
export { type QuantiseOptions, type QuantiseResult, quantiseModelFile } from './quantise.ts';
export { splitModel } from './split.ts';
