import { z } from 'zod';
import { canonicalJson } from '../../core/artefact/fingerprint.ts';
import type { Step, StepContext, StepKind } from './step.ts';
import { decontaminationStep } from './steps/decontamination.ts';
import { duplicateLinesStep } from './steps/duplicate-lines.ts';
import { finewebQualityStep } from './steps/fineweb-quality.ts';
import { gopherQualityStep } from './steps/gopher-quality.ts';
import { gopherRepetitionStep } from './steps/gopher-repetition.ts';
import { languageStep } from './steps/language.ts';
import { lengthStep } from './steps/length.ts';
import { normaliseStep } from './steps/normalise.ts';
import { personalDataStep } from './steps/personal-data.ts';
import { qualityStep } from './steps/quality.ts';
import { repairStep } from './steps/repair.ts';
import { unwantedWordsStep } from './steps/unwanted-words.ts';

/** Every step that a recipe can name. */
const kinds: readonly StepKind[] = [
  repairStep,
  normaliseStep,
  lengthStep,
  languageStep,
  gopherRepetitionStep,
  finewebQualityStep,
  gopherQualityStep,
  duplicateLinesStep,
  unwantedWordsStep,
  qualityStep,
  decontaminationStep,
  personalDataStep,
];

/** What every entry may say beside its step's own settings. */
const common = {
  /** Documents of these registers pass the step by: rules for prose would lose word lists and formulas. */
  exceptRegisters: z.array(z.string()).optional(),
};

const settingsOfSteps = z.discriminatedUnion('step', [
  repairStep.settings.extend(common),
  normaliseStep.settings.extend(common),
  lengthStep.settings.extend(common),
  languageStep.settings.extend(common),
  gopherRepetitionStep.settings.extend(common),
  finewebQualityStep.settings.extend(common),
  gopherQualityStep.settings.extend(common),
  duplicateLinesStep.settings.extend(common),
  unwantedWordsStep.settings.extend(common),
  qualityStep.settings.extend(common),
  decontaminationStep.settings.extend(common),
  personalDataStep.settings.extend(common),
]);

/** One entry of a recipe's `steps`: the step's name and its settings, or its name alone. */
export const stepSettings = z.preprocess(
  (entry) => (typeof entry === 'string' ? { step: entry } : entry),
  settingsOfSteps,
);

export type StepSettings = z.output<typeof stepSettings>;

/** The line that is used when a recipe names no steps: FineWeb2's filters for Tajik, cheap ones first. */
export const standardSteps: readonly { readonly step: StepSettings['step'] }[] = [
  { step: 'repair' },
  { step: 'normalise' },
  { step: 'length' },
  { step: 'language' },
  { step: 'gopher-repetition' },
  { step: 'fineweb-quality' },
  { step: 'gopher-quality' },
  { step: 'duplicate-lines' },
  { step: 'unwanted-words' },
  { step: 'quality' },
  { step: 'decontamination' },
  { step: 'personal-data' },
];

let latest: { readonly key: string; readonly steps: Promise<readonly Step[]> } | undefined;

/** Makes the steps of a recipe, in its order; a thread that is asked again for the same keeps them. */
export function createSteps(
  settings: readonly StepSettings[],
  { benchmarks }: StepContext,
): Promise<readonly Step[]> {
  const key = canonicalJson([settings, benchmarks]);
  if (latest?.key !== key) {
    const steps = settings.map((entry) => {
      const kind = kinds.find(({ name }) => name === entry.step);
      return kind ? createStep(kind, entry, benchmarks) : [];
    });
    latest = { key, steps: Promise.all(steps).then((made) => made.flat()) };
  }
  return latest.steps;
}

async function createStep(
  kind: StepKind,
  { exceptRegisters, ...settings }: StepSettings,
  benchmarks: readonly string[],
): Promise<Step> {
  const { name, judge } = await kind.create(settings, { benchmarks });
  if (!exceptRegisters) return { name, judge };
  const passing = new Set(exceptRegisters);
  return { name, judge: (document) => (passing.has(document.register) ? undefined : judge(document)) };
}
