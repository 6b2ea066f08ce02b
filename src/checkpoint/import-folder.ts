import { basename, join } from 'node:path';
import { readTokenizerFile } from '../vocabulary/index.ts';
import { gemmaChatTemplate } from './chat-template.ts';
import { readChatTemplate, writeCheckpointFolder } from './checkpoint-folder.ts';
import { findModelTensors } from './checkpoint-tensors.ts';
import { readCheckpointConfig } from './config.ts';
import type { ImportOptions, ImportResult } from './gguf/import-gguf.ts';
import { openCheckpointTensors } from './safetensors/reader.ts';
import { parameterCount } from './shapes.ts';

/**
 * Copies the text part of a Hugging Face checkpoint (text-only or multimodal, one file or several) into a
 * text-only checkpoint folder of the wanted precision. Streams.
 * @throws BadInputError when it is not a complete Gemma 3 checkpoint, CorruptArtefactError when damaged.
 */
export async function importFolder(
  from: string,
  directory: string,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const { precision = 'float32', signal, onTensor } = options;
  const { shape } = await readCheckpointConfig(from);
  const stored = await openCheckpointTensors(from);
  const tensors = findModelTensors(stored, shape, from);
  const tokenizer = await readTokenizerFile(join(from, 'tokenizer.json'));
  await writeCheckpointFolder(
    directory,
    {
      shape,
      precision,
      tokenizer,
      chatTemplate: (await readChatTemplate(from)) ?? gemmaChatTemplate,
      modification: `The weights in this folder were copied by Soro from the checkpoint ${basename(from)}, text part only, as ${precision}.`,
      tensors: tensors.map((tensor) => ({
        name: tensor.checkpointName,
        format: precision === 'float32' ? 'F32' : 'BF16',
        dimensions: tensor.dimensions,
        async *values() {
          yield* stored.readValues(tensor.storedName, signal);
          onTensor?.();
        },
      })),
    },
    signal,
  );
  return {
    parameters: parameterCount(shape),
    tensors: tensors.length,
    vocabularySize: Object.keys(tokenizer.model.vocab).length,
  };
}
