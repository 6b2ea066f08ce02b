import { BadInputError } from '../../core/errors.ts';
import { createMergeTable, type MergeTable } from './merge-table.ts';
import { byteOfToken } from './tokenizer-file.ts';

/** The merges of a file, ready to use. */
export interface Merges {
  readonly table: MergeTable;
  /** The tokens that a merge makes, each once. */
  readonly results: string[];
}

/**
 * Reads merges (`[left, right]` or, in older files, `left right`), best first.
 * @throws BadInputError naming the merge when it has another form or names an unknown token.
 */
export function readMerges(
  merges: readonly unknown[],
  vocabulary: ReadonlyMap<string, number>,
  file: string,
): Merges {
  const triples = mergeTriples(merges, vocabulary, file);
  const made = new Set<number>();
  for (let place = 2; place < triples.length; place += 3) made.add(triples[place] ?? 0);
  const results: string[] = [];
  for (const [text, id] of vocabulary) if (made.has(id)) results.push(text);
  return { table: createMergeTable(triples), results };
}

/**
 * The merges as `[left id, right id, result id]` one after the other, best first.
 * @throws BadInputError naming the merge when it has another form or names an unknown token.
 */
export function mergeTriples(
  merges: readonly unknown[],
  vocabulary: ReadonlyMap<string, number>,
  file: string,
): Int32Array {
  const triples = new Int32Array(merges.length * 3);
  for (let index = 0; index < merges.length; index += 1) {
    const merge = merges[index];
    const halves: unknown = typeof merge === 'string' ? merge.split(' ') : merge;
    if (!isPair(halves)) throw wrongMerge('A merge is two token texts.', index, file);
    const both = halves[0] + halves[1];
    const left = vocabulary.get(halves[0]);
    const right = vocabulary.get(halves[1]);
    const result = vocabulary.get(both);
    if (left === undefined || right === undefined || result === undefined) {
      const unknown = left === undefined ? halves[0] : right === undefined ? halves[1] : both;
      throw wrongMerge(`The merge names "${unknown}", which is not a token.`, index, file);
    }
    // Byte tokens are spelt, never merged: chunks could not be encoded apart otherwise.
    if (byteOfToken(halves[0]) !== undefined || byteOfToken(halves[1]) !== undefined) {
      throw wrongMerge('A byte token is merged, which Gemma never does.', index, file);
    }
    triples[index * 3] = left;
    triples[index * 3 + 1] = right;
    triples[index * 3 + 2] = result;
  }
  return triples;
}

function wrongMerge(message: string, index: number, file: string): BadInputError {
  const remedy = 'Use a tokenizer.json as its program wrote it.';
  return new BadInputError({ message, file, place: `model.merges.${index}`, remedy });
}

function isPair(value: unknown): value is [string, string] {
  return (
    Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'string'
  );
}
