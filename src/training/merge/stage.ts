import type { Artefact } from '../../core/artefact/manifest.ts';
import { defineStage, type StageContext, type StageOutcome } from '../../core/artefact/stage.ts';
import { mergeCheckpoints } from './merge-checkpoints.ts';
import { type MergeSettings, mergeSettings } from './settings.ts';

const baseRole = 'base';

/** `merge`: one checkpoint of several, by averaging them or by adding their changes to a base. */
export const mergeStage = defineStage({
  name: 'merge',
  kind: 'checkpoint',
  formatVersion: 1,
  inputs: { [baseRole]: { kinds: ['checkpoint'], optional: true }, '*': { kinds: ['checkpoint'] } },
  settings: mergeSettings,
  build,
});

async function build({
  settings,
  inputs,
  draft,
  progress,
  signal,
}: StageContext<MergeSettings>): Promise<StageOutcome> {
  const base = inputs[baseRole]?.directory;
  const models = Object.entries(inputs)
    .filter(([role]) => role !== baseRole)
    .map(([label, { directory }]) => ({ label, directory }));
  const task = progress.task('Merging', { unit: 'tensors' });
  const result = await mergeCheckpoints(models, draft.directory, {
    ...settings,
    base,
    signal,
    onTensor: () => task.advance(),
  });
  task.finish(
    `${(result.parameters / 1e6).toFixed(1)} M parameters of ${models.length + (base ? 1 : 0)} checkpoints`,
  );
  const licences = Object.values(inputs).flatMap(({ manifest }: Artefact) => manifest.licences);
  return { counts: { ...result, models: models.length }, licences };
}
