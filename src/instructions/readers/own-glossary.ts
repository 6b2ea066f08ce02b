import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';

type Row = readonly [tajik: string, russian: string, english: string];

const row = z
  .string()
  .transform((line) => line.split(' | '))
  .pipe(z.tuple([z.string(), z.string(), z.string()]));
const fileSchema = z.strictObject({ words: z.array(row), sentences: z.array(row) });

/** Words and sentences in Tajik, Russian and English, written for this project. */
export interface OwnGlossary {
  readonly words: readonly Row[];
  readonly sentences: readonly Row[];
}

let loaded: OwnGlossary | undefined;

/** The project's own glossary, read at the first call. */
export function readOwnGlossary(): OwnGlossary {
  const file = fileURLToPath(new URL('../data/glossary.yaml', import.meta.url));
  loaded ??= parseWith(fileSchema, parseYaml(readFileSync(file, 'utf8'), { file }), { file });
  return loaded;
}
