import type { z } from 'zod';
import { BadInputError } from '../../core/errors.ts';
import { issueWords } from '../../core/issue-words.ts';
import { type Item, itemSchema } from '../items/item.ts';

/** Names of the formats, as `--format` takes them. */
export const formatNames = ['gift', 'moodle-xml', 'qti3', 'csv', 'jsonl'] as const;
export type FormatName = (typeof formatNames)[number];

/** Something that a file holds and its reader or the target format cannot carry. */
export interface Loss {
  /** The item's id, or the place in the file. */
  readonly where: string;
  /** What is lost: «unit "км"», «the whole item: there is no question of this kind». */
  readonly what: string;
  /** The whole item is left out. */
  readonly isWhole: boolean;
}

/** What a reader made of a file. */
export interface ReadItems {
  readonly items: readonly Item[];
  readonly losses: readonly Loss[];
}

/** What to take for fields that a format does not carry. */
export interface ReadDefaults {
  readonly subject: string;
  readonly author: string;
}

/** A format of question files. Readers take bytes, since one of them is a package. */
export interface ItemFormat {
  read(bytes: Uint8Array, file: string, defaults: ReadDefaults): Promise<ReadItems> | ReadItems;
  /** What the format cannot carry of these items in a file of this name. */
  losses(items: readonly Item[], file: string): Loss[];
  /** Items that {@link losses} names as whole are left out. */
  write(items: readonly Item[], file: string): Uint8Array;
}

/** Largest question file that is read. */
export const largestFileBytes = 64 * 1024 * 1024;

export function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new BadInputError({
      message: 'The text is not in UTF-8.',
      file,
      remedy: 'Save the file again with the encoding UTF-8.',
      cause: error,
    });
  }
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Collects what a reader finds: items that fit the schema, and what was lost. */
export class Collector {
  readonly items: Item[] = [];
  readonly losses: Loss[] = [];
  readonly #ids = new Set<string>();

  lose(where: string, what: string): void {
    this.losses.push({ where, what, isWhole: false });
  }

  leaveOut(where: string, what: string): void {
    this.losses.push({ where, what: `the whole question: ${what}`, isWhole: true });
  }

  /** Adds a question that fits; one that does not (no right option, an option twice) is listed as left out. */
  add(where: string, fields: Readonly<Record<string, unknown>>): void {
    const result = itemSchema.safeParse({ ...fields, id: this.#freeId(String(fields.id)) });
    if (result.success) {
      this.items.push(result.data);
      this.#ids.add(result.data.id);
    } else this.leaveOut(where, problemOf(result.error));
  }

  #freeId(id: string): string {
    let free = id;
    for (let count = 2; this.#ids.has(free); count += 1) free = `${id}-${count}`;
    return free;
  }
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'it does not fit';
  const path = issue.path.join('.');
  return path === '' ? issueWords(issue, undefined) : `${path}: ${issueWords(issue, undefined)}`;
}

/** An id from a title: letters, digits and a few signs stay. */
export function idOf(title: string, otherwise: string): string {
  const id = title
    .trim()
    .replace(/[^\p{L}\p{N}/_.:-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 150);
  return id === '' ? otherwise : id;
}
