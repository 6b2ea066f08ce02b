import { readTaskDescription } from '../tasks/task.ts';
import { readItems } from './read-own-items.ts';

/** A text of a task that a corpus must not hold. */
export interface ComparedText {
  /** Task and item. */
  readonly item: string;
  readonly text: string;
}

/**
 * The texts of tasks that a corpus is searched for: the fields that `contamination.compare` names, of the items as
 * they are read, wherever they lie. `soro corpus --benchmarks` takes them as a file of JSON lines.
 */
export async function comparedTexts(
  folders: readonly string[],
  signal: AbortSignal,
): Promise<ComparedText[]> {
  const texts: ComparedText[] = [];
  for (const folder of folders) {
    const description = await readTaskDescription(folder);
    const { id, contamination } = description;
    for (const item of await readItems(folder, description, signal)) {
      const choices = 'choices' in item ? item.choices : (item.options ?? []);
      const fields = { question: [item.question], context: [item.context], choices };
      for (const field of contamination.compare) {
        for (const text of fields[field]) {
          if (text !== undefined) texts.push({ item: `${id} ${item.id}`, text });
        }
      }
    }
  }
  return texts;
}
