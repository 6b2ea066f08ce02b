import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { addToList } from '../../core/count-up.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { foldWord } from '../reading/fold.ts';

/** A word, as a line of the word book. */
export const entrySchema = z.strictObject({
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

/** Said with every answer from the word book that comes with Soro. */
const wordBookSource =
  'Аз луғати 2000 калима, ки барои ҳамин барнома навишта шудааст; муаллими тоҷик онро ҳанӯз насанҷидааст.';

interface Book {
  readonly entries: readonly Entry[];
  readonly byWord: ReadonlyMap<string, readonly Entry[]>;
  readonly byRussian: ReadonlyMap<string, readonly Entry[]>;
  readonly byEnglish: ReadonlyMap<string, readonly Entry[]>;
}

/** Said with answers from words that a hub has sent. */
const sentWordsSource = 'Аз луғате, ки марказ ба мактаб фиристодааст.';

/** Where the words that a hub has sent lie in a school's data folder. */
export const schoolWordsFolder = 'words';

let loaded: Book | undefined;
/** The words that a hub has sent: their folder, when it was looked at, and what it was then. */
const sent = { folder: '', lookedAt: Number.NEGATIVE_INFINITY, state: '', entries: new Set<Entry>() };
const lookEveryMs = 3000;

/** From now on the words that a hub has sent to this school are in the word book, too; they stand before its own. */
export function useSchoolWords(dataFolder: string): void {
  sent.folder = join(dataFolder, schoolWordsFolder);
  sent.lookedAt = Number.NEGATIVE_INFINITY;
}

/** What is said with an answer from an entry. */
export function sourceOf(entry: Entry): string {
  return sent.entries.has(entry) ? sentWordsSource : wordBookSource;
}

function book(): Book {
  const words = sentWords();
  if (loaded && words === undefined) return loaded;
  const file = fileURLToPath(new URL('./data/word-book.jsonl.br', import.meta.url));
  const source = { file, family: 'corrupt', remedy: 'Restore the file from the repository.' } as const;
  const own = brotliDecompressSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .map((line) => parseWith(entrySchema, parseJson(line, source), source));
  const replaced = new Set([...sent.entries].map(({ word }) => word));
  const entries = [...sent.entries, ...own.filter(({ word }) => !replaced.has(word))];
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

/** Reads the sent words again where they have changed; undefined where they have not. */
function sentWords(): true | undefined {
  if (sent.folder === '' || performance.now() - sent.lookedAt < lookEveryMs) return undefined;
  sent.lookedAt = performance.now();
  const names = existsSync(sent.folder)
    ? readdirSync(sent.folder).filter((name) => name.endsWith('.jsonl'))
    : [];
  const files = names.sort().map((name) => join(sent.folder, name));
  const state = files.map((file) => `${file} ${statSync(file).mtimeMs}`).join('\n');
  if (state === sent.state) return undefined;
  // First the words: a file that cannot be read is told again, not forgotten.
  sent.entries = new Set(files.flatMap(readWords));
  sent.state = state;
  return true;
}

function readWords(file: string): Entry[] {
  const source = {
    file,
    family: 'corrupt',
    remedy: 'Remove the file: the next update brings it again.',
  } as const;
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => parseWith(entrySchema, parseJson(line, source), source));
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
