import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import { foldSource } from '../reading/fold.ts';

const entrySchema = z.strictObject({
  official: z.string().min(2),
  /** An easier word for the same. */
  plain: z.string().min(2).optional(),
  /** Both end alike, so that endings stay as they are. */
  takesEndings: z.boolean().default(false),
  /** Left out where the word book explains it. */
  meaning: z.string().min(2).optional(),
});

export interface OfficialWord extends z.output<typeof entrySchema> {
  /** Finds it in folded text; endings stand in the group `ending`. */
  readonly pattern: RegExp;
}

let loaded: readonly OfficialWord[] | undefined;

/** Endings of nouns: plural, izofat, possessive, object. */
const endings = '(?<ending>(?:ҳо)?(?:и|ам|ат|аш|амон|атон|ашон)?(?:ро)?)';

/** The words of offices, the longest first. */
export function officialWords(): readonly OfficialWord[] {
  if (loaded) return loaded;
  const file = fileURLToPath(new URL('../data/official-words.yaml', import.meta.url));
  const source = { file, family: 'corrupt', remedy: 'Restore the file from the repository.' } as const;
  const entries = parseWith(z.array(entrySchema), parseYaml(readFileSync(file, 'utf8'), source), source);
  loaded = entries
    .map((entry) => ({ ...entry, pattern: patternOf(entry) }))
    .sort((one, other) => other.official.length - one.official.length);
  return loaded;
}

function patternOf({ official, plain, takesEndings }: z.output<typeof entrySchema>): RegExp {
  const inflected = takesEndings || plain === undefined ? endings : '';
  return new RegExp(`(?<!\\p{L})${foldSource(official)}${foldSource(inflected)}(?!\\p{L})`, 'gu');
}
