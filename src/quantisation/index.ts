<<<<<<< HEAD
export { sizeSchema } from './budget.ts';
export { defaultAssumptionsFile, readAssumptions } from './plan/assumptions.ts';
export { makePlan } from './plan/plan.ts';
export { printPlan, renderPlan } from './plan/render.ts';
=======
export { findLibllama } from './libllama.ts';
>>>>>>> main
export { type QuantiseOptions, type QuantiseResult, quantiseModelFile } from './quantise.ts';
export { splitModel } from './split.ts';
