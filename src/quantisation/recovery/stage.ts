import {
  defineStage,
  requiredInput,
  type StageContext,
  type StageOutcome,
} from '../../core/artefact/stage.ts';
import {
  checkReplay,
  copyCheckpointFiles,
  createTrainingReport,
  jobSettings,
  readLosses,
  runTrainer,
  trainingSettingsSchema,
} from '../../training/index.ts';
import { type RecoverySettings, recoverySettingsSchema } from './settings.ts';

/**
 * `recovery`: a short distillation in which the student computes with quantised weights and learns to say
 * what the unquantised model says. Quantise the result to the same types, without importances.
 */
export const recoveryStage = defineStage({
  name: 'recovery',
  kind: 'checkpoint',
  formatVersion: 1,
  inputs: {
    checkpoint: { kinds: ['checkpoint'] },
    tokens: { kinds: ['tokens'] },
    replay: { kinds: ['tokens'], optional: true },
  },
  settings: recoverySettingsSchema,
  incidentalSettings: ['device', 'threads', 'compile', 'checkpointEverySteps'],
  build,
});

async function build({
  settings,
  inputs,
  draft,
  progress,
  signal,
}: StageContext<RecoverySettings>): Promise<StageOutcome> {
  const checkpoint = requiredInput({ inputs }, 'checkpoint');
  const tokens = requiredInput({ inputs }, 'tokens');
  const { replay } = inputs;
  checkReplay(replay, settings.replayShare);
  const report = createTrainingReport('recovery', progress);
  const { type, embeddingType, ...training } = settings;
  const job = {
    type: 'job',
    base: checkpoint.directory,
    tokens: tokens.directory,
    replay: replay?.directory ?? null,
    teacher: checkpoint.directory,
    output: draft.directory,
    resume: draft.resumePath(),
    settings: jobSettings(
      // In float32: the quantiser then finds the grid that the student computed with.
      trainingSettingsSchema.parse({ ...training, weightDecay: 0, savePrecision: 'float32' }),
      { matrices: type, embedding: embeddingType },
    ),
  } as const;
  await runTrainer(job, { signal, onEvent: report.handle });
  const { ready, finished } = report.results();
  await copyCheckpointFiles(checkpoint.directory, draft.directory, {
    name: 'recovery',
    precision: 'float32',
  });
  const losses = (await readLosses(draft.directory)).map(({ loss }) => loss);
  const last = losses.slice(-Math.max(1, Math.ceil(losses.length / 10)));
  return {
    counts: {
      steps: finished.step,
      tokens: finished.tokens,
      parameters: ready.parameters,
      // Nats a token: of the first step, and the mean of the last tenth.
      firstDivergence: losses[0] ?? 0,
      lastDivergence: last.reduce((sum, loss) => sum + loss, 0) / Math.max(1, last.length),
    },
    licences: [checkpoint, tokens, replay].flatMap((input) => input?.manifest.licences ?? []),
    tools: ready.versions,
  };
}
