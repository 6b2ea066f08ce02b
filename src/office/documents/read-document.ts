import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { BadInputError } from '../../core/errors.ts';
import { readFileApart } from '../../library/index.ts';
import type { ReadDocument } from '../contract/notices.ts';
import { sectionsOf } from './sections.ts';

/** A letter, a contract, a law: not a book. */
export const documentLimits = {
  sizeBytes: 10_000_000,
  silenceMs: 60_000,
  heapMegabytes: 800,
  pages: 200,
  characters: 400_000,
} as const;

/** Which files are read, by the ending of their names. */
export const documentEndings = ['.pdf', '.docx', '.doc', '.odt', '.html', '.htm', '.txt', '.md'] as const;

/**
 * Reads a document that was uploaded, in a process of its own, and keeps nothing of it: the file is removed before the
 * answer is given.
 * @param name the name that the file had; its ending says what it is.
 * @throws BadInputError that says why it is refused and what to do.
 */
export async function readUploaded(
  bytes: Uint8Array,
  name: string,
  signal?: AbortSignal,
): Promise<ReadDocument> {
  const folder = await mkdtemp(join(tmpdir(), 'soro-document-'));
  try {
    const file = join(folder, `document${endingOf(name)}`);
    await writeFile(file, bytes, { mode: 0o600 });
    return await readDocument(file, basename(name), signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Reads a document by its sections.
 * @throws as {@link readUploaded}.
 */
export async function readDocument(
  file: string,
  name = basename(file),
  signal?: AbortSignal,
): Promise<ReadDocument> {
  endingOf(name);
  const { pages, title, losses } = await readFileApart(file, {
    name,
    limits: documentLimits,
    ...(signal && { signal }),
  });
  const { text, sections } = sectionsOf(pages);
  const [first] = sections;
  return {
    title: title || first?.title || name.replace(/\.[^.]*$/u, ''),
    text,
    sections,
    losses: [...losses],
  };
}

function endingOf(name: string): string {
  const ending = extname(name).toLowerCase();
  const known = documentEndings.find((one) => one === ending);
  if (known !== undefined) return known;
  throw new BadInputError({
    message: `A document with the ending "${ending}" is not read here.`,
    file: name,
    remedy: `Use one of ${documentEndings.join(', ')}.`,
  });
}
