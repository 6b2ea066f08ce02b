import { countUpEntry } from '../../core/count-up.ts';
import type { ChoiceResult, Failure } from '../results.ts';
import type { Task } from '../tasks/task.ts';
import { isRight } from './figures.ts';
import { bootstrap } from './statistics/bootstrap.ts';
import type { Summary } from './summary.ts';

/** Accuracy of a domain: the mean of its tasks' accuracies; the interval resamples items. */
export function summariseDomains(
  tasks: readonly Task[],
  models: readonly string[],
  results: readonly ChoiceResult[],
  seed: number,
): Summary['domains'] {
  const domains = [...new Set(tasks.map(({ description }) => description.domain))].sort();
  return domains.flatMap((domain) => {
    const own = tasks.filter(({ description }) => description.domain === domain);
    return models.map((model) => {
      const samples = own.flatMap(({ description: { id, metric } }) => {
        const answered = results.filter((result) => result.model === model && result.task === id);
        // Each task weighs the same, however many items it has.
        const weight = 1 / answered.length;
        return answered.map((result) => ({
          numerator: isRight(result, metric) ? weight : 0,
          denominator: weight,
        }));
      });
      return { model, domain, tasks: own.length, items: samples.length, ...bootstrap(samples, { seed }) };
    });
  });
}

/** Items without a usable answer, by reason. */
export function countFailures(
  results: readonly { readonly failure?: Failure | undefined }[],
): Partial<Record<Failure, number>> {
  const counts: Partial<Record<Failure, number>> = {};
  for (const { failure } of results) if (failure) countUpEntry(counts, failure);
  return counts;
}
