import { join } from 'node:path';
import { projectFolder } from '../src/core/configuration.ts';

/**
 * Where a tool writes the model that it trained: its place in the project, such as `src/language/data/a.bin`, or the file
 * that the setting SORO_MODEL_OUTPUT names, for a trial that must not replace the shipped one.
 */
export function modelOutput(place: string): string {
  return process.env.SORO_MODEL_OUTPUT ?? join(projectFolder, place);
}

/**
 * The examples that a tool trains with: all, or evenly spaced ones where SORO_TRIAL_SHARE says how much of them. For a
 * trial of the tool, never for a model that is shipped.
 */
export function trialSample<Item>(examples: readonly Item[]): readonly Item[] {
  const share = Number(process.env.SORO_TRIAL_SHARE ?? 1);
  return examples.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share));
}
