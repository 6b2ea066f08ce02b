import { basename, join } from 'node:path';
import { BadInputError } from '../../core/errors.ts';
import { at } from '../../core/known.ts';
import {
  type EmbeddingRows,
  readEmbeddingRows,
  readTokenizerFile,
  type VocabularyToken,
  vocabularyTokens,
} from '../../vocabulary/index.ts';
import { gemmaChatTemplate } from '../chat-template.ts';
import { readChatTemplate, writeCheckpointFolder } from '../checkpoint-folder.ts';
import { type FoundTensor, findModelTensors } from '../checkpoint-tensors.ts';
import { readCheckpointConfig } from '../config.ts';
import type { ImportOptions, ImportResult } from '../gguf/import-gguf.ts';
import { openCheckpointTensors } from '../safetensors/reader.ts';
import { parameterCount } from '../shapes.ts';
import { createCentres } from './centres.ts';
import { readRows } from './embedding-table.ts';
import { createMix, type Mix } from './initialisation.ts';
import { type NewRow, newEmbedding } from './new-rows.ts';
import { findOwnTokens } from './own-tokens.ts';
import { createPersianParts } from './persian-parts.ts';
import type { Initialisation } from './settings.ts';

export interface OperationOptions extends ImportOptions {
  readonly initialisation?: Initialisation;
  /** Folders of tokens: of the new language, and of those whose tokens are to stay as they are. */
  readonly renewal?: { readonly own: string; readonly spared: string };
}

export interface OperationResult extends ImportResult {
  /** Kept tokens that began over. */
  readonly renewed: number;
}

/**
 * Writes a checkpoint for another vocabulary: its embedding (which is its output too) gets the rows of
 * the kept tokens and new ones for the learned tokens; everything else is copied. Streams.
 * @throws BadInputError when the vocabulary was not made from this checkpoint's.
 */
export async function operate(
  checkpoint: string,
  vocabulary: string,
  directory: string,
  options: OperationOptions = {},
): Promise<OperationResult> {
  const { precision = 'float32', initialisation = 'shrunk', renewal, signal, onTensor } = options;
  const { shape: oldShape } = await readCheckpointConfig(checkpoint);
  const stored = await openCheckpointTensors(checkpoint);
  const found = findModelTensors(stored, oldShape, checkpoint);
  const rows = await readEmbeddingRows(vocabulary);
  const oldFile = await readTokenizerFile(join(checkpoint, 'tokenizer.json'));
  const oldTokens = vocabularyTokens(oldFile, join(checkpoint, 'tokenizer.json'));
  const tokenizer = await readTokenizerFile(join(vocabulary, 'tokenizer.json'));
  const newTokens = vocabularyTokens(tokenizer);
  requireSameTokens(rows, oldTokens, newTokens, vocabulary);
  const shape = { ...oldShape, vocabularySize: newTokens.length };
  const texts = oldTokens.map(({ text }) => text);
  const persianParts = initialisation === 'persian' ? createPersianParts(oldFile) : () => undefined;
  const own = renewal ? await findOwnTokens(newTokens, rows.kept.length, renewal, signal) : new Set<number>();
  const renewed = [...own].filter((id) => persianParts(at(newTokens, id).text));
  const newRows = describeRows(
    rows,
    newTokens,
    new Set(renewed),
    createMix(initialisation, texts, persianParts),
  );

  async function* valuesOf(tensor: FoundTensor): AsyncGenerator<Float32Array> {
    if (isEmbedding(tensor)) {
      const old = () => readRows(stored, tensor.storedName, shape.hiddenSize, signal);
      const centres = createCentres(oldTokens, shape.hiddenSize);
      yield* newEmbedding(old, shape.hiddenSize, newRows, centres);
    } else yield* stored.readValues(tensor.storedName, signal);
    onTensor?.();
  }

  const content = {
    shape,
    precision,
    tokenizer,
    chatTemplate: (await readChatTemplate(checkpoint)) ?? gemmaChatTemplate,
    modification:
      `The weights in this folder were modified: Soro gave the checkpoint ${basename(checkpoint)} another vocabulary ` +
      `(${rows.kept.length} of ${rows.sourceVocabularySize} tokens kept, ${rows.added.length} new ones: ${initialisation}; ` +
      `${renewed.length} kept ones started over).`,
    tensors: found.map((tensor) => ({
      name: tensor.checkpointName,
      format: precision === 'float32' ? ('F32' as const) : ('BF16' as const),
      dimensions: isEmbedding(tensor) ? [shape.vocabularySize, shape.hiddenSize] : tensor.dimensions,
      values: () => valuesOf(tensor),
    })),
  };
  await writeCheckpointFolder(directory, content, signal);
  return {
    parameters: parameterCount(shape),
    tensors: found.length,
    vocabularySize: newTokens.length,
    renewed: renewed.length,
  };
}

function describeRows(
  { kept, added }: EmbeddingRows,
  newTokens: readonly VocabularyToken[],
  renewed: ReadonlySet<number>,
  mix: Mix,
): NewRow[] {
  const old = kept.map((row, id): NewRow => {
    const text = at(newTokens, id).text;
    return renewed.has(id) ? { text, mixture: mix(text, [row]) } : { kept: row };
  });
  return [...old, ...added.map(({ text, parts }) => ({ text, mixture: mix(text, parts) }))];
}

function isEmbedding(tensor: FoundTensor): boolean {
  return tensor.ggufName === 'token_embd.weight';
}

function requireSameTokens(
  { sourceVocabularySize, kept, added }: EmbeddingRows,
  oldTokens: readonly VocabularyToken[],
  newTokens: readonly VocabularyToken[],
  vocabulary: string,
): void {
  const isSame =
    sourceVocabularySize === oldTokens.length &&
    kept.length + added.length === newTokens.length &&
    kept.every((old, index) => oldTokens[old]?.text === newTokens[index]?.text);
  if (isSame) return;
  throw new BadInputError({
    message: 'This vocabulary was made from the vocabulary of another checkpoint.',
    file: vocabulary,
    remedy: 'Give the checkpoint that the vocabulary was made from, or build the vocabulary again.',
  });
}
