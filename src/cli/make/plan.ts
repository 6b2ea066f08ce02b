import { describeWork, type Work } from '../../core/artefact/build.ts';
import { isArtefact, type Manifest, readManifest } from '../../core/artefact/manifest.ts';
import type { Json } from '../../core/json.ts';
import { known } from '../../core/known.ts';
import type { Recipe, RecipeArtefact } from './recipe.ts';

/** What has to happen to one artefact, and why. */
export interface PlanStep {
  readonly artefact: RecipeArtefact;
  readonly state: 'up-to-date' | 'missing' | 'stale';
  /** One sentence for the user. */
  readonly reason: string;
  readonly fingerprint: string;
}

/**
 * Compares what a recipe asks for with what stands. Fingerprints of inputs that are not built yet are
 * known from their description, so the whole line is planned before anything runs.
 */
export async function planRecipe(recipe: Recipe, signal: AbortSignal): Promise<PlanStep[]> {
  const steps = new Map<string, PlanStep>();
  for (const artefact of recipe.artefacts) {
    const inputs = Object.fromEntries(
      Object.entries(artefact.inputs).map(([role, name]) => [role, known(steps, name).fingerprint]),
    );
    const work = await describeWork(artefact.stage, artefact.settings, inputs, signal);
    steps.set(artefact.name, await comparePlan(artefact, work));
  }
  return [...steps.values()];
}

async function comparePlan(artefact: RecipeArtefact, work: Work): Promise<PlanStep> {
  const { fingerprint } = work;
  if (!(await isArtefact(artefact.target))) {
    return { artefact, state: 'missing', reason: 'not built yet', fingerprint };
  }
  const manifest = await readManifest(artefact.target);
  if (manifest.fingerprint === fingerprint) {
    return { artefact, state: 'up-to-date', reason: 'nothing it depends on has changed', fingerprint };
  }
  return { artefact, state: 'stale', reason: explainChange(artefact, work, manifest), fingerprint };
}

function explainChange(artefact: RecipeArtefact, work: Work, manifest: Manifest): string {
  if (manifest.stage !== artefact.stage.name) return `was made by the stage ${manifest.stage}`;
  if (manifest.formatVersion !== artefact.stage.formatVersion) {
    return `format ${manifest.formatVersion} → ${artefact.stage.formatVersion}`;
  }
  const settings = changedKeys(manifest.settings as Json, work.settings);
  if (settings.length > 0) return `settings changed: ${settings.join(', ')}`;
  const inputs = changedKeys(manifest.inputs, work.inputs);
  if (inputs.length > 0) return `inputs changed: ${inputs.join(', ')}`;
  return `files changed: ${changedKeys(manifest.externals, work.externals).join(', ')}`;
}

function changedKeys(before: Json, after: Json): string[] {
  const left = before as Record<string, Json>;
  const right = after as Record<string, Json>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].filter((key) => JSON.stringify(left[key]) !== JSON.stringify(right[key]));
}
