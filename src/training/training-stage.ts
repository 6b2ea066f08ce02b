import type { Artefact } from '../core/artefact/manifest.ts';
import type { InputRule, StageContext, StageOutcome } from '../core/artefact/stage.ts';
import { defineStage, requiredInput } from '../core/artefact/stage.ts';
import { BadInputError } from '../core/errors.ts';
import { writeFileAtomically } from '../core/files.ts';
import { readTokenIndex } from '../vocabulary/index.ts';
import { copyCheckpointFiles } from './copy-checkpoint-files.ts';
import { openCurve } from './curve/curve.ts';
import { jobSettings } from './protocol.ts';
import { createTrainingReport } from './report-progress.ts';
import { incidentalTrainingSettings, type TrainingSettings, trainingSettingsSchema } from './settings.ts';
import { runTrainer } from './trainer-process.ts';
import { readLosses, type TrainingState } from './training-state.ts';

const inputs: Readonly<Record<string, InputRule>> = {
  base: { kinds: ['checkpoint'] },
  tokens: { kinds: ['tokens'] },
  replay: { kinds: ['tokens'], optional: true },
  teacher: { kinds: ['checkpoint'], optional: true },
};

/** The stage that trains a checkpoint on tokens: on all of them, or on labelled ones only. */
export function defineTrainingStage(name: TrainingState['stage']) {
  return defineStage({
    name,
    kind: 'checkpoint',
    formatVersion: 1,
    inputs,
    settings: trainingSettingsSchema,
    resolvePaths: (settings, resolve) => ({
      ...settings,
      probes: Object.fromEntries(
        Object.entries(settings.probes).map(([text, path]) => [text, resolve(path)]),
      ),
    }),
    incidentalSettings: incidentalTrainingSettings,
    build: (context) => train(name, context),
  });
}

async function train(
  name: TrainingState['stage'],
  context: StageContext<TrainingSettings>,
): Promise<StageOutcome> {
  const { settings, draft, progress, signal } = context;
  const base = requiredInput(context, 'base');
  const tokens = requiredInput(context, 'tokens');
  const replay = context.inputs.replay;
  await checkLabels(name, tokens);
  const teacher = context.inputs.teacher;
  checkReplay(replay, settings.replayShare);
  checkTeacher(teacher, replay);
  const report = createTrainingReport(name, progress);
  const job = {
    type: 'job',
    base: base.directory,
    tokens: tokens.directory,
    replay: replay?.directory ?? null,
    teacher: teacher?.directory ?? null,
    output: draft.directory,
    resume: draft.resumePath(),
    settings: jobSettings(settings),
  } as const;
  const curve = await openCurve(draft, name);
  try {
    await runTrainer(job, {
      signal,
      processes: settings.processes,
      onEvent(event) {
        report.handle(event);
        curve.handle(event);
      },
    });
  } catch (error) {
    // A page that cannot be written says less than what stopped the training.
    await curve.close().catch(() => {});
    throw error;
  }
  await curve.close();
  const { ready, finished } = report.results();
  await copyCheckpointFiles(base.directory, draft.directory, { name, precision: settings.savePrecision });
  const state: TrainingState = {
    stage: name,
    step: finished.step,
    tokens: finished.tokens,
    parameters: ready.parameters,
    ...(await summariseLosses(draft.directory)),
  };
  await writeFileAtomically(draft.path('soro.json'), `${JSON.stringify(state, null, 2)}\n`);
  return {
    counts: {
      steps: finished.step,
      tokens: finished.tokens,
      parameters: ready.parameters,
      documents: ready.documents,
      cutDocuments: ready.cutDocuments,
    },
    rejects: ready.skippedDocuments > 0 ? { 'nothing to learn': ready.skippedDocuments } : {},
    licences: [base, tokens, replay, teacher].flatMap((input) => input?.manifest.licences ?? []),
    tools: ready.versions,
  };
}

/** Tuning on unlabelled text, or pretraining on dialogues without their questions, is a mistake in a recipe. */
async function checkLabels(name: TrainingState['stage'], tokens: Artefact): Promise<void> {
  const { masked } = await readTokenIndex(tokens.directory);
  if (masked === (name === 'tuning')) return;
  throw new BadInputError({
    message: masked
      ? 'These tokens are dialogues with labels; pretraining reads plain text.'
      : 'These tokens have no labels; tuning learns from dialogues.',
    file: tokens.directory,
    remedy: masked ? 'Use the stage tuning.' : 'Give it the artefact of the stage instruction-tokens.',
  });
}

/** An input that is not used, or a share of nothing, is a mistake in a recipe. */
export function checkReplay(replay: Artefact | undefined, share: number): void {
  if ((replay !== undefined) === share > 0) return;
  throw new BadInputError({
    message: replay
      ? 'There are tokens to replay, but replayShare is 0.'
      : `replayShare is ${share}, but there are no tokens to replay.`,
    place: 'replayShare',
    remedy: replay ? 'Set replayShare, such as 0.1.' : 'Name a tokens artefact as the input replay.',
  });
}

/** A teacher speaks about what is replayed only. */
function checkTeacher(teacher: Artefact | undefined, replay: Artefact | undefined): void {
  if (teacher === undefined || replay !== undefined) return;
  throw new BadInputError({
    message: 'There is a teacher, but there are no tokens to replay.',
    file: teacher.directory,
    remedy: 'Name a tokens artefact as the input replay, and replayShare.',
  });
}

async function summariseLosses(directory: string): Promise<{ firstLoss: number; lastLoss: number }> {
  const losses = (await readLosses(directory)).map(({ loss }) => loss);
  const last = losses.slice(-Math.max(1, Math.ceil(losses.length / 10)));
  return {
    firstLoss: losses[0] ?? 0,
    lastLoss: last.reduce((sum, loss) => sum + loss, 0) / last.length,
  };
}
