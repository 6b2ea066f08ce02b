import type { Task, TextTask } from '../tasks/task.ts';
import { comparedText, plainWords } from './compared-texts.ts';

/** Items of different tasks that ask the same. */
export interface DuplicateItems {
  readonly items: readonly { readonly task: string; readonly item: string }[];
  /** The tasks say that they draw from the same texts. */
  readonly sameGroup: boolean;
}

/** Items with equal words in what their tasks compare, across tasks; a task's own repetitions are left out earlier. */
export function findDuplicates(tasks: readonly (Task | TextTask)[]): DuplicateItems[] {
  const found = new Map<string, { task: string; item: string; group: string }[]>();
  for (const task of tasks) {
    const { id, contamination } = task.description;
    for (const item of task.items) {
      const words = plainWords(comparedText(task, item));
      if (words.length < 3) continue;
      const key = words.join(' ');
      const same = found.get(key) ?? [];
      if (same.some((one) => one.task === id)) continue;
      same.push({ task: id, item: item.id, group: contamination.group });
      found.set(key, same);
    }
  }
  return [...found.values()]
    .filter((same) => same.length > 1)
    .map((same) => ({
      items: same.map(({ task, item }) => ({ task, item })),
      sameGroup: new Set(same.map(({ group }) => group)).size === 1,
    }));
}
