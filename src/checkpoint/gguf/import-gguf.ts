import { basename } from 'node:path';
import { tokenizerFileFromTokens } from '../../vocabulary/index.ts';
import { gemmaChatTemplate } from '../chat-template.ts';
import { type Precision, writeCheckpointFolder } from '../checkpoint-folder.ts';
import type { SafetensorsSource } from '../safetensors/writer.ts';
import { type ModelTensor, modelTensors, parameterCount } from '../shapes.ts';
import { type GgufFile, openGguf } from './file.ts';
import { shapeFromGguf } from './gguf-shape.ts';
import { tokensFromGguf } from './gguf-vocabulary.ts';
import { metadataText } from './metadata.ts';
import { validateModelFile } from './validate-gguf.ts';

/** How to import, and what to call for each tensor that is done. */
export interface ImportOptions {
  readonly precision?: Precision;
  readonly signal?: AbortSignal | undefined;
  readonly onTensor?: () => void;
}

/** What was imported. */
export interface ImportResult {
  readonly parameters: number;
  readonly tensors: number;
  readonly vocabularySize: number;
}

/**
 * Turns a GGUF model into a checkpoint folder that transformers opens: weights as floats, 1.0 taken off
 * the norm weights, the tokeniser remade from the token list. Streams: one piece of a tensor in memory.
 * @throws BadInputError or CorruptArtefactError as {@link validateModelFile} does.
 */
export async function importGguf(
  file: string,
  directory: string,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { precision = 'float32', signal, onTensor } = options;
  await validateModelFile(file);
  const gguf = await openGguf(file);
  try {
    const shape = shapeFromGguf(gguf.header);
    const tokens = tokensFromGguf(gguf.header);
    const parts = modelTensors(shape);
    const types = [...new Set(gguf.tensors.values().map((tensor) => tensor.type.name))].join(', ');
    await writeCheckpointFolder(
      directory,
      {
        shape,
        precision,
        tensors: parts.map((part) => tensorSource(gguf, part, precision, signal, onTensor)),
        tokenizer: tokenizerFileFromTokens(tokens, file),
        chatTemplate: metadataText(gguf.header.metadata, 'tokenizer.chat_template') ?? gemmaChatTemplate,
        modification: `The weights in this folder were modified: converted by Soro from ${basename(file)} (GGUF; ${types}) to ${precision}.`,
      },
      signal,
    );
    return { parameters: parameterCount(shape), tensors: parts.length, vocabularySize: tokens.length };
  } finally {
    await gguf.close();
  }
}

function tensorSource(
  gguf: GgufFile,
  part: ModelTensor,
  precision: Precision,
  signal: AbortSignal | undefined,
  onTensor: (() => void) | undefined,
): SafetensorsSource {
  return {
    name: part.checkpointName,
    format: precision === 'float32' ? 'F32' : 'BF16',
    dimensions: part.dimensions,
    async *values() {
      for await (const values of gguf.readValues(part.ggufName, signal)) {
        yield part.isNorm ? values.map((value) => value - 1) : values;
      }
      onTensor?.();
    },
  };
}
