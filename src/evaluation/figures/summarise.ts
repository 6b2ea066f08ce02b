import { at } from '../../core/known.ts';
import type { Contamination } from '../contamination/find-contamination.ts';
import type { DuplicateItems } from '../contamination/find-duplicates.ts';
import { baselines } from '../models/multiple-choice.ts';
import type { MeasuredText } from '../models/texts.ts';
import { type ChoiceResult, type ItemResult, rounded } from '../results.ts';
import type { Task, TextTask } from '../tasks/task.ts';
import { breakDown } from './breakdown.ts';
import { countFailures, summariseDomains } from './domains.ts';
import { type ChoiceMeasure, isRight } from './figures.ts';
import { answerSeries, choiceSeries, type Series, textSeries } from './series.ts';
import { defaultConfidence, defaultResamples, type Estimate } from './statistics/bootstrap.ts';
import { detectableDifference } from './statistics/detectable-difference.ts';
import { positionBias } from './statistics/position-bias.ts';
import { aboveGuessing, holm } from './statistics/tests-of-difference.ts';
import type { Summary } from './summary.ts';

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
  readonly textTasks?: readonly TextTask[];
  readonly results: readonly ItemResult[];
  readonly duplicates?: readonly DuplicateItems[];
  readonly contamination?: Contamination | undefined;
}

const level = 0.05;

/** Computes all figures of a report from the results of single documents and items. */
export function summarise(measurements: Measurements): Summary {
  const { seed, contextTokens, models, texts, tasks, textTasks = [], results } = measurements;
  const labels = models.map(({ label }) => label);
  const choices = results.filter((result) => result.kind === 'choice');
  const answers = results.filter((result) => result.kind === 'answer');
  const measuresTexts = (label: string) =>
    results.some((result) => result.kind === 'text' && result.model === label);
  const ofTexts = texts.map(({ name }) => textSeries(name, results, { seed }));
  const ofTasks = tasks.flatMap((task) => choiceSeries(task, results, { seed }));
  const ofAnswers = textTasks.map((task) => answerSeries(task, results, { seed }));
  const differences = [
    ...compare(ofTexts, labels.filter(measuresTexts)),
    ...compare([...ofTasks, ...ofAnswers], labels),
  ];
  const corrected = holm(differences.flatMap(({ isHeadline, pValue }) => (isHeadline ? [pValue] : [])));
  const guessing = testGuessing(tasks, labels, choices);
  const tested = differences.map(({ isHeadline, ...difference }) => ({
    ...difference,
    pValue: rounded(difference.pValue),
    corrected: isHeadline ? rounded(corrected.shift() ?? 1) : null,
  }));
  return {
    formatVersion: 3,
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
    tasks: [...tasks, ...textTasks].map((task) => ({
      ...describeTask(task),
      tellsApart: verdict(task.description.id, tested, guessing),
    })),
    bitsPerCharacter: ofTexts.flatMap((series) =>
      labels.filter(measuresTexts).map((model) => {
        const own = results.filter(
          (result) => result.kind === 'text' && result.model === model && result.text === series.on,
        );
        return {
          model,
          text: series.on,
          ...roundedEstimate(series.estimate(model)),
          bits: rounded(own.reduce((sum, one) => sum + (one.kind === 'text' ? one.bits : 0), 0)),
          tokens: own.reduce((sum, one) => sum + (one.kind === 'text' ? one.tokens : 0), 0),
        };
      }),
    ),
    accuracy: ofTasks.flatMap((series) =>
      labels.map((model) => {
        const own = choices.filter((result) => result.model === model && result.task === series.on);
        return {
          model,
          task: series.on,
          metric: series.measure as ChoiceMeasure,
          ...roundedEstimate(series.estimate(model)),
          truncatedItems: own.filter(({ truncatedTokens }) => truncatedTokens > 0).length,
          failures: countFailures(own),
        };
      }),
    ),
    scores: textTasks.flatMap(({ description: { id, metric } }, index) =>
      labels.map((model) => {
        const own = answers.filter((result) => result.model === model && result.task === id);
        return {
          model,
          task: id,
          metric,
          ...roundedEstimate(ofAnswers[index]?.estimate(model) ?? { value: 0, low: null, high: null }),
          truncatedItems: own.filter(({ truncatedTokens }) => truncatedTokens > 0).length,
          turns: own.filter(({ asTurn }) => asTurn).length,
          cutAnswers: own.filter(({ cut }) => cut).length,
          unjudged: own.reduce((sum, { unjudged = 0 }) => sum + unjudged, 0),
          judged: own.reduce((sum, { judged = 0 }) => sum + judged, 0),
          failures: countFailures(own),
        };
      }),
    ),
    positions: tasks.flatMap(({ description: { id } }) =>
      labels.map((model) => {
        const own = choices.filter((result) => result.model === model && result.task === id);
        const { answers, chosen, distance } = positionBias(own);
        return { model, task: id, answers: [...answers], chosen: [...chosen], distance: rounded(distance) };
      }),
    ),
    domains: summariseDomains(tasks, labels, choices, seed).map((one) => ({
      ...one,
      ...roundedEstimate(one),
    })),
    breakdown: breakDown([...tasks, ...textTasks], labels, [...choices, ...answers], seed).map((figure) => ({
      ...figure,
      ...roundedEstimate(figure),
    })),
    aboveGuessing: guessing,
    differences: tested,
    duplicates: (measurements.duplicates ?? []).map(({ items, sameGroup }) => ({
      items: [...items],
      sameGroup,
    })),
    contamination: measurements.contamination
      ? {
          documents: measurements.contamination.documents,
          tasks: measurements.contamination.tasks.map((task) => ({ ...task, items: [...task.items] })),
        }
      : null,
  };
}

/** Every pair of models on every series. */
function compare(series: readonly Series[], labels: readonly string[]) {
  return series.flatMap((one) =>
    labels.flatMap((before, index) =>
      labels.slice(index + 1).map((after) => {
        const { pValue, ...difference } = one.difference(before, after);
        const { measure, on, isHeadline } = one;
        return { before, after, measure, on, ...roundedEstimate(difference), pValue, isHeadline };
      }),
    ),
  );
}

function testGuessing(
  tasks: readonly Task[],
  labels: readonly string[],
  results: readonly ChoiceResult[],
): Summary['aboveGuessing'] {
  const tests = tasks.flatMap(({ description: { id, metric }, items }) =>
    labels.map((model) => {
      const own = results.filter((result) => result.model === model && result.task === id);
      const right = own.filter((result) => isRight(result, metric)).length;
      return { model, task: id, pValue: aboveGuessing(right, own.length, baselines(items).random) };
    }),
  );
  const corrected = holm(tests.map(({ pValue }) => pValue));
  return tests.map((test, index) => ({
    ...test,
    pValue: rounded(test.pValue),
    corrected: rounded(at(corrected, index)),
  }));
}

function verdict(
  task: string,
  differences: Summary['differences'],
  guessing: Summary['aboveGuessing'],
): Summary['tasks'][number]['tellsApart'] {
  const isSure = ({ corrected }: { corrected: number | null }) => corrected !== null && corrected < level;
  if (differences.some((one) => one.on === task && isSure(one))) return 'models';
  return guessing.some((one) => one.task === task && isSure(one)) ? 'from-guessing' : 'nothing';
}

function describeTask(task: Task | TextTask): Omit<Summary['tasks'][number], 'tellsApart'> {
  const { description, items, contentHash, commit, leftOut } = task;
  const { id, version, title, domain, language, metric, letters, licence, source } = description;
  const guess = hasChoices(task) ? baselines(task.items) : undefined;
  const detectable = guess && detectableDifference(items.length, guess.random);
  return {
    id,
    version,
    title,
    domain,
    language,
    metric,
    letters: letters ?? null,
    licence,
    source,
    contentHash,
    commit: commit ?? null,
    items: items.length,
    leftOut: { ...leftOut },
    randomBaseline: guess ? rounded(guess.random) : null,
    majorityBaseline: guess ? rounded(guess.majority) : null,
    detectable: detectable
      ? {
          aboveGuessing: rounded(detectable.aboveGuessing),
          betweenModels: rounded(detectable.betweenModels),
        }
      : null,
  };
}

function roundedEstimate({ value, low, high }: Estimate): Estimate {
  return {
    value: rounded(value),
    low: low === null ? null : rounded(low),
    high: high === null ? null : rounded(high),
  };
}

function hasChoices(task: Task | TextTask): task is Task {
  return task.description.answer !== 'text';
}
