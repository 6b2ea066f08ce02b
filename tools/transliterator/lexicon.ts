// Counts how words were written.
import { removeEzafe } from '../../src/language/transliterate/ezafe.ts';
import { lexiconKey, type SeenForm } from '../../src/language/transliterate/known-forms.ts';
import { add, type Counts } from './align.ts';
import type { Chunk } from './chunks.ts';

export type Direction = 'to-tajik' | 'to-persian';

/** The form a lexicon keeps: without ezafe in Tajik. */
export function keptForm(direction: Direction, text: string): string {
  return direction === 'to-tajik' ? removeEzafe(text) : text;
}

export function countForms(
  direction: Direction,
  examples: Iterable<{ chunk: Chunk; weight: number }>,
): Counts {
  const counts: Counts = new Map();
  for (const { chunk, weight } of examples) {
    if (chunk.text !== '' && chunk.text !== '+')
      add(counts, lexiconKey(direction, chunk.word), keptForm(direction, chunk.text), weight);
  }
  return counts;
}

/** The forms by count; rare ways beside a common one are noise and left out. */
export function makeLexicon(counts: Counts, leastShare: number): Map<string, SeenForm[]> {
  return new Map(
    [...counts].map(([word, row]) => {
      const forms = [...row].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count);
      const total = forms.reduce((sum, { count }) => sum + count, 0);
      return [word, forms.filter(({ count }) => count >= total * leastShare)];
    }),
  );
}
