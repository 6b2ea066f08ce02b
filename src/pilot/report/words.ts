import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { knownEntry } from '../../core/known.ts';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';

export const reportLanguages = ['tg', 'ru', 'en'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];

// biome-ignore format: a list of names
const names = [
  'title', 'fixed', 'notFixed', 'byChoice', 'answer', 'effect', 'more', 'less', 'inDeviations', 'isShown', 'isNotShown',
  'isUnclear', 'couldSee', 'wayOfComputing', 'difference', 'interval', 'p', 'cr2', 'bootstrap', 'cr1', 'plain', 'assumed',
  'quantity', 'planned', 'found', 'icc', 'r2', 'perCluster', 'who', 'arm', 'clusters', 'pupils', 'wroteBefore', 'wroteBoth',
  'lost', 'lostDifference', 'nobodyLost', 'bounds', 'scores', 'before', 'after', 'use', 'useNote', 'answers', 'days',
  'revealed', 'wait', 'faces', 'limits',
] as const;

export type ReportWord = (typeof names)[number];

const languageSchema = z
  .object({ limitItems: z.array(z.string().min(1)) })
  .catchall(z.string().min(1))
  .refine((words) => names.every((name) => name in words) && Object.keys(words).length === names.length + 1, {
    message: 'It has other words than the report needs.',
  });

/** What the report says in a language: a word, with values for what stands in braces. */
export interface ReportWords {
  readonly say: (name: ReportWord, values?: Readonly<Record<string, string | number>>) => string;
  readonly limits: readonly string[];
}

/** @throws BadInputError where `report/data/words.yaml` lacks a word. */
export function reportWords(language: ReportLanguage): ReportWords {
  const file = join(import.meta.dirname, 'data', 'words.yaml');
  const all = parseWith(
    z.record(z.enum(reportLanguages), languageSchema),
    parseYaml(readFileSync(file, 'utf8'), { file }),
    { file },
  );
  const { limitItems, ...words } = all[language];
  const texts: Readonly<Record<string, string>> = words;
  return {
    say: (name, values = {}) =>
      knownEntry(texts, name).replace(/\{(\w+)\}/g, (_, key: string) => String(knownEntry(values, key))),
    limits: limitItems,
  };
}
