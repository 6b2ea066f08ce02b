import { basename, join } from 'node:path';
import { BadInputError } from '../../core/errors.ts';
import { readTokenizerFile, vocabularyTokens } from '../../vocabulary/index.ts';
import { readChatTemplate } from '../checkpoint-folder.ts';
import { type FoundTensor, findModelTensors } from '../checkpoint-tensors.ts';
import { readCheckpointConfig } from '../config.ts';
import { encodeFloats } from '../floats.ts';
import { type CheckpointTensors, openCheckpointTensors } from '../safetensors/reader.ts';
import { type Gemma3Shape, sizeOfShape } from '../shapes.ts';
import { knownGgmlType } from './ggml-types.ts';
import { shapeKeys } from './gguf-shape.ts';
import { vocabularyMetadata } from './gguf-vocabulary.ts';
import { type GgufValue, ggufValue } from './metadata.ts';
import { validateModelFile } from './validate-gguf.ts';
import { type GgufTensorSource, writeGguf } from './writer.ts';

/** How the weight matrices are stored; norm weights are always F32. */
export type ExportType = 'f32' | 'bf16';

export interface ExportOptions {
  readonly type: ExportType;
  /** `general.name` of the file; the checkpoint folder's name by default. */
  readonly name?: string;
  readonly signal?: AbortSignal | undefined;
}

/** `general.file_type` in llama.cpp. */
const fileTypes: Readonly<Record<ExportType, number>> = { f32: 0, bf16: 32 };

/**
 * Writes a checkpoint folder as a GGUF file for llama.cpp, atomically: 1.0 added to norm weights, the
 * tokeniser as a token list, the chat template in it. Streams. The file is validated before it counts.
 * @throws BadInputError when the checkpoint is not complete or not Gemma 3.
 */
export async function exportGguf(
  checkpointDirectory: string,
  target: string,
  options: ExportOptions,
): Promise<void> {
  const { type, signal } = options;
  const config = await readCheckpointConfig(checkpointDirectory);
  const stored = await openCheckpointTensors(checkpointDirectory);
  const found = findModelTensors(stored, config.shape, checkpointDirectory);
  const tokenizerFile = join(checkpointDirectory, 'tokenizer.json');
  const tokens = vocabularyTokens(await readTokenizerFile(tokenizerFile), tokenizerFile);
  if (tokens.length > config.shape.vocabularySize) {
    throw new BadInputError({
      message: `The tokeniser has ${tokens.length} tokens, the model only ${config.shape.vocabularySize}.`,
      file: tokenizerFile,
      remedy: 'Use tokenizer.json and weights of the same model.',
    });
  }
  // Rows beyond the tokens (64 of the 262,208 in 4B and larger) stand for no text.
  const shape = { ...config.shape, vocabularySize: tokens.length };
  const chatTemplate = await readChatTemplate(checkpointDirectory);
  const name = options.name ?? basename(checkpointDirectory);
  const metadata = new Map([...generalMetadata(name, shape, type), ...vocabularyMetadata(tokens)]);
  if (chatTemplate !== undefined) metadata.set('tokenizer.chat_template', ggufValue.text(chatTemplate));

  const tensors = found.map((tensor) => tensorSource(stored, tensor, shape, type, signal));
  await writeGguf(target, { metadata, tensors }, signal);
  await validateModelFile(target);
}

function generalMetadata(name: string, shape: Gemma3Shape, type: ExportType): Map<string, GgufValue> {
  const { text, uint32, float32 } = ggufValue;
  const metadata = new Map<string, GgufValue>([
    ['general.architecture', text('gemma3')],
    ['general.type', text('model')],
    ['general.name', text(name)],
    ['general.size_label', text(sizeOfShape(shape)?.toUpperCase() ?? 'custom')],
    ['general.license', text('gemma')],
    ['general.quantization_version', uint32(2)],
    ['general.file_type', uint32(fileTypes[type])],
    [shapeKeys.contextLength, uint32(shape.contextLength)],
    [shapeKeys.hiddenSize, uint32(shape.hiddenSize)],
    [shapeKeys.layers, uint32(shape.layers)],
    [shapeKeys.intermediateSize, uint32(shape.intermediateSize)],
    [shapeKeys.attentionHeads, uint32(shape.attentionHeads)],
    [shapeKeys.keyValueHeads, uint32(shape.keyValueHeads)],
    [shapeKeys.headDimension, uint32(shape.headDimension)],
    [shapeKeys.valueDimension, uint32(shape.headDimension)],
    [shapeKeys.slidingWindow, uint32(shape.slidingWindow)],
    [shapeKeys.normEpsilon, float32(shape.normEpsilon)],
    [shapeKeys.ropeBase, float32(shape.ropeBase)],
  ]);
  if (shape.ropeScalingFactor !== 1) {
    metadata.set(shapeKeys.ropeScalingType, text('linear'));
    metadata.set(shapeKeys.ropeScalingFactor, float32(shape.ropeScalingFactor));
  }
  return metadata;
}

function tensorSource(
  stored: CheckpointTensors,
  tensor: FoundTensor,
  shape: Gemma3Shape,
  type: ExportType,
  signal: AbortSignal | undefined,
): GgufTensorSource {
  const format = tensor.isNorm || type === 'f32' ? 'F32' : 'BF16';
  const isEmbedding = tensor.ggufName === 'token_embd.weight';
  const dimensions = isEmbedding ? [shape.vocabularySize, shape.hiddenSize] : tensor.dimensions;
  return {
    name: tensor.ggufName,
    type: knownGgmlType(format),
    dimensions,
    async *bytes() {
      let left = dimensions.reduce((product, length) => product * length, 1);
      for await (const values of stored.readValues(tensor.storedName, signal)) {
        const kept = values.subarray(0, left);
        left -= kept.length;
        yield encodeFloats(format, tensor.isNorm ? kept.map((value) => value + 1) : kept);
      }
    },
  };
}
