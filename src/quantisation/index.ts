export { findLibllama } from './libllama.ts';
export { type QuantiseOptions, type QuantiseResult, quantiseModelFile } from './quantise.ts';
export { type SplitOptions, splitModel } from './split.ts';
export { type ModelType, modelTypes, type TensorType, tensorTypes } from './types.ts';
