import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { hashFile } from '../core/artefact/fingerprint.ts';
import { defineStage, type StageContext, type StageOutcome } from '../core/artefact/stage.ts';
import { fromSystemError } from '../core/errors.ts';
import { exists } from '../core/files.ts';
import { assembleEmbeddedModel, readEmbeddedModel } from './embedded-model.ts';
import { importGguf } from './gguf/import-gguf.ts';
import { importFolder } from './import-folder.ts';
import { weightFiles } from './safetensors/reader.ts';

const embedded = 'embedded';

const settingsSchema = z.strictObject({
  from: z
    .string()
    .min(1)
    .describe(
      'a GGUF file, a Hugging Face checkpoint folder, or the word "embedded" for the model in models/',
    ),
  precision: z.enum(['float32', 'bfloat16']).default('float32').describe('how the weights are stored'),
});

/** Settings of {@link checkpointStage}. */
export type CheckpointSettings = z.infer<typeof settingsSchema>;

/** Brings a Gemma 3 model into the line: a checkpoint folder from a GGUF file or a Hugging Face folder. */
export const checkpointStage = defineStage({
  name: 'checkpoint',
  kind: 'checkpoint',
  formatVersion: 1,
  inputs: {},
  settings: settingsSchema,
  resolvePaths: (settings, resolve) =>
    settings.from === embedded ? settings : { ...settings, from: resolve(settings.from) },
  externals: describeSource,
  // What the files hold counts, not where they lie.
  incidentalSettings: ['from'],
  build,
});

async function describeSource(
  { from }: CheckpointSettings,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  if (from === embedded) {
    const { name, sha256 } = await readEmbeddedModel();
    return { [name]: sha256 };
  }
  const files = (await isFolder(from)) ? await sourceFiles(from) : [from];
  const hashes: Record<string, string> = {};
  for (const file of files) hashes[basename(file)] = await hashFile(file, signal);
  return hashes;
}

/** The files of a checkpoint folder that determine what is made of it. */
async function sourceFiles(folder: string): Promise<string[]> {
  const files = [...(await weightFiles(folder)), join(folder, 'config.json'), join(folder, 'tokenizer.json')];
  for (const name of ['chat_template.jinja', 'chat_template.json', 'tokenizer_config.json']) {
    if (await exists(join(folder, name))) files.push(join(folder, name));
  }
  return files;
}

async function build(context: StageContext<CheckpointSettings>): Promise<StageOutcome> {
  const { settings, draft, progress, signal } = context;
  const from = settings.from === embedded ? await assembleEmbeddedModel({ signal }) : settings.from;
  const task = progress.task('Importing weights', { unit: 'tensors' });
  const importModel = (await isFolder(from)) ? importFolder : importGguf;
  const { parameters, tensors, vocabularySize } = await importModel(from, draft.directory, {
    precision: settings.precision,
    signal,
    onTensor: () => task.advance(),
  });
  task.finish(
    `${(parameters / 1e6).toFixed(1)} M parameters, ${vocabularySize} tokens, ${settings.precision}`,
  );
  return {
    counts: { parameters, tensors, vocabularySize },
    licences: ['Gemma Terms of Use'],
  };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw fromSystemError(error, path);
  }
}
