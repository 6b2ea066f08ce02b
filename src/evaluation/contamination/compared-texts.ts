import { matchesOf } from '../../core/known.ts';
import type { Task, TaskItem, TextItem, TextTask } from '../tasks/task.ts';

/** Words in a row that text and item share before the item counts as seen (Brown et al. 2020, appendix C). */
export const comparedWords = 13;

/** The fields of an item that a corpus must not hold: those that its task's contamination key names. */
export function comparedText({ description }: Task | TextTask, item: TaskItem | TextItem): string {
  return description.contamination.compare
    .map((field) => {
      if (field === 'choices')
        return 'choices' in item ? item.choices.join('\n') : (item.options ?? []).join('\n');
      return item[field] ?? '';
    })
    .join('\n');
}

/** Words in small letters, without punctuation. */
export function plainWords(text: string): string[] {
  return matchesOf(text.toLowerCase(), /[\p{L}\p{M}\p{N}]+/gu);
}

/**
 * Every run of `count` words. An item with fewer words has one: all of them, when there are at least
 * `fewest`; shorter ones say too little to be found.
 */
export function wordRuns(words: readonly string[], count = comparedWords, fewest = 8): string[] {
  if (words.length < count) return words.length >= fewest ? [words.join(' ')] : [];
  return Array.from({ length: words.length - count + 1 }, (_, start) =>
    words.slice(start, start + count).join(' '),
  );
}
