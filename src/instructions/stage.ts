import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashFile } from '../core/artefact/fingerprint.ts';
import { defineStage, type StageContext, type StageOutcome } from '../core/artefact/stage.ts';
import { buildExamples } from './build-examples.ts';
import { noExample } from './no-example.ts';
import { type InstructionsSettings, instructionsSettingsSchema } from './settings.ts';
import { InstructionsWriter } from './write-artefact.ts';

/** `instructions`: teacher-style examples from named sources, a corpus and computed exercises. */
export const instructionsStage = defineStage({
  name: 'instructions',
  kind: 'instructions',
  formatVersion: 1,
  inputs: { corpus: { kinds: ['corpus'], optional: true } },
  settings: instructionsSettingsSchema,
  resolvePaths: (settings, resolve) => ({
    ...settings,
    sources: settings.sources.map((source) => ({ ...source, file: resolve(source.file) })),
  }),
  externals: hashSources,
  // Which sources, with which terms, `externals` says; where they lie does not count.
  incidentalSettings: ['sources'],
  build,
});

async function hashSources(
  { sources }: InstructionsSettings,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [place, { form, file, name, licence }] of sources.entries()) {
    hashes[`${place + 1} ${form}: ${name} (${licence})`] = await hashFile(file, signal);
  }
  // The wordings decide as much as the sources do: a corrected sentence is rebuilt.
  const data = fileURLToPath(new URL('./data/', import.meta.url));
  for (const file of (await readdir(data)).sort()) {
    hashes[`wordings ${file}`] = await hashFile(join(data, file), signal);
  }
  return hashes;
}

async function build(context: StageContext<InstructionsSettings>): Promise<StageOutcome> {
  const { settings, inputs, draft, progress, signal } = context;
  const task = progress.task('Building examples', { unit: 'examples', total: settings.examples });
  const writer = new InstructionsWriter(draft);
  let examples = 0;
  for await (const event of buildExamples({ settings, corpus: inputs.corpus, signal })) {
    if (event.type === 'reject') {
      writer.leaveOut(event.kind, event.reason);
      continue;
    }
    await writer.add(event.example);
    examples += 1;
    task.advance();
    if (examples % 500 === 0) task.note({ kind: event.example.kind });
  }
  if (examples === 0)
    throw noExample('Name sources, or ask for kinds that are computed (arithmetic, grammar).');
  if (examples < settings.examples) {
    progress.warn(`${examples} examples of ${settings.examples}: the sources and wordings give no more.`);
  }
  task.finish(`${examples} examples; report.html shows them`);
  return writer.finish();
}
