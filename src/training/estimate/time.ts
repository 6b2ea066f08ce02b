import { type Gemma3Shape, parameterCount } from '../../checkpoint/index.ts';
import type { TrainingSettings } from '../settings.ts';
import type { Machine } from './machines.ts';
import { layerMatrices, type MemorySettings } from './memory.ts';

/** Every sixth layer of Gemma 3 sees everything before it. */
const layerPattern = 6;

/** Floating-point operations of a token, as the trainer counts them for MFU (trainer/soro_trainer/run/speed.py). */
export function flopsPerToken(shape: Gemma3Shape, sequenceLength: number, bodyTrains: boolean): number {
  const embedding = shape.vocabularySize * shape.hiddenSize;
  const norms = shape.layers * (4 * shape.hiddenSize + 2 * shape.headDimension) + shape.hiddenSize;
  const body = parameterCount(shape) - embedding - norms;
  const globalLayers = Math.floor(shape.layers / layerPattern);
  const seenAtMost = (limit: number) => Math.min(sequenceLength / 2, limit);
  const seen =
    globalLayers * seenAtMost(sequenceLength) +
    (shape.layers - globalLayers) * seenAtMost(shape.slidingWindow);
  const width = shape.attentionHeads * shape.headDimension;
  return (bodyTrains ? 6 : 4) * body + 6 * embedding + 12 * width * seen;
}

/** Products by which Muon evens out a matrix's step. */
const newtonSchulzSteps = 5;

/** Floating-point operations of one step of Muon, whatever the tokens in it: three products of the smaller side each time. */
export function muonFlops(shape: Gemma3Shape): number {
  return layerMatrices(shape).reduce((sum, [rows, columns]) => {
    const [small, large] = [Math.min(rows, columns), Math.max(rows, columns)];
    return sum + newtonSchulzSteps * (4 * small ** 2 * large + 2 * small ** 3);
  }, 0);
}

/**
 * Tokens a second of all devices together. Checkpointing computes the forward pass of the body twice; a teacher
 * reads the replayed share of the sequences, all of them where nothing is replayed. Muon's own work is done once a
 * step, by every process.
 */
export function tokensPerSecond(
  shape: Gemma3Shape,
  machine: Machine,
  precision: 'bfloat16' | 'float32',
  settings: MemorySettings & Pick<TrainingSettings, 'replayShare' | 'accumulation'>,
): number {
  const peak = (machine.peakTeraflops[precision] ?? machine.peakTeraflops.float32) * 1e12;
  const needed = flopsPerToken(shape, settings.sequenceLength, settings.lora === undefined);
  const repeated = settings.gradientCheckpointing
    ? 2 * (parameterCount(shape) - shape.vocabularySize * shape.hiddenSize)
    : 0;
  const taughtShare = settings.teacher ? settings.replayShare || 1 : 0;
  const taught = taughtShare * (flopsPerToken(shape, settings.sequenceLength, true) / 3);
  const stepTokens = settings.sequenceLength * settings.batchSize * settings.accumulation;
  const evened = settings.optimiser === 'muon' ? (settings.processes * muonFlops(shape)) / stepTokens : 0;
  return (peak * machine.utilisation * settings.processes) / (needed + repeated + taught + evened);
}
