import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import type { Artefact } from '../../core/artefact/manifest.ts';
import { BadInputError, fromSystemError, throwIfInterrupted } from '../../core/errors.ts';
import { quote, readRows, shardFiles } from '../../documents/index.ts';
import { countCharacters } from './scorer.ts';

/** A document whose probability is measured: all of it, or its start. */
export interface MeasuredText {
  /** Id of the corpus document, or `line N`. */
  readonly id: string;
  readonly text: string;
  /** Characters (Unicode code points) of `text`. */
  readonly characters: number;
  /** Only the start of the document is measured. */
  readonly cut: boolean;
}

export interface TextLimits {
  /** Characters of all documents together. */
  readonly totalCharacters: number;
  /** Characters of one document. */
  readonly documentCharacters: number;
}

/** Name under which the held-out part of a corpus is reported. */
export const heldOutName = 'held-out';

const isHeldOut = "split = 'held-out'";
const rowSchema = z.strictObject({ id: z.string(), text: z.string() });
const registerSchema = z.strictObject({ register: z.string() });

/**
 * Held-out documents of a corpus (of one register of it) in the order of their ids (a hash, so: in random order),
 * up to the limits. @throws BadInputError when the corpus holds none.
 */
export async function readHeldOut(
  corpus: Artefact,
  limits: TextLimits & { readonly register?: string },
  signal: AbortSignal,
): Promise<MeasuredText[]> {
  const found: MeasuredText[] = [];
  const ofRegister = limits.register === undefined ? '' : `AND register = ${quote(limits.register)}`;
  for (const file of await shardFiles(corpus.directory, 'documents')) {
    const where = `${isHeldOut} ${ofRegister} ORDER BY id`;
    const rows = readRows(file, { schema: rowSchema, columns: 'id, text', where, signal });
    found.push(...(await takeUpTo(rows, limits)));
  }
  found.sort((left, right) => (left.id < right.id ? -1 : 1));
  const texts = await takeUpTo(found, limits);
  if (texts.length > 0) return texts;
  throw new BadInputError({
    message: 'The corpus has no held-out documents to measure.',
    file: corpus.directory,
    remedy: 'Build the corpus with a larger held-out share, or evaluate without it.',
  });
}

/** The registers of which a corpus holds documents out, in alphabetical order. */
export async function heldOutRegisters(corpus: Artefact, signal: AbortSignal): Promise<string[]> {
  const registers = new Set<string>();
  for (const file of await shardFiles(corpus.directory, 'documents')) {
    const query = { schema: registerSchema, columns: 'DISTINCT register', where: isHeldOut, signal };
    for await (const { register } of readRows(file, query)) registers.add(register);
  }
  return [...registers].sort();
}

/**
 * Paragraphs of a plain text file (UTF-8, one a line; empty lines are skipped), up to the limits.
 * @throws BadInputError when the file is missing, not UTF-8 or empty.
 */
export async function readTextFile(
  path: string,
  limits: TextLimits,
  signal: AbortSignal,
): Promise<MeasuredText[]> {
  const texts = await takeUpTo(readLines(path, signal), limits);
  if (texts.length > 0) return texts;
  throw new BadInputError({
    message: 'The file holds no text.',
    file: path,
    remedy: 'Name a plain text file with one paragraph a line.',
  });
}

async function* readLines(path: string, signal: AbortSignal): AsyncGenerator<{ id: string; text: string }> {
  let handle: FileHandle;
  try {
    handle = await open(path);
  } catch (error) {
    throw fromSystemError(error, path);
  }
  let number = 0;
  for await (const line of handle.readLines({ encoding: 'utf8' })) {
    throwIfInterrupted(signal);
    number += 1;
    if (line.includes('\uFFFD')) {
      throw new BadInputError({
        message: 'The text is not UTF-8.',
        file: path,
        place: `line ${number}`,
        remedy: 'Save the file as UTF-8.',
      });
    }
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text !== '') yield { id: `line ${number}`, text };
  }
}

async function takeUpTo(
  rows: Iterable<Row> | AsyncIterable<Row>,
  limits: TextLimits,
): Promise<MeasuredText[]> {
  const taken: MeasuredText[] = [];
  let left = limits.totalCharacters;
  for await (const { id, text, cut = false } of rows) {
    const start = cutText(text, Math.min(limits.documentCharacters, left));
    if (start === '') continue;
    const characters = countCharacters(start);
    taken.push({ id, text: start, characters, cut: cut || start.length < text.length });
    left -= characters;
    if (left <= 0) break;
  }
  return taken;
}

type Row = { readonly id: string; readonly text: string; readonly cut?: boolean };

function cutText(text: string, characters: number): string {
  if (text.length <= characters) return text;
  return Array.from(text.slice(0, characters * 2))
    .slice(0, characters)
    .join('');
}
