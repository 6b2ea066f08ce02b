import { join } from 'node:path';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { readText } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';

const size = z.int().positive().optional();
const sizes = { vocab_size: size, hidden_size: size };
// Only what concerns the vocabulary; larger checkpoints keep it with the text model.
const configSchema = z.looseObject({ ...sizes, text_config: z.looseObject(sizes).optional() });

/** What a vocabulary must know of the model it is for. */
export interface ModelWidth {
  /** Numbers in the embedding of one token. */
  readonly hiddenSize: number;
}

/**
 * Reads a checkpoint's `config.json`.
 * @throws BadInputError when the model has fewer embeddings than the tokeniser has tokens.
 */
export async function readModelWidth(directory: string, vocabularySize: number): Promise<ModelWidth> {
  const file = join(directory, 'config.json');
  const config = parseWith(configSchema, parseJson(await readText(file), { file }), { file });
  const rows = config.vocab_size ?? config.text_config?.vocab_size;
  // A table may have unused rows at its end, never too few.
  if (rows !== undefined && rows < vocabularySize) {
    throw new BadInputError({
      message: `The model has ${rows} token embeddings, its tokeniser ${vocabularySize} tokens.`,
      file,
      place: 'vocab_size',
      remedy: 'Put the tokenizer.json that belongs to the weights beside them.',
    });
  }
  const hiddenSize = config.hidden_size ?? config.text_config?.hidden_size;
  if (hiddenSize !== undefined) return { hiddenSize };
  throw new BadInputError({
    message: 'It does not say how wide the embedding is.',
    file,
    place: 'hidden_size',
    remedy: 'Use the config.json of a Gemma 3 checkpoint.',
  });
}
