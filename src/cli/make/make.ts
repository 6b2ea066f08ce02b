import { buildArtefact } from '../../core/artefact/build.ts';
import { type Artefact, readManifest } from '../../core/artefact/manifest.ts';
import type { Executor } from '../../core/executor.ts';
import { describeDuration } from '../../core/progress/progress-output.ts';
import type { Progress } from '../../core/progress.ts';
import { type PlanStep, planRecipe } from './plan.ts';
import { type Recipe, readRecipe } from './recipe.ts';
import { type Condition, checkRelease, settleRelease } from './release.ts';

export interface MakeOptions {
  readonly executor: Executor;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What one artefact of a finished `make` cost. */
export interface MadeArtefact {
  readonly name: string;
  readonly built: boolean;
  readonly seconds: number;
}

/** What a finished `make` did. */
export interface MadeRecipe {
  readonly artefacts: readonly MadeArtefact[];
  /** Where the recipe has conditions for a release: whether they are met. */
  readonly release?: {
    readonly isReleased: boolean;
    readonly conditions: readonly Condition[];
    readonly model: string;
  };
}

/** Builds what is missing or stale of a recipe, in order; says why for each; then judges its model. */
export async function makeRecipe(file: string, options: MakeOptions): Promise<MadeRecipe> {
  const recipe = await readRecipe(file);
  const plan = await planRecipe(recipe, options.signal);
  const finished = new Map<string, Artefact>();
  const made: MadeArtefact[] = [];
  for (const step of plan) {
    const started = Date.now();
    finished.set(step.artefact.name, await makeStep(step, finished, options));
    const built = step.state !== 'up-to-date';
    made.push({ name: step.artefact.name, built, seconds: (Date.now() - started) / 1000 });
  }
  return { artefacts: made, ...(await judge(recipe, finished)) };
}

async function judge(
  { release }: Recipe,
  finished: ReadonlyMap<string, Artefact>,
): Promise<Pick<MadeRecipe, 'release'>> {
  const report = release && finished.get(release.report);
  const model = release && finished.get(release.modelArtefact);
  if (!release || !report || !model) return {};
  const conditions = await checkRelease(release, report.directory);
  const isReleased = await settleRelease(model, report, conditions);
  return { release: { isReleased, conditions, model: release.modelArtefact } };
}

async function makeStep(
  step: PlanStep,
  finished: ReadonlyMap<string, Artefact>,
  { executor, progress, signal }: MakeOptions,
): Promise<Artefact> {
  const { name, stage, target, settings } = step.artefact;
  if (step.state === 'up-to-date') {
    return { directory: target, manifest: await readManifest(target) };
  }
  progress.log(`── ${name}: ${step.reason}`);
  const inputs: Record<string, Artefact> = {};
  for (const [role, input] of Object.entries(step.artefact.inputs)) {
    const artefact = finished.get(input);
    if (artefact) inputs[role] = artefact;
  }
  const started = Date.now();
  const artefact = await buildArtefact(stage, { settings, inputs, target, name, executor, progress, signal });
  progress.log(
    `   ${name}: ${describeCounts(artefact)} in ${describeDuration((Date.now() - started) / 1000)}`,
  );
  return artefact;
}

/** `412 documents, 96,120 words; rejected: 7 (language 4, duplicate 3)`. */
export function describeCounts({ manifest }: Artefact): string {
  const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 3 });
  const counts = Object.entries(manifest.counts).map(([name, value]) => `${number(value)} ${name}`);
  const rejects = Object.entries(manifest.rejects).filter(([, value]) => value > 0);
  const total = rejects.reduce((sum, [, value]) => sum + value, 0);
  const why = rejects.map(([reason, value]) => `${reason} ${number(value)}`).join(', ');
  return `${counts.join(', ') || 'built'}${total > 0 ? `; rejected: ${number(total)} (${why})` : ''}`;
}
