import { buildArtefact } from '../../core/build.ts';
import type { Executor } from '../../core/executor.ts';
import { type Artefact, readManifest } from '../../core/manifest.ts';
import type { Progress } from '../../core/progress.ts';
import { describeDuration } from '../../core/progress-output.ts';
import { type PlanStep, planRecipe } from './plan.ts';
import { readRecipe } from './recipe.ts';

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

/** Builds what is missing or stale of a recipe, in order; says why for each. */
export async function makeRecipe(file: string, options: MakeOptions): Promise<MadeArtefact[]> {
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
  return made;
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
