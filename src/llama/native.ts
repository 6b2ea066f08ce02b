// libllama in this process: for children, which a failed assertion may end. A parent imports index.ts.
export type { BatchRow } from './library/batch.ts';
export { llamaVersion } from './library/binding.ts';
export { cacheTypes, flashAttention, LlamaContext, noPooling } from './library/context.ts';
export { GrammarSampler, type TokenLogit } from './library/grammar-sampler.ts';
export { LlamaModel } from './library/model.ts';
export { quantiseFile } from './library/quantiser.ts';
export type { Pointer } from './library/structures.ts';
export { type ComputedTensor, operationNamed, tensorCallback } from './library/tensors.ts';
