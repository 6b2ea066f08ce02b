import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { requiredInput, type StageContext } from '../../../core/artefact/stage.ts';
import { quantiseModelFile } from '../../gguf/quantise.ts';
import { exportSource, measuringThreads, prepareImportance } from '../../prepare.ts';
import type { VariantSources } from './make-variant.ts';
import type { TableSettings } from './settings.ts';

/** Exports the models, gathers the importances and finds the size of plain Q4_0, the budget of the search. */
export async function prepareSources(context: StageContext<TableSettings>): Promise<VariantSources> {
  const { settings, inputs, draft, executor, signal, progress } = context;
  const { name, calibrationTokens: tokens } = settings;
  const checkpoint = requiredInput({ inputs }, 'checkpoint');
  const file = await exportSource(context, checkpoint, { name });
  const recovered = inputs.recovered && {
    folder: inputs.recovered.directory,
    file: await exportSource(context, inputs.recovered, { name, file: 'recovered.gguf' }),
  };
  const folder = draft.resumePath('variants');
  await mkdir(folder, { recursive: true });
  const plain = join(folder, 'plain.gguf');
  const threads = settings.threads ?? measuringThreads(executor.concurrency);
  const { sizeBytes } = await quantiseModelFile({
    source: file,
    target: plain,
    type: 'q4_0',
    threads,
    signal,
  });
  await rm(plain);
  const importance = (name: 'tajik' | 'english', texts: readonly string[]) =>
    prepareImportance(context, file, { name, texts, tokens });
  return {
    settings,
    models: { checkpoint: { folder: checkpoint.directory, file }, recovered },
    importances: {
      tajik: await importance('tajik', settings.tajikCalibration),
      english: await importance('english', settings.englishCalibration),
    },
    plainBytes: sizeBytes,
    folder,
    threads,
    signal,
    onSearch: (message) => progress.log(`Searched types: ${message}`),
  };
}
