import { z } from 'zod';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { countUp } from '../../core/count-up.ts';
import type { Progress } from '../../core/progress.ts';
import { readRows, shardFiles } from '../../documents/index.ts';
import type { Task, TextTask } from '../tasks/task.ts';
import { comparedText, comparedWords, plainWords, wordRuns } from './compared-texts.ts';

/** Items that a corpus holds. */
export interface Contamination {
  /** Documents that were searched. */
  readonly documents: number;
  readonly tasks: readonly {
    readonly task: string;
    /** Ids of items of which a run of words is in the corpus. */
    readonly items: readonly string[];
    /** Items with too few words to be searched for. */
    readonly tooShort: number;
  }[];
}

const rowSchema = z.strictObject({ text: z.string() });

/**
 * Searches the training part of a corpus for items: 13 words in a row of what the task's contamination key
 * names, or the whole of an item of 8 to 12 words. The corpus's step `decontamination` reads the same items.
 */
export async function findContamination(
  tasks: readonly (Task | TextTask)[],
  corpus: Artefact,
  progress: Progress,
  signal: AbortSignal,
): Promise<Contamination> {
  const wanted = new Map<string, Set<string>>();
  const lengths = new Set<number>();
  // Most words begin no item: the first two tell without joining thirteen.
  const beginnings = new Set<string>();
  const tooShort = new Map<string, number>();
  for (const task of tasks) {
    const { id } = task.description;
    for (const item of task.items) {
      const runs = wordRuns(plainWords(comparedText(task, item)));
      if (runs.length === 0) countUp(tooShort, id);
      for (const run of runs) {
        const words = run.split(' ');
        lengths.add(words.length);
        beginnings.add(`${words[0]} ${words[1]}`);
        const owners = wanted.get(run) ?? new Set();
        wanted.set(run, owners.add(`${id}\n${item.id}`));
      }
    }
  }
  const found = new Set<string>();
  const reading = progress.task('Searching the corpus for items', { unit: 'documents' });
  let documents = 0;
  for (const file of await shardFiles(corpus.directory, 'documents')) {
    const where = "split <> 'held-out'";
    for await (const { text } of readRows(file, { schema: rowSchema, columns: 'text', where, signal })) {
      documents += 1;
      const words = plainWords(text);
      for (let start = 0; start + 1 < words.length; start += 1) {
        if (!beginnings.has(`${words[start]} ${words[start + 1]}`)) continue;
        for (const length of lengths) {
          const owners = wanted.get(words.slice(start, start + length).join(' '));
          for (const owner of owners ?? []) found.add(owner);
        }
      }
      reading.advance();
    }
  }
  reading.finish(`${found.size} items are in ${documents} documents (${comparedWords} words in a row)`);
  return {
    documents,
    tasks: tasks.map(({ description: { id } }) => ({
      task: id,
      items: [...found].flatMap((owner) => (owner.startsWith(`${id}\n`) ? [owner.slice(id.length + 1)] : [])),
      tooShort: tooShort.get(id) ?? 0,
    })),
  };
}
