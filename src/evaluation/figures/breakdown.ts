import type { AnswerResult, ChoiceResult } from '../results.ts';
import type { Task, TextTask } from '../tasks/task.ts';
import { isRight, scoreOf } from './figures.ts';
import { bootstrap } from './statistics/bootstrap.ts';
import { breakdownKeys, type Summary } from './summary.ts';

/**
 * The headline figure of each model on each subject, grade, section and rule that a task's items name, where
 * there is more than one; intervals as elsewhere.
 */
export function breakDown(
  tasks: readonly (Task | TextTask)[],
  models: readonly string[],
  results: readonly (ChoiceResult | AnswerResult)[],
  seed: number,
): Summary['breakdown'] {
  return tasks.flatMap((task) => {
    const { id, metric } = task.description;
    const own = results.filter((result) => result.task === id);
    return breakdownKeys.flatMap((key) =>
      groupsOf(task.items, key).flatMap(([group, members]) =>
        models.map((model) => {
          const samples = own
            .filter((result) => result.model === model && members.has(result.item))
            .map((result) => ({
              numerator:
                result.kind === 'answer'
                  ? scoreOf(result)
                  : Number(isRight(result, metric === 'accuracy-by-characters' ? metric : 'accuracy')),
              denominator: 1,
            }));
          return { model, task: id, by: key, group, items: samples.length, ...bootstrap(samples, { seed }) };
        }),
      ),
    );
  });
}

function groupsOf(
  items: readonly (Task | TextTask)['items'][number][],
  key: (typeof breakdownKeys)[number],
): (readonly [string, ReadonlySet<string>])[] {
  const groups = new Map<string, Set<string>>();
  for (const item of items) {
    if (item[key] === undefined) continue;
    const group = String(item[key]);
    groups.set(group, (groups.get(group) ?? new Set()).add(item.id));
  }
  const sorted = [...groups].sort(([left], [right]) => left.localeCompare(right, 'en', { numeric: true }));
  return sorted.length > 1 ? sorted : [];
}
