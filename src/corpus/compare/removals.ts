import { at } from '../../core/known.ts';
import { removalEdits } from '../clean/remove-passages.ts';
import type { Edit } from '../step-result.ts';
import { readColumns } from '../tables/columns-file.ts';
import { passagesOf } from '../tables/passages.ts';

/** What is to be removed from the documents of one shard: document (in the shard) → passage numbers. */
export type Removals = ReadonlyMap<number, readonly number[]>;

/** Reads from the removal files of all parts what concerns the documents of one shard. */
export async function readRemovals(
  files: readonly string[],
  firstDocument: number,
  documents: number,
): Promise<Removals> {
  const removals = new Map<number, number[]>();
  for (const file of files) {
    const [numbers = new Uint32Array(), ordinals = new Uint32Array()] = await readColumns(file, [0, 1]);
    for (
      let index = lowerBound(numbers, firstDocument);
      (numbers[index] ?? Number.POSITIVE_INFINITY) < firstDocument + documents;
      index += 1
    ) {
      const document = at(numbers, index) - firstDocument;
      const list = removals.get(document);
      if (list) list.push(at(ordinals, index));
      else removals.set(document, [at(ordinals, index)]);
    }
  }
  return removals;
}

/** The edits that remove passages, by their numbers in `passagesOf`. */
export function editsOf(
  text: string,
  numbers: readonly number[] | undefined,
  minimumLetters: number,
): Edit[] {
  if (!numbers) return [];
  const wanted = new Set(numbers);
  return removalEdits(
    text,
    passagesOf(text, minimumLetters).filter((_, ordinal) => wanted.has(ordinal)),
  );
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
