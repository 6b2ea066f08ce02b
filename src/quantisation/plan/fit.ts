import { type Gemma3Shape, gemma3Shapes, parameterCount } from '../../checkpoint/index.ts';
import type { Assumptions } from './assumptions.ts';

/** The machine and what is asked of it. */
export interface Demand {
  readonly memoryBytes: number;
  readonly cores: number;
  /** Pupils whose answers are generated at the same moment. */
  readonly pupils: number;
  /** Tokens that a conversation may hold. */
  readonly contextTokens: number;
}

/** What one model at one quantisation needs and gives on this machine. */
export interface Fit {
  readonly model: string;
  readonly exists: boolean;
  readonly quantisation: string;
  readonly weightBytes: number;
  readonly cacheBytes: number;
  readonly computeBytes: number;
  /** Of everything, the system included. */
  readonly memoryBytes: number;
  /** For each pupil while all of them wait for an answer. */
  readonly tokensPerSecond: number;
  readonly fitsMemory: boolean;
  readonly isFastEnough: boolean;
}

/** Tokens that llama.cpp computes at once; local layers keep that much beyond their window. */
const batchTokens = 512;
const globalEvery = 6;
const halfBytes = 2;

/** Every model at every quantisation, best first. */
export function allFits(assumptions: Assumptions, demand: Demand): Fit[] {
  return assumptions.models.flatMap((model) => {
    const shape = { ...gemma3Shapes[model.size], vocabularySize: model.vocabulary };
    return assumptions.quantisations.map(({ name, bits }) => {
      const weightBytes = (parameterCount(shape) * bits) / 8;
      const { cache, compute, memoryBytes } = neededMemory(shape, weightBytes, assumptions, demand);
      const tokensPerSecond = speed(parameterCount(shape), weightBytes, assumptions, demand);
      return {
        model: model.name,
        exists: model.exists,
        quantisation: name,
        weightBytes,
        cacheBytes: cache,
        computeBytes: compute,
        memoryBytes,
        tokensPerSecond,
        fitsMemory: memoryBytes <= demand.memoryBytes,
        isFastEnough: tokensPerSecond >= assumptions.use.tokensPerSecond.value,
      };
    });
  });
}

/** Memory for serving a model of this shape, in bytes: the caches, intermediate results, and all with the system. */
export function neededMemory(
  shape: Gemma3Shape,
  weightBytes: number,
  { machine }: Pick<Assumptions, 'machine'>,
  { pupils, contextTokens }: Pick<Demand, 'pupils' | 'contextTokens'>,
): { readonly cache: number; readonly compute: number; readonly memoryBytes: number } {
  const cache = cacheBytes(shape, contextTokens) * pupils;
  const compute = computeBytes(shape, pupils);
  const { memoryReserveBytes, processBytes } = machine;
  const memoryBytes = memoryReserveBytes.value + processBytes.value + weightBytes + cache + compute;
  return { cache, compute, memoryBytes };
}

/** The best that fits and is fast enough; with `existing` only among models that have been trained. */
export function bestFit(fits: readonly Fit[], existing: boolean): Fit | undefined {
  return fits.find(
    ({ fitsMemory, isFastEnough, exists }) => fitsMemory && isFastEnough && (exists || !existing),
  );
}

/**
 * The key–value cache of one conversation in F16: global layers hold the whole context, local ones their
 * window and one batch.
 */
export function cacheBytes(shape: Gemma3Shape, contextTokens: number): number {
  const perToken = 2 * shape.keyValueHeads * shape.headDimension * halfBytes;
  const globalLayers = Math.floor(shape.layers / globalEvery);
  const localTokens = Math.min(contextTokens, shape.slidingWindow + batchTokens);
  return perToken * (globalLayers * contextTokens + (shape.layers - globalLayers) * localTokens);
}

/** Intermediate results of one batch, and the logits of one token for each pupil. */
function computeBytes(shape: Gemma3Shape, pupils: number): number {
  const width =
    2 * shape.intermediateSize + 4 * shape.hiddenSize + shape.attentionHeads * shape.headDimension;
  return 4 * (batchTokens * width + pupils * shape.vocabularySize);
}

/**
 * Answers at once are computed side by side: the weights are read once for all (bandwidth), the
 * arithmetic is done for each (cores).
 */
function speed(parameters: number, weightBytes: number, { machine }: Assumptions, demand: Demand): number {
  const reading = weightBytes / (machine.bandwidth.value * machine.bandwidthShare.value);
  const computing = (2 * parameters * demand.pupils) / (machine.coreSpeed.value * demand.cores);
  return 1 / (reading + computing);
}
