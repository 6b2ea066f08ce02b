// libllama in this process: for children, which a failed assertion may end. A parent imports index.ts.
export type { BatchRow } from './batch.ts';
export { llamaVersion } from './binding.ts';
export { cacheTypes, flashAttention, LlamaContext, noPooling } from './context.ts';
export { GrammarSampler, type TokenLogit } from './grammar-sampler.ts';
export { LlamaModel } from './model.ts';
export { quantiseFile } from './quantiser.ts';
export type { Pointer } from './structures.ts';
export { type ComputedTensor, operationNamed, tensorCallback } from './tensors.ts';
