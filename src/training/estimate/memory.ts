import { type Gemma3Shape, modelTensors, parameterCount } from '../../checkpoint/index.ts';
import type { TrainingSettings } from '../settings.ts';

/** The settings that memory depends on. */
export interface MemorySettings
  extends Pick<
    TrainingSettings,
    'sequenceLength' | 'batchSize' | 'gradientCheckpointing' | 'lora' | 'processes' | 'optimiser'
  > {
  /** Whether a frozen model of the same shape is learned from; every device holds it whole. */
  readonly teacher: boolean;
}

/** Bytes on the fullest device, by what they are for. */
export interface MemoryEstimate {
  readonly weights: number;
  readonly teacher: number;
  readonly gradients: number;
  readonly optimiser: number;
  readonly activations: number;
  readonly logits: number;
  /** Libraries, kernels, buffers. */
  readonly runtime: number;
  readonly total: number;
}

/** Positions whose logits exist at one time (CHUNK_POSITIONS of trainer/soro_trainer/network/loss.py). */
const chunkPositions = 512;
/** PyTorch, transformers and their buffers; on a GPU the context and the allocator's slack. */
const runtimeBytes = 0.7 * 2 ** 30;

/**
 * Bytes that a layer keeps for its backward pass, a token: coefficients of hidden size, intermediate size,
 * width of the queries, width of the keys. Fitted to the storages that autograd saved for Gemma 3 layers of seven
 * shapes (torch 2.13, transformers 5.18, sdpa); the fit is exact to a byte.
 */
const keptBytes = {
  float32: { hidden: 40, intermediate: 16, queries: 16, keys: 16 },
  bfloat16: { hidden: 42, intermediate: 8, queries: 12, keys: 12 },
} as const;

/** Rows and columns of every matrix of the layers: what Muon can take. */
export function layerMatrices(shape: Gemma3Shape): readonly (readonly [rows: number, columns: number])[] {
  return modelTensors(shape)
    .filter(({ checkpointName }) => checkpointName.endsWith('_proj.weight'))
    .map(({ dimensions: [rows = 0, columns = 0] }) => [rows, columns]);
}

/** Parameters that learn: all, or adapters of rank r, which have r × (inputs + outputs) a matrix. */
export function trainedParameters(shape: Gemma3Shape, lora: MemorySettings['lora']): number {
  if (!lora) return parameterCount(shape);
  const adapters = modelTensors(shape)
    .filter(({ checkpointName }) => lora.targets.some((target) => checkpointName.includes(`.${target}.`)))
    .reduce((sum, { dimensions: [rows = 0, columns = 0] }) => sum + lora.rank * (rows + columns), 0);
  return adapters + (lora.embeddings ? shape.vocabularySize * shape.hiddenSize : 0);
}

/** The memory of one device when a shape is trained with these settings; shares of N processes are even. */
export function estimateMemory(
  shape: Gemma3Shape,
  precision: 'bfloat16' | 'float32',
  settings: MemorySettings,
): MemoryEstimate {
  const { sequenceLength, batchSize, gradientCheckpointing, lora, processes, teacher: isTaught } = settings;
  const all = parameterCount(shape);
  const trained = trainedParameters(shape, lora);
  const embedding = shape.vocabularySize * shape.hiddenSize;
  const layer = (all - embedding) / shape.layers;
  const frozen = lora ? all - (lora.embeddings ? embedding : 0) : 0;
  const mixed = precision === 'bfloat16';
  const tokens = sequenceLength * Math.ceil(batchSize / processes);

  // A layer is whole while it computes; the embedding always.
  const gathered = processes === 1 ? 0 : (lora && mixed ? 2 : 4) * (2 * layer + embedding);
  const copies = mixed && !lora ? 2 * (all - embedding) : 0;
  const weights = (frozen * (mixed ? 2 : 4) + 4 * trained) / processes + gathered + copies / processes;
  const teacher = isTaught ? all * (mixed ? 2 : 4) : 0;
  const embeddingLearns = !lora || lora.embeddings;
  // The head's gradient and that of the look-up exist side by side for a moment.
  const gradients =
    (4 * trained) / processes + (embeddingLearns ? 4 * embedding * (processes === 1 ? 1 : 2) : 0);
  // AdamW keeps two moments of a parameter, Muon one of a matrix.
  const matrices = layerMatrices(shape).reduce((sum, [rows, columns]) => sum + rows * columns, 0);
  const optimiser = (8 * trained - (settings.optimiser === 'muon' ? 4 * matrices : 0)) / processes;

  const kept = keptBytes[precision];
  const perLayer =
    kept.hidden * shape.hiddenSize +
    kept.intermediate * shape.intermediateSize +
    kept.queries * shape.attentionHeads * shape.headDimension +
    kept.keys * shape.keyValueHeads * shape.headDimension;
  const checkpointed = 4 * shape.hiddenSize * shape.layers + perLayer;
  // While a layer goes backward, the gradients of what it kept exist beside it.
  const working = perLayer;
  // What goes into the loss and its gradient, and the masks of one row each.
  const ends = 16 * shape.hiddenSize + 2 * sequenceLength;
  const activations =
    tokens * ((gradientCheckpointing ? checkpointed : perLayer * shape.layers) + working + ends);
  const chunk = Math.min(chunkPositions, tokens);
  const logits = chunk * shape.vocabularySize * (mixed ? 12 : 8) + (mixed ? 2 * embedding : 0);

  const total = weights + teacher + gradients + optimiser + activations + logits + runtimeBytes;
  return { weights, teacher, gradients, optimiser, activations, logits, runtime: runtimeBytes, total };
}
