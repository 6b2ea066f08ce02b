import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import file from '../data/related-words.json' with { type: 'json' };

const schema = z.strictObject({
  madeBy: z.string(),
  sources: z.string(),
  /** Folded stem → stems that may be in its place, each with how surely (0–1). */
  words: z.record(z.string(), z.record(z.string(), z.number())),
});

const { words } = parseWith(schema, file, { file: 'related-words.json', family: 'corrupt' });

/** Stems that may be in the place of one: synonyms, and what texts say for what pupils type. */
export function relatedStems(stem: string): readonly { readonly stem: string; readonly weight: number }[] {
  if (!Object.hasOwn(words, stem)) return [];
  return Object.entries(words[stem] ?? {}).map(([other, weight]) => ({ stem: other, weight }));
}
