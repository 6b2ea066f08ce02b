import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { addToList } from '../../core/count-up.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { foldWord } from '../reading/fold.ts';

const entrySchema = z.strictObject({
  word: z.string().min(1),
  part: z.string(),
  meanings: z.array(z.strictObject({ definition: z.string(), example: z.string() })).min(1),
  ru: z.array(z.string()),
  en: z.array(z.string()),
  plural: z.string().nullable().optional(),
  /** Of verbs: past / present. */
  stems: z.string().optional(),
  synonyms: z.array(z.string()),
  antonyms: z.array(z.string()),
});

/** A word of the word book. */
export type Entry = z.output<typeof entrySchema>;

/** Said with every answer from the word book. */
export const wordBookSource =
  'Аз луғати 2000 калима, ки барои ҳамин барнома навишта шудааст; муаллими тоҷик онро ҳанӯз насанҷидааст.';

interface Book {
  readonly entries: readonly Entry[];
  readonly byWord: ReadonlyMap<string, readonly Entry[]>;
  readonly byRussian: ReadonlyMap<string, readonly Entry[]>;
  readonly byEnglish: ReadonlyMap<string, readonly Entry[]>;
}

let loaded: Book | undefined;

function book(): Book {
  if (loaded) return loaded;
  const file = fileURLToPath(new URL('./data/word-book.jsonl.br', import.meta.url));
  const source = { file, family: 'corrupt', remedy: 'Restore the file from the repository.' } as const;
  const entries = brotliDecompressSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => parseWith(entrySchema, parseJson(line, source), source));
  loaded = {
    entries,
    byWord: index(entries, ({ word }) => [foldPhrase(word)]),
    byRussian: index(entries, ({ ru }) => ru.map((word) => word.toLowerCase())),
    byEnglish: index(entries, ({ en }) =>
      en.flatMap((word) => [word.toLowerCase(), word.toLowerCase().replace(/^to /, '')]),
    ),
  };
  return loaded;
}

function index(entries: readonly Entry[], keysOf: (entry: Entry) => readonly string[]): Map<string, Entry[]> {
  const table = new Map<string, Entry[]>();
  for (const entry of entries) for (const key of new Set(keysOf(entry))) addToList(table, key, entry);
  return table;
}

const foldPhrase = (phrase: string) => phrase.split(' ').map(foldWord).join(' ');

/** The entry of a Tajik word as it was typed, without Tajik letters too; nothing where two words are typed alike. */
export function findWord(typed: string): Entry | undefined {
  for (const form of [
    typed,
    ...[/(?:ро|ра)$/u, /и$/u, /(?:аш|яш)$/u].map((ending) => typed.replace(ending, '')),
  ]) {
    const found = book().byWord.get(foldPhrase(form)) ?? [];
    const exact = found.filter(({ word }) => word === form.toLowerCase());
    const [only, other] = exact.length > 0 ? exact : found;
    if (only) return other ? undefined : only;
  }
  return undefined;
}

/** Every entry, in the order of the book. */
export function wordBookEntries(): readonly Entry[] {
  return book().entries;
}

/** Tajik words for a Russian or English one. */
export function findForeign(typed: string, language: 'ru' | 'en'): readonly Entry[] {
  const { byRussian, byEnglish } = book();
  return (language === 'ru' ? byRussian : byEnglish).get(typed.toLowerCase()) ?? [];
}
