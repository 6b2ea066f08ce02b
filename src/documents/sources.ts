import { readFile } from 'node:fs/promises';
import { dirname, join, matchesGlob, relative, sep } from 'node:path';
import { z } from 'zod';
import { BadInputError, fromSystemError } from '../core/errors.ts';
import { parseWith } from '../core/schema.ts';
import { parseYaml } from '../core/yaml.ts';
import { type Source, sourceSchema } from './record.ts';

export const sourcesName = 'sources.yaml';

/** What curriculum material says about its place in school; goes into each record's metadata. */
export const curriculumSchema = z.strictObject({
  /** The school subject: география, забони тоҷикӣ. */
  subject: z.string().min(1).optional(),
  /** The grade (1–11), or several: "5-9". */
  grade: z.union([z.int().min(1).max(12), z.string().regex(/^\d{1,2}\s*[-–]\s*\d{1,2}$/)]).optional(),
  /** A part of the subject or of the book. */
  section: z.string().min(1).optional(),
});

export type Curriculum = z.infer<typeof curriculumSchema>;

/** A source and what it says about the material. */
export interface SourceEntry {
  readonly source: Source;
  readonly curriculum: Curriculum;
}

const entrySchema = z.strictObject({
  /** A file name or glob, relative to the folder of the sources.yaml. */
  files: z.string().min(1),
  name: sourceSchema.shape.name,
  address: z.string(),
  licence: sourceSchema.shape.licence,
  retrieved: z.iso.date().optional(),
  kind: sourceSchema.shape.kind,
  ...curriculumSchema.shape,
});

/** `sources.yaml`: for the files beside it, where each came from; the first entry that fits a file counts. */
export const sourcesSchema = z.strictObject({ sources: z.array(entrySchema) });

type SourcesFile = z.infer<typeof sourcesSchema>;

/** Finds the source entries of files; keeps what it has read. */
export class SourceBook {
  readonly #files = new Map<string, Promise<SourcesFile | undefined>>();
  readonly #fallback: Source | undefined;

  /** @param fallback the source of files that no sources.yaml speaks of: what the flags say. */
  constructor(fallback?: Source) {
    this.#fallback = fallback;
  }

  /**
   * The source of a file: the first entry that fits in the nearest sources.yaml, from the file's folder
   * up to `root`; else the fallback.
   * @throws BadInputError naming the file and what to add when there is none.
   */
  async sourceOf(file: string, root: string): Promise<SourceEntry> {
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const book = await this.#read(folder);
      const path = relative(folder, file).split(sep).join('/');
      const entry = book?.sources.find(({ files }) => files === path || matchesGlob(path, files));
      if (entry) {
        const { files: _, retrieved = '', subject, grade, section, ...source } = entry;
        return { source: { ...source, retrieved }, curriculum: { subject, grade, section } };
      }
      if (book || folder === root || folder === dirname(folder)) {
        if (this.#fallback) return { source: this.#fallback, curriculum: {} };
        throw missingEntry(file, folder, path, book);
      }
    }
  }

  #read(folder: string): Promise<SourcesFile | undefined> {
    const known = this.#files.get(folder);
    if (known) return known;
    const reading = readSources(join(folder, sourcesName));
    this.#files.set(folder, reading);
    return reading;
  }
}

async function readSources(file: string): Promise<SourcesFile | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw fromSystemError(error, file);
  }
  return parseWith(sourcesSchema, parseYaml(text, { file }), { file });
}

function missingEntry(
  file: string,
  folder: string,
  path: string,
  book: SourcesFile | undefined,
): BadInputError {
  const where = join(book ? folder : dirname(file), sourcesName);
  const name = book ? path : path.split('/').at(-1);
  return new BadInputError({
    message: book
      ? 'No entry in sources.yaml says where this file comes from.'
      : 'There is no sources.yaml for this file.',
    file,
    remedy: `Add to ${where}, under "sources:", an entry such as { files: "${name}", name: "…", address: "…", licence: "…", kind: text }; or say it with --source-name, --source-address, --licence and --kind.`,
  });
}
