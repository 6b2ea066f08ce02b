import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { fromSystemError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Item, itemSchema } from '../items/item.ts';

const schema = z.strictObject({
  about: z.string(),
  /** Articles that no training has seen (the test part of the lessons): their items judge fairly. */
  unseenArticles: z.array(z.string()),
  items: z.array(itemSchema),
});

/** The items that come with Soro, as drafts, and the articles among them that training has not seen. */
export interface StarterItems {
  readonly items: readonly Item[];
  /** Ids of articles, as in `source.section` of their items. */
  readonly unseenArticles: ReadonlySet<string>;
}

/**
 * Reads the starter items: about four for each article of the lessons, CC0, checked by no Tajik teacher yet. Written
 * by `tools/practice/make-starter-items.ts`.
 * @throws CorruptArtefactError when the file beside this module is damaged.
 */
export function readStarterItems(): StarterItems {
  const file = join(import.meta.dirname, 'data', 'starter-items.json.br');
  const source = { file, family: 'corrupt' } as const;
  const { items, unseenArticles } = parseWith(schema, parseJson(unpack(file), source), source);
  return { items, unseenArticles: new Set(unseenArticles) };
}

function unpack(file: string): string {
  try {
    return brotliDecompressSync(readFileSync(file)).toString('utf8');
  } catch (error) {
    throw fromSystemError(error, file);
  }
}
