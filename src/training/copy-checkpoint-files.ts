import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exists, readText, writeFileAtomically } from '../core/files.ts';
import { parseJson, parseWith } from '../core/schema.ts';

const copied = [
  'tokenizer.json',
  'tokenizer_config.json',
  'generation_config.json',
  'chat_template.jinja',
  'GEMMA_TERMS.txt',
] as const;

/** How the weights of the copy were made. */
export interface CopyOptions {
  /** The training that changed them. */
  readonly name: string;
  readonly precision: 'bfloat16' | 'float32';
}

/**
 * Fills a checkpoint folder with everything but its weights: the base's files, its config with the
 * precision of the new weights, and the NOTICE that the Gemma terms ask for, saying that it was modified.
 */
export async function copyCheckpointFiles(base: string, target: string, options: CopyOptions): Promise<void> {
  for (const name of copied) {
    if (await exists(join(base, name))) await copyFile(join(base, name), join(target, name));
  }
  const file = join(base, 'config.json');
  // Loose: transformers adds keys in every version, and all of them are kept.
  const { dtype: _, ...config } = parseWith(z.looseObject({}), parseJson(await readText(file), { file }), {
    file,
  });
  const changed = { ...config, torch_dtype: options.precision };
  await writeFileAtomically(join(target, 'config.json'), `${JSON.stringify(changed, null, 2)}\n`);
  const notice = (await exists(join(base, 'NOTICE'))) ? await readText(join(base, 'NOTICE')) : '';
  const sentence = `Modified by Soro: ${options.name} changed the weights.`;
  await writeFileAtomically(join(target, 'NOTICE'), `${notice.trimEnd()}\n${sentence}\n`.trimStart());
}
