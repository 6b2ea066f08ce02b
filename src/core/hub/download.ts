import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CorruptArtefactError, fromSystemError, throwIfInterrupted } from '../errors.ts';
import { exists, readPieces, syncDirectory } from '../files.ts';
import { PassingFailure } from '../network/retry.ts';
import { type Access, fileAddress, type Repository, type RepositoryFile } from './repository.ts';
import { type HubOptions, hubOptions, requestOnce, withHubRetries } from './request.ts';

interface DownloadAccess extends Access {
  /** Told how many bytes are there, also those of an earlier, stopped download. */
  readonly onBytes?: ((sizeBytes: number) => void) | undefined;
}

/**
 * Downloads a file of a repository to a path. Resumes from `PATH.part`, also after a dropped connection. The hash is
 * computed while the bytes arrive, and compared with the hub's before the file gets its name.
 * @throws MachineError when the hub does not answer, CorruptArtefactError when what comes is something else.
 */
export async function downloadFile(
  repository: Repository,
  commit: string,
  file: RepositoryFile,
  target: string,
  { options = hubOptions(), signal, onBytes }: DownloadAccess,
): Promise<void> {
  const url = fileAddress(repository, commit, file.path, options);
  const part = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    const state = await openPart(part, file, signal);
    onBytes?.(state.sizeBytes);
    let before = 0;
    await withHubRetries(url, { options, signal, gotOn: () => state.sizeBytes > before }, async () => {
      before = state.sizeBytes;
      if (state.sizeBytes < file.sizeBytes)
        await append(url, part, state, { file, options, signal, onBytes });
      if (state.sizeBytes < file.sizeBytes)
        throw new PassingFailure(`the connection ended at ${state.sizeBytes}`);
    });
    if (state.sizeBytes > file.sizeBytes || state.hash.digest('hex') !== file.hash.value)
      throw await somethingElse(part, url);
    // An empty file needs no request.
    if (file.sizeBytes === 0) await (await open(part, 'a')).close();
    await rename(part, target);
    await syncDirectory(dirname(target));
  } catch (error) {
    throw fromSystemError(error, target);
  }
}

/** What has been downloaded, and its hash so far. */
interface Part {
  sizeBytes: number;
  hash: Hash;
}

async function openPart(part: string, file: RepositoryFile, signal: AbortSignal): Promise<Part> {
  const state: Part = { sizeBytes: 0, hash: newHash(file) };
  if (!(await exists(part))) return state;
  for await (const chunk of readPieces(part)) {
    throwIfInterrupted(signal);
    state.hash.update(chunk);
    state.sizeBytes += chunk.length;
  }
  return state;
}

function newHash({ hash, sizeBytes }: RepositoryFile): Hash {
  return hash.algorithm === 'sha256'
    ? createHash('sha256')
    : createHash('sha1').update(`blob ${sizeBytes}\0`);
}

async function append(
  url: string,
  part: string,
  state: Part,
  {
    file,
    options,
    signal,
    onBytes,
  }: DownloadAccess & {
    readonly file: RepositoryFile;
    readonly options: HubOptions;
  },
): Promise<void> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (state.sizeBytes > 0) headers.range = `bytes=${state.sizeBytes}-`;
  const response = await requestOnce(url, { headers, options, signal });
  const starts = response.headers.get('content-range')?.match(/bytes (\d+)-/)?.[1];
  // A server that does not know ranges sends the whole file again.
  const isContinued = response.status === 206 && Number(starts) === state.sizeBytes;
  if (!isContinued) Object.assign(state, { sizeBytes: 0, hash: newHash(file) });
  if (response.status === 416) {
    await response.body?.cancel();
    await rm(part, { force: true });
    throw new PassingFailure('the range is not there');
  }
  const handle = await open(part, isContinued ? 'a' : 'w');
  try {
    for await (const chunk of response.body ?? []) {
      throwIfInterrupted(signal);
      await handle.appendFile(chunk);
      state.hash.update(chunk);
      state.sizeBytes += chunk.length;
      onBytes?.(state.sizeBytes);
      // What is longer than announced must not fill the disk.
      if (state.sizeBytes > file.sizeBytes) return;
    }
    await handle.sync();
  } catch (error) {
    throwIfInterrupted(signal);
    // The disk's errors have a code of the system; the network's come from fetch.
    const isNetwork = error instanceof TypeError || (error instanceof Error && error.name === 'AbortError');
    throw isNetwork ? new PassingFailure(`the connection was cut: ${error.message}`) : error;
  } finally {
    await handle.close();
  }
}

async function somethingElse(part: string, url: string): Promise<CorruptArtefactError> {
  await rm(part, { force: true });
  return new CorruptArtefactError({
    message: 'What was downloaded is not what the hub announced: its hash differs.',
    file: url,
    remedy: 'Run the same command again; if it stays so, the hub (or a proxy) delivers another file.',
  });
}
