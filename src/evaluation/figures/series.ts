import { at } from '../../core/known.ts';
import { figureOfSums } from '../graders/index.ts';
import type { AnswerResult, ChoiceResult, ItemResult } from '../results.ts';
import type { Task, TextTask } from '../tasks/task.ts';
import { type ChoiceMeasure, choiceMeasures, isRight, scoreOf } from './figures.ts';
import {
  type BootstrapOptions,
  bootstrap,
  bootstrapFigure,
  type Estimate,
  pairedBootstrap,
  pairedFigure,
  type Sample,
} from './statistics/bootstrap.ts';
import { mcNemar, signFlipTest } from './statistics/tests-of-difference.ts';
import type { measures } from './summary.ts';

/** One measure on one text or task, under any model. */
export interface Series {
  readonly measure: (typeof measures)[number];
  readonly on: string;
  /** The figure that a task is known by; others are not tested. */
  readonly isHeadline: boolean;
  estimate(model: string): Estimate;
  difference(before: string, after: string): Estimate & { readonly pValue: number };
}

/** Bits per character of a text. */
export function textSeries(name: string, results: readonly ItemResult[], options: BootstrapOptions): Series {
  const samples = (model: string): Sample[] =>
    results.flatMap((result) =>
      result.kind === 'text' && result.model === model && result.text === name
        ? [{ numerator: result.bits, denominator: result.characters }]
        : [],
    );
  return {
    measure: 'bits-per-character',
    on: name,
    isHeadline: true,
    estimate: (model) => bootstrap(samples(model), options),
    difference: (before, after) => {
      const [left, right] = [samples(before), samples(after)];
      const changes = right.map(({ numerator }, index) => numerator - at(left, index).numerator);
      return { ...pairedBootstrap(left, right, options), pValue: signFlipTest(changes, options.seed) };
    },
  };
}

/** The measures of a task with choices; that of the other alphabet only where it was asked. */
export function choiceSeries(
  { description: { id, metric } }: Task,
  results: readonly ItemResult[],
  options: BootstrapOptions,
): Series[] {
  const own = results.filter(
    (result): result is ChoiceResult => result.kind === 'choice' && result.task === id,
  );
  const hasOther = own.some(({ chosenByOtherLetters }) => chosenByOtherLetters !== undefined);
  const samples = (model: string, measure: ChoiceMeasure): Sample[] =>
    own
      .filter((result) => result.model === model)
      .map((result) => ({ numerator: Number(isRight(result, measure)), denominator: 1 }));
  return choiceMeasures
    .filter((measure) => measure !== 'accuracy-by-other-letters' || hasOther)
    .map((measure) => ({
      measure,
      on: id,
      isHeadline: measure === metric,
      estimate: (model) => bootstrap(samples(model, measure), options),
      difference: (before, after) => {
        const [left, right] = [samples(before, measure), samples(after, measure)];
        const only = (one: readonly Sample[], other: readonly Sample[]) =>
          one.filter(({ numerator }, index) => numerator > at(other, index).numerator).length;
        const pValue = mcNemar(only(left, right), only(right, left));
        return { ...pairedBootstrap(left, right, options), pValue };
      },
    }));
}

/** The score of a task in free text: the mean, or the figure of summed counts (chrF++). */
export function answerSeries(
  { description: { id, metric } }: TextTask,
  results: readonly ItemResult[],
  options: BootstrapOptions,
): Series {
  const own = results.filter(
    (result): result is AnswerResult => result.kind === 'answer' && result.task === id,
  );
  const of = (model: string) => own.filter((result) => result.model === model);
  const figure = (answers: readonly AnswerResult[]) => {
    const { length = 0 } = answers.find(({ sums }) => sums)?.sums ?? [];
    if (length === 0) return answers.reduce((sum, one) => sum + scoreOf(one), 0) / answers.length;
    const sums = Array.from({ length }, (_, index) =>
      answers.reduce((sum, one) => sum + (one.sums?.[index] ?? 0), 0),
    );
    return figureOfSums(metric, sums);
  };
  return {
    measure: metric,
    on: id,
    isHeadline: true,
    estimate: (model) => bootstrapFigure(of(model), figure, options),
    difference: (before, after) => {
      const [left, right] = [of(before), of(after)];
      const changes = right.map((one, index) => scoreOf(one) - (left[index] ? scoreOf(left[index]) : 0));
      return { ...pairedFigure(left, right, figure, options), pValue: signFlipTest(changes, options.seed) };
    },
  };
}
