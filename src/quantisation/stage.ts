import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exportGguf, validateModelFile } from '../checkpoint/index.ts';
import { projectFolder } from '../core/configuration.ts';
import { exists, readText, writeFileAtomically } from '../core/files.ts';
import { hashFile } from '../core/fingerprint.ts';
import type { Artefact } from '../core/manifest.ts';
import { defineStage, type StageContext, type StageOutcome } from '../core/stage.ts';
import { writeCard } from './card.ts';
import { quantiseModelFile } from './quantise.ts';
import { defaultTokenEmbeddingType, modelTypes, tensorTypes } from './types.ts';

const settingsSchema = z.strictObject({
  type: z
    .enum(modelTypes)
    .default('q5_1')
    .describe('what the weights are quantised to; q5_1 is the smallest that a 270M model bears well'),
  tokenEmbeddingType: z
    .enum(tensorTypes)
    .optional()
    .describe('type of the token embedding; by default that of the rest'),
  name: z.string().min(1).default('Soro').describe('what the model is called in its card and in the file'),
  description: z.string().default('').describe('what the card says first: purpose, data, figures'),
});

type QuantisationSettings = z.output<typeof settingsSchema>;

/** `quantisation`: a checkpoint becomes one GGUF file with its card, checksums and terms. */
export const quantisationStage = defineStage({
  name: 'quantisation',
  kind: 'model',
  formatVersion: 1,
  inputs: { checkpoint: { kinds: ['checkpoint'] } },
  settings: settingsSchema,
  build,
});

async function build(context: StageContext<QuantisationSettings>): Promise<StageOutcome> {
  const { settings, draft, executor, progress, signal } = context;
  const checkpoint = context.inputs.checkpoint as Artefact;
  const source = await exportSource(context, checkpoint);
  const target = draft.path('model.gguf');
  const tokenEmbeddingType = settings.tokenEmbeddingType ?? defaultTokenEmbeddingType(settings.type);

  const task = progress.task('Quantising', { unit: 'tensors' });
  let done = 0;
  const result = await quantiseModelFile({
    source,
    target,
    type: settings.type,
    tensorTypes: { tokenEmbedding: tokenEmbeddingType },
    threads: executor.concurrency,
    signal,
    onTensor: (count) => {
      task.advance(count - done);
      done = count;
    },
  });
  task.finish(
    `${(result.sizeBytes / 1e6).toFixed(1)} MB, ${result.bitsPerWeight.toFixed(2)} bits per weight`,
  );

  const { name, description, type } = settings;
  const facts = { ...result, name, description, type, tokenEmbeddingType, checkpoint: checkpoint.manifest };
  await writeFileAtomically(draft.path('card.md'), writeCard(facts));
  await writeFileAtomically(draft.path('NOTICE'), await notice(checkpoint.directory, settings.type));
  await writeFileAtomically(draft.path('GEMMA_TERMS.txt'), await terms(checkpoint.directory));
  await writeFileAtomically(draft.path('checksums.txt'), await checksums(draft.directory, signal));
  return {
    counts: { sizeBytes: result.sizeBytes, bitsPerWeight: result.bitsPerWeight },
    licences: ['Gemma Terms of Use', ...checkpoint.manifest.licences],
    tools: { 'llama.cpp': result.llamaVersion },
  };
}

/** The checkpoint as an F32 file; one that a stopped run has finished is taken as it is. */
async function exportSource(
  { settings, draft, progress, signal }: StageContext<QuantisationSettings>,
  checkpoint: Artefact,
): Promise<string> {
  const source = draft.resumePath('source.gguf');
  if (await exists(source)) {
    await validateModelFile(source);
    return source;
  }
  const task = progress.task('Exporting the checkpoint');
  await exportGguf(checkpoint.directory, source, { type: 'f32', name: settings.name, signal });
  task.finish(`${((await stat(source)).size / 1e6).toFixed(0)} MB in F32`);
  return source;
}

async function notice(checkpointDirectory: string, type: string): Promise<string> {
  const given = (await readText(await travelling(checkpointDirectory, 'NOTICE'))).trimEnd();
  return `${given}\n\nThis file was modified again: quantised to ${type.toUpperCase()} by Soro.\n`;
}

async function terms(checkpointDirectory: string): Promise<string> {
  return readText(await travelling(checkpointDirectory, 'GEMMA_TERMS.txt'));
}

/** The file that came with the checkpoint, or the project's own. */
async function travelling(checkpointDirectory: string, name: string): Promise<string> {
  const own = join(checkpointDirectory, name);
  return (await exists(own)) ? own : join(projectFolder, 'models', name);
}

/** As `sha256sum --check` reads it. */
async function checksums(directory: string, signal: AbortSignal): Promise<string> {
  let text = '';
  for (const name of ['GEMMA_TERMS.txt', 'NOTICE', 'card.md', 'model.gguf']) {
    text += `${await hashFile(join(directory, name), signal)}  ${name}\n`;
  }
  return text;
}
