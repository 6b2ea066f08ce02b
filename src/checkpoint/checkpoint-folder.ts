import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../core/configuration.ts';
import { exists, readText, writeFileAtomically } from '../core/files.ts';
import { parseJson, parseWith } from '../core/schema.ts';
import { formatTokenizerFile, type TokenizerFile, vocabularyTokens } from '../vocabulary/index.ts';
import { formatConfig } from './config.ts';
import { type SafetensorsSource, writeSafetensors } from './safetensors/writer.ts';
import type { Gemma3Shape } from './shapes.ts';

/** How the weights of a checkpoint are stored. */
export type Precision = 'float32' | 'bfloat16';

/** What a checkpoint folder is made of. */
export interface CheckpointContent {
  readonly shape: Gemma3Shape;
  readonly precision: Precision;
  readonly tensors: readonly SafetensorsSource[];
  readonly tokenizer: TokenizerFile;
  readonly chatTemplate: string;
  /** One sentence for NOTICE: what the weights were made from and how they were changed. */
  readonly modification: string;
}

/** Writes a checkpoint in the Hugging Face layout, with the terms that go wherever a Gemma derivative goes. */
export async function writeCheckpointFolder(
  directory: string,
  content: CheckpointContent,
  signal?: AbortSignal,
): Promise<void> {
  const write = (name: string, text: string) => writeFileAtomically(join(directory, name), text);
  const tokens = vocabularyTokens(content.tokenizer);
  const endOfTurn = tokens.findIndex(({ text }) => text === '<end_of_turn>');
  await write('config.json', formatConfig(content.shape, { precision: content.precision }));
  await write('tokenizer.json', formatTokenizerFile(content.tokenizer));
  await write('tokenizer_config.json', formatJson(tokenizerConfig));
  await write('generation_config.json', formatJson(generationConfig(endOfTurn)));
  await write('chat_template.jinja', content.chatTemplate);
  await write('GEMMA_TERMS.txt', await readText(join(projectFolder, 'models', 'GEMMA_TERMS.txt')));
  await write('NOTICE', `${gemmaNotice}\n\n${content.modification}\n`);
  await writeSafetensors(join(directory, 'model.safetensors'), content.tensors, signal);
}

// Loose: these files are transformers' own and hold much else.
const templateSchema = z.looseObject({ chat_template: z.string().optional() });

/**
 * The chat template of a checkpoint folder, from wherever transformers looks for it.
 * @returns `undefined` when it has none, as base models do not.
 */
export async function readChatTemplate(directory: string): Promise<string | undefined> {
  const own = join(directory, 'chat_template.jinja');
  if (await exists(own)) return readText(own);
  for (const name of ['chat_template.json', 'tokenizer_config.json']) {
    const file = join(directory, name);
    if (!(await exists(file))) continue;
    const { chat_template: template } = parseWith(templateSchema, parseJson(await readText(file), { file }), {
      file,
    });
    if (template !== undefined) return template;
  }
  return undefined;
}

/** The sentence that the Gemma terms ask for. */
const gemmaNotice =
  'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms';

const tokenizerConfig = {
  // tokenizer.json says everything; the class for Gemma would rebuild it from parts.
  tokenizer_class: 'PreTrainedTokenizerFast',
  bos_token: '<bos>',
  eos_token: '<eos>',
  unk_token: '<unk>',
  pad_token: '<pad>',
  add_bos_token: true,
  add_eos_token: false,
  clean_up_tokenization_spaces: false,
  model_max_length: 32_768,
  padding_side: 'left',
};

/** Sampling as Google recommends for Gemma 3; generation also ends where the model ends its turn. */
function generationConfig(endOfTurn: number): object {
  return {
    bos_token_id: 2,
    eos_token_id: endOfTurn >= 0 ? [1, endOfTurn] : [1],
    pad_token_id: 0,
    do_sample: true,
    temperature: 1,
    top_k: 64,
    top_p: 0.95,
  };
}

function formatJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
