import { join } from 'node:path';
import { tokenizerFileFromTokens, type VocabularyToken } from '../vocabulary/index.ts';
import { gemmaChatTemplate } from './chat-template.ts';
import { type Precision, writeCheckpointFolder } from './checkpoint-folder.ts';
import { exportGguf } from './gguf/export-gguf.ts';
import { type Gemma3Shape, gemma3Shapes, modelTensors } from './shapes.ts';

/** A whole Gemma 3 in 200 kB for tests: one global layer among seven, a vocabulary made by hand. */
export const tinyTokens: readonly VocabularyToken[] = [
  ...['<pad>', '<eos>', '<bos>'].map((text) => ({ text, kind: 'control' as const })),
  { text: '<unk>', kind: 'unknown' },
  ...['<mask>', '<start_of_turn>', '<end_of_turn>'].map((text) => ({ text, kind: 'control' as const })),
  ...['\n', '\n\n', '▁▁', '<h1>'].map((text) => ({ text, kind: 'user-defined' as const })),
  ...Array.from({ length: 256 }, (_, byte) => ({
    text: `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
    kind: 'byte' as const,
  })),
  ...['са', 'ло', 'сало', 'салом', '▁', 'с', 'а', 'л', 'о', 'м'].map((text) => ({
    text,
    kind: 'normal' as const,
  })),
];

export const tinyShape: Gemma3Shape = {
  ...gemma3Shapes['270m'],
  vocabularySize: tinyTokens.length,
  hiddenSize: 64,
  intermediateSize: 96,
  layers: 7,
  attentionHeads: 2,
  headDimension: 32,
  queryScale: 32,
  contextLength: 256,
  slidingWindow: 64,
};

/** Writes the tiny checkpoint with random weights, the same for the same seed. */
export async function writeTinyCheckpoint(
  directory: string,
  options: {
    readonly precision?: Precision;
    readonly seed?: number;
    readonly tokens?: readonly VocabularyToken[];
  } = {},
): Promise<void> {
  const { precision = 'float32', seed = 1, tokens = tinyTokens } = options;
  const shape = { ...tinyShape, vocabularySize: tokens.length };
  const random = randomNumbers(seed);
  await writeCheckpointFolder(directory, {
    shape,
    precision,
    tokenizer: tokenizerFileFromTokens(tokens),
    chatTemplate: gemmaChatTemplate,
    modification: 'Random weights for a test.',
    tensors: modelTensors(shape).map((tensor) => ({
      name: tensor.checkpointName,
      format: precision === 'float32' ? 'F32' : 'BF16',
      dimensions: tensor.dimensions,
      *values() {
        const length = tensor.dimensions.reduce((product, size) => product * size, 1);
        // Norm weights on a grid of 2⁻⁸, so that adding and taking off 1.0 is exact (and no −0, which it loses).
        yield Float32Array.from({ length }, () =>
          tensor.isNorm ? Math.round(random() * 256) / 256 + 0 : random() * 0.1,
        );
      },
    })),
  });
}

/** Writes the tiny model as GGUF beside its checkpoint and returns the path. */
export async function writeTinyGguf(directory: string): Promise<string> {
  const checkpoint = join(directory, 'tiny');
  await writeTinyCheckpoint(checkpoint);
  const file = join(directory, 'tiny.gguf');
  await exportGguf(checkpoint, file, { type: 'f32' });
  return file;
}

/** Numbers in [−1, 1) by a linear congruence: enough for weights, and the same on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
