import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { exists, readText } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { type Item, itemSchema } from '../../practice/index.ts';
import { type Entry, entrySchema } from '../../tools/index.ts';
import type { PackKind } from '../packs/release.ts';

/** What a pack of books says of them, in `books.json`; files that it does not name are not taken in. */
const bookListSchema = z.strictObject({
  books: z
    .array(
      z.strictObject({
        file: z.string().regex(/^[^/\\]+$/u, 'the name of a file of the pack'),
        title: z.string().min(1).optional(),
        authors: z.array(z.string().min(1)).optional(),
        year: z.int().optional(),
        edition: z.string().optional(),
        subject: z.string().optional(),
        grade: z.int().min(1).max(11).optional(),
        language: z.string().optional(),
        licence: z.string().min(1),
      }),
    )
    .min(1),
});

/** A book of a pack and what is known of it. */
export type PackedBook = z.output<typeof bookListSchema>['books'][number];

const listName = 'books.json';

/** The books of a release's folder. @throws BadInputError naming what is wrong in `books.json`, or the file that is missing. */
export async function booksIn(folder: string): Promise<PackedBook[]> {
  const file = join(folder, listName);
  const { books } = parseWith(bookListSchema, parseJson(await readText(file), { file }), { file });
  for (const book of books) {
    if (await exists(join(folder, book.file))) continue;
    throw new BadInputError({
      message: `The book "${book.file}" is not in the pack.`,
      file,
      remedy: 'Pack the folder again with all books that the list names.',
    });
  }
  return books;
}

/** The exercises of a release's folder: `.jsonl`, one a line. @throws BadInputError naming file and line. */
export function itemsIn(folder: string): Promise<Item[]> {
  return linesIn(folder, itemSchema);
}

/** The words of a release's folder: `.jsonl`, one a line. @throws BadInputError naming file and line. */
export function wordsIn(folder: string): Promise<Entry[]> {
  return linesIn(folder, entrySchema);
}

/** Why a pack of content cannot be used; undefined when it can. Other kinds are not looked at. */
export async function faultOfContent(kind: PackKind, folder: string): Promise<string | undefined> {
  try {
    if (kind === 'books') await booksIn(folder);
    if (kind === 'items') await itemsIn(folder);
    if (kind === 'words') await wordsIn(folder);
    return undefined;
  } catch (error) {
    if (error instanceof BadInputError) return error.message;
    throw error;
  }
}

async function linesIn<Schema extends z.ZodType>(
  folder: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const names = (await readdir(folder)).filter((name) => extname(name) === '.jsonl').sort();
  const found: z.output<Schema>[] = [];
  for (const name of names) {
    const file = join(folder, name);
    if (!(await stat(file)).isFile()) continue;
    for (const [index, line] of (await readText(file)).split('\n').entries()) {
      const source = { file, place: `line ${index + 1}` };
      if (line.trim() !== '') found.push(parseWith(schema, parseJson(line, source), source));
    }
  }
  if (found.length > 0) return found;
  throw new BadInputError({
    message: 'The pack holds no line of content.',
    file: folder,
    remedy: 'Pack .jsonl files, one JSON object a line.',
  });
}
