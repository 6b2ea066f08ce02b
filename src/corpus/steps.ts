import { z } from 'zod';
import type { Step, StepContext } from './step.ts';
import { languageStep } from './steps/language.ts';
import { lengthStep } from './steps/length.ts';
import { normaliseStep } from './steps/normalise.ts';

/** Every step that a recipe can name. */
const kinds = [normaliseStep, lengthStep, languageStep] as const;

/** One entry of a recipe's `steps`: the step's name and its settings. */
export const stepSettings = z.discriminatedUnion('step', [
  normaliseStep.settings,
  lengthStep.settings,
  languageStep.settings,
]);

export type StepSettings = z.output<typeof stepSettings>;

/** The line that is used when a recipe names no steps, cheap ones first. */
export const standardSteps: readonly { readonly step: StepSettings['step'] }[] = [
  { step: 'normalise' },
  { step: 'length' },
  { step: 'language' },
];

/** Makes the steps of a recipe, in its order. */
export async function createSteps(
  settings: readonly StepSettings[],
  context: StepContext,
): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const entry of settings) {
    const kind = kinds.find(({ name }) => name === entry.step);
    if (kind) steps.push(await kind.create(entry, context));
  }
  return steps;
}
