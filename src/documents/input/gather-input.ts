import { fingerprint, hashFile, sha256 } from '../../core/artefact/fingerprint.ts';
import { BadInputError, throwIfInterrupted } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { findHubFiles } from '../hub/find-hub-files.ts';
import { isHubAddress } from '../hub/hub-address.ts';
import { readerFor } from '../readers.ts';
import type { Source } from '../record.ts';
import type { DocumentsSettings } from '../settings.ts';
import { SourceBook } from '../sources.ts';
import { codeOf, type FoundFile, findFiles } from './find-files.ts';
import { isUnreadable, pathOf, type ShardFile } from './shard-files.ts';

/** A file with its source and the hash of what it holds. */
export type InputFile = Omit<ShardFile, 'part'>;

// The hash and the time of a file belong together: building must use those for which the fingerprint speaks.
const gathered = new WeakMap<DocumentsSettings, readonly InputFile[]>();

/** What determines the documents, for the fingerprint: each file's content and source. Gathers again. */
export async function describeInput(
  settings: DocumentsSettings,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const files = await gather(settings, signal);
  gathered.set(settings, files);
  const hashes = Object.fromEntries(files.map(({ name, sha256: hash }) => [name, hash]));
  // The entries and not the file, so that a new comment in sources.yaml makes nothing stale.
  const entries = files.map(({ name, source, metadata }) => ({ name, source, metadata }));
  return { ...hashes, 'sources.yaml entries': fingerprint(JSON.parse(JSON.stringify(entries)) as Json) };
}

/** The files that the fingerprint of these very settings speaks of. */
export async function gatherInput(
  settings: DocumentsSettings,
  signal: AbortSignal,
): Promise<readonly InputFile[]> {
  return gathered.get(settings) ?? gather(settings, signal);
}

async function gather(settings: DocumentsSettings, signal: AbortSignal): Promise<InputFile[]> {
  const hubEntries = settings.from.filter(isHubAddress);
  const pathEntries = settings.from.filter((entry) => !isHubAddress(entry));
  const files: InputFile[] = [];
  if (pathEntries.length > 0) {
    const book = new SourceBook(statedSource(settings));
    for (const file of await findFiles(pathEntries, signal)) files.push(await describe(file, book, signal));
  }
  const stated = { ...settings, name: settings.sourceName, address: settings.sourceAddress };
  for (const entry of hubEntries) {
    for (const { remote, split, ...found } of await findHubFiles(entry, stated, signal)) {
      const metadata = { revision: remote.commit, ...(split === undefined ? {} : { split }) };
      files.push({ ...found, path: '', metadata, modifiedMs: 0, sha256: remote.file.hash.value, remote });
    }
  }
  return files;
}

async function describe(
  { root, ...file }: FoundFile,
  book: SourceBook,
  signal: AbortSignal,
): Promise<InputFile> {
  throwIfInterrupted(signal);
  if (file.problem) return { ...file, metadata: {}, sha256: sha256(file.problem.reason) };
  const entry = readerFor(file.path) ? await book.sourceOf(file.path, root) : undefined;
  const curriculum = Object.entries(entry?.curriculum ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const described = {
    ...file,
    ...(entry ? { source: entry.source } : {}),
    metadata: Object.fromEntries(curriculum),
  };
  try {
    return { ...described, sha256: await hashFile(pathOf(file), signal) };
  } catch (error) {
    throwIfInterrupted(signal);
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    if (!isUnreadable(cause)) throw error;
    const problem = { reason: 'unreadable-file', value: codeOf(cause) } as const;
    return { ...described, problem, sha256: sha256(problem.reason) };
  }
}

/** The source that the flags state; undefined when they state none. */
function statedSource(settings: DocumentsSettings): Source | undefined {
  const { sourceName, sourceAddress, licence, kind, retrieved } = settings;
  if ([sourceName, sourceAddress, licence, kind, retrieved].every((value) => value === undefined)) {
    return undefined;
  }
  if (sourceName === undefined || licence === undefined) {
    // A data set brings its own card: then one flag may stand alone.
    if (settings.from.every(isHubAddress)) return undefined;
    throw new BadInputError({
      message: 'A source needs a name and a licence.',
      file: sourceName === undefined ? '--source-name' : '--licence',
      remedy: 'Give both --source-name and --licence, or write a sources.yaml beside the files.',
    });
  }
  return {
    name: sourceName,
    address: sourceAddress ?? '',
    licence,
    retrieved: retrieved ?? '',
    kind: kind ?? 'text',
  };
}
