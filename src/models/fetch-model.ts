import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { validateModelFile } from '../checkpoint/index.ts';
import { BadInputError, CorruptArtefactError, fromSystemError } from '../core/errors.ts';
import { exists } from '../core/files.ts';
import { downloadFile } from '../core/hub/download.ts';
import { listRepository, type RepositoryFile, resolveCommit } from '../core/hub/repository.ts';
import type { HubOptions } from '../core/hub/request.ts';
import type { HubSource } from './catalogue/catalogue.ts';
import { checkFreeSpace } from './free-space.ts';
import { formatHubAddress } from './model-address.ts';
import type { InstalledModel, ModelStore } from './store.ts';

/** What is to be installed, and under which name. */
export interface WantedModel {
  readonly name: string;
  readonly title: string;
  /** Title of the licence that was accepted. */
  readonly licence: string;
  /** Where it is known beforehand. */
  readonly sha256?: string | undefined;
}

export interface InstallOptions {
  readonly signal: AbortSignal;
  /** Told how many bytes of how many are there. */
  readonly onBytes?: ((sizeBytes: number, totalBytes: number) => void) | undefined;
}

/**
 * Downloads a model from a hub and installs it: whole and checked, or not at all. The same call again continues with what
 * an interrupted one has left.
 * @returns its record, and whether it was there already.
 * @throws BadInputError when it is not on the hub or no Gemma 3, MachineError when the disk is too full or the hub does not
 * answer, CorruptArtefactError when the hash is not the announced one.
 */
export async function fetchModel(
  store: ModelStore,
  source: HubSource,
  wanted: WantedModel,
  options: InstallOptions & { readonly hub?: HubOptions | undefined },
): Promise<{ readonly model: InstalledModel; readonly isNew: boolean }> {
  const { signal, onBytes } = options;
  const access = { signal, ...(options.hub && { options: options.hub }) };
  const repository = { kind: 'models', name: source.repository } as const;
  const commit = await resolveCommit(repository, source.revision, access);
  const file = findFile(await listRepository(repository, commit, access), source);
  const address = formatHubAddress({ ...source, revision: commit });
  const sha256 = announcedHash(file, wanted, address);
  const release = await store.lock();
  try {
    const present = await installedAs(store, wanted.name, sha256);
    if (present) return { model: present, isNew: false };
    const draft = store.draftOf(wanted.name, sha256.slice(0, 12));
    await store.removeOtherDrafts(wanted.name, draft);
    const target = join(draft, 'model.gguf');
    await mkdir(draft, { recursive: true });
    // Downloaded whole, and killed before it was installed: it is checked again as an unfinished download is.
    if (await exists(target)) await rename(target, `${target}.part`);
    const partBytes = await sizeOf(`${target}.part`);
    await checkFreeSpace(draft, Math.max(0, file.sizeBytes - partBytes));
    await downloadFile(repository, commit, file, target, {
      ...access,
      onBytes: (sizeBytes) => onBytes?.(sizeBytes, file.sizeBytes),
    });
    await validateInDraft(store, wanted.name, target, address);
    const model = recordOf(wanted, { sha256, sizeBytes: file.sizeBytes, source: address });
    await store.install(draft, model);
    return { model, isNew: true };
  } catch (error) {
    throw fromSystemError(error, store.folder);
  } finally {
    await release();
  }
}

/** What is installed under a name, where it is the same file; another file there is an error. */
export async function installedAs(
  store: ModelStore,
  name: string,
  sha256: string,
): Promise<InstalledModel | undefined> {
  if (!(await exists(join(store.folder, name)))) return undefined;
  const present = await store.read(name);
  if (present.sha256 === sha256) return present;
  throw new BadInputError({
    message: `Another file is installed as "${name}".`,
    file: present.source,
    remedy: `Name this one otherwise (--name), or remove that one first: soro model remove ${name}.`,
  });
}

/**
 * Looks at a checked file before llama.cpp ever sees it. One that is no model for Soro is not kept.
 * @throws what `validateModelFile` throws, naming where the file came from.
 */
export async function validateInDraft(
  store: ModelStore,
  name: string,
  file: string,
  source: string,
): Promise<void> {
  try {
    await validateModelFile(file);
  } catch (error) {
    await store.removeOtherDrafts(name, '');
    if (error instanceof BadInputError || error instanceof CorruptArtefactError) {
      const { message, place, remedy } = error;
      const Family = error instanceof BadInputError ? BadInputError : CorruptArtefactError;
      throw new Family({ message, place, remedy, file: source, cause: error });
    }
    throw error;
  }
}

export function recordOf(
  { name, title, licence }: WantedModel,
  file: Pick<InstalledModel, 'sha256' | 'sizeBytes' | 'source'>,
): InstalledModel {
  return { name, title, ...file, licence: { title: licence, acceptedAt: new Date().toISOString() } };
}

function findFile(files: readonly RepositoryFile[], source: HubSource): RepositoryFile {
  const file = files.find(({ path }) => path === source.file);
  if (file) return file;
  const models = files.filter(({ path }) => path.endsWith('.gguf')).map(({ path }) => path);
  throw new BadInputError({
    message: 'The repository does not have this file.',
    file: formatHubAddress(source),
    remedy: models.length > 0 ? `It has ${models.slice(0, 8).join(', ')}.` : 'It has no GGUF file at all.',
  });
}

function announcedHash({ hash }: RepositoryFile, { sha256 }: WantedModel, address: string): string {
  if (hash.algorithm !== 'sha256') {
    throw new BadInputError({
      message: 'The hub states no SHA-256 of this file.',
      file: address,
      remedy: 'A model lies in the large file storage (LFS) of its repository; name one that does.',
    });
  }
  if (sha256 === undefined || sha256 === hash.value) return hash.value;
  throw new CorruptArtefactError({
    message: 'The hub announces another file than the catalogue: its SHA-256 differs.',
    file: address,
    remedy: 'Use a newer catalogue, or correct the SHA-256. Nothing was downloaded.',
  });
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
