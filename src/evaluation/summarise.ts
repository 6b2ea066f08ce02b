import { breakDown } from './breakdown.ts';
import { baselines } from './multiple-choice.ts';
import { type ChoiceResult, type ItemResult, rounded, type TextResult } from './results.ts';
import {
  bootstrap,
  defaultConfidence,
  defaultResamples,
  type Estimate,
  pairedBootstrap,
  type Sample,
} from './statistics.ts';
import type { measures, Summary } from './summary.ts';
import { metrics, type Task } from './task.ts';
import type { MeasuredText } from './texts.ts';

/** A text that was measured, with its documents. */
export interface NamedTexts {
  readonly name: string;
  readonly documents: readonly MeasuredText[];
}

/** Everything that the figures are computed from. */
export interface Measurements {
  readonly seed: number;
  readonly contextTokens: number;
  /** The first one is what the others are compared with. */
  readonly models: Summary['models'];
  readonly texts: readonly NamedTexts[];
  readonly tasks: readonly Task[];
  readonly results: readonly ItemResult[];
}

/** One series of samples: a measure on a text or task under one model. */
interface Series {
  readonly measure: (typeof measures)[number];
  readonly on: string;
  readonly samplesOf: (model: string) => Sample[];
}

/** Computes all figures of a report from the results of single documents and items. */
export function summarise(measurements: Measurements): Summary {
  const { seed, contextTokens, models, texts, tasks, results } = measurements;
  const labels = models.map(({ label }) => label);
  const [before, ...others] = labels;
  const textResults = results.filter((result) => result.kind === 'text');
  const choiceResults = results.filter((result) => result.kind === 'choice');
  const textSeries = texts.map(({ name }) => seriesOfText(name, textResults));
  const taskSeries = tasks.flatMap(({ description }) => seriesOfTask(description.id, choiceResults));
  return {
    formatVersion: 1,
    seed,
    contextTokens,
    resamples: defaultResamples,
    confidence: defaultConfidence,
    models,
    texts: texts.map(({ name, documents }) => ({
      name,
      documents: documents.length,
      characters: documents.reduce((sum, { characters }) => sum + characters, 0),
      cutDocuments: documents.filter(({ cut }) => cut).length,
    })),
    tasks: tasks.map(describeTask),
    bitsPerCharacter: textSeries.flatMap(({ on, samplesOf }) =>
      labels.map((model) => {
        const own = textResults.filter((result) => result.model === model && result.text === on);
        return {
          model,
          text: on,
          ...roundedEstimate(bootstrap(samplesOf(model), { seed })),
          bits: rounded(own.reduce((sum, { bits }) => sum + bits, 0)),
          tokens: own.reduce((sum, { tokens }) => sum + tokens, 0),
        };
      }),
    ),
    accuracy: taskSeries.flatMap(({ on, measure, samplesOf }) =>
      labels.map((model) => ({
        model,
        task: on,
        metric: measure,
        ...roundedEstimate(bootstrap(samplesOf(model), { seed })),
        truncatedItems: choiceResults.filter(
          (result) => result.model === model && result.task === on && result.truncatedTokens > 0,
        ).length,
      })),
    ),
    breakdown: breakDown(tasks, labels, choiceResults, seed).map((figure) => ({
      ...figure,
      ...roundedEstimate(figure),
    })),
    differences: [...textSeries, ...taskSeries].flatMap(({ on, measure, samplesOf }) =>
      before === undefined
        ? []
        : others.map((after) => ({
            before,
            after,
            measure,
            on,
            ...roundedEstimate(pairedBootstrap(samplesOf(before), samplesOf(after), { seed })),
          })),
    ),
  };
}

function seriesOfText(name: string, results: readonly TextResult[]) {
  return {
    measure: 'bits-per-character',
    on: name,
    samplesOf: (model: string) =>
      results
        .filter((result) => result.model === model && result.text === name)
        .map(({ bits, characters }) => ({ numerator: bits, denominator: characters })),
  } as const satisfies Series;
}

function seriesOfTask(id: string, results: readonly ChoiceResult[]) {
  return metrics.map((measure) => ({
    measure,
    on: id,
    samplesOf: (model: string) =>
      results
        .filter((result) => result.model === model && result.task === id)
        .map((result) => ({ numerator: isRight(result, measure) ? 1 : 0, denominator: 1 })),
  })) satisfies Series[];
}

function isRight(result: ChoiceResult, metric: (typeof metrics)[number]): boolean {
  return (metric === 'accuracy' ? result.chosen : result.chosenByCharacters) === result.answer;
}

function describeTask({ description, items, contentHash, commit, leftOut }: Task): Summary['tasks'][number] {
  const { id, version, title, metric, licence, source } = description;
  const { random, majority } = baselines(items);
  return {
    id,
    version,
    title,
    metric,
    licence,
    source,
    contentHash,
    commit: commit ?? null,
    items: items.length,
    leftOut: { ...leftOut },
    randomBaseline: rounded(random),
    majorityBaseline: rounded(majority),
  };
}

function roundedEstimate({ value, low, high }: Estimate): Estimate {
  return {
    value: rounded(value),
    low: low === null ? null : rounded(low),
    high: high === null ? null : rounded(high),
  };
}
