export { type ManyAnswersOptions, modelForManyAnswers } from './gguf/many-answers.ts';
export { type QuantiseOptions, type QuantiseResult, quantiseModelFile } from './gguf/quantise.ts';
export { splitModel } from './gguf/split.ts';
export { measureModelSpeed, type Speed, speedSchema } from './inference/index.ts';
export { type Assumptions, readAssumptions } from './plan/assumptions.ts';
export { schoolCosts } from './plan/cost.ts';
export { neededMemory } from './plan/fit.ts';
