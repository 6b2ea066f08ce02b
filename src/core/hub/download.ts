import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CorruptArtefactError, fromSystemError, throwIfInterrupted } from '../errors.ts';
import { PassingFailure } from '../retry.ts';
import { type Access, fileAddress, type Repository, type RepositoryFile } from './repository.ts';
import { type HubOptions, hubOptions, requestOnce, withHubRetries } from './request.ts';

/**
 * Downloads a file of a repository to a path. What an earlier, stopped download has left in `PATH.part` is
 * gone on with; a cut connection too. The whole is compared with the hub's hash before it gets its name.
 * @throws MachineError when the hub does not answer, CorruptArtefactError when what comes is something else.
 */
export async function downloadFile(
  repository: Repository,
  commit: string,
  file: RepositoryFile,
  target: string,
  { options = hubOptions(), signal }: Access,
): Promise<void> {
  const url = fileAddress(repository, commit, file.path, options);
  const part = `${target}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    const state = { sizeBytes: await sizeOf(part), before: 0 };
    await withHubRetries(url, { options, signal, gotOn: () => state.sizeBytes > state.before }, async () => {
      state.before = state.sizeBytes;
      if (state.sizeBytes < file.sizeBytes) await append(url, part, state, { options, signal });
      if (state.sizeBytes < file.sizeBytes)
        throw new PassingFailure(`the connection ended at ${state.sizeBytes}`);
    });
    await check(file, part, url, signal);
    await rename(part, target);
  } catch (error) {
    throw fromSystemError(error, target);
  }
}

async function append(
  url: string,
  part: string,
  state: { sizeBytes: number },
  { options, signal }: { readonly options: HubOptions; readonly signal: AbortSignal },
): Promise<void> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (state.sizeBytes > 0) headers.range = `bytes=${state.sizeBytes}-`;
  const response = await requestOnce(url, { headers, options, signal });
  const starts = response.headers.get('content-range')?.match(/bytes (\d+)-/)?.[1];
  // A server that does not know ranges sends the whole file again.
  const isContinued = response.status === 206 && Number(starts) === state.sizeBytes;
  if (!isContinued) state.sizeBytes = 0;
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
      state.sizeBytes += chunk.length;
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

async function check(file: RepositoryFile, part: string, url: string, signal: AbortSignal): Promise<void> {
  const { algorithm, value } = file.hash;
  const sizeBytes = await sizeOf(part);
  const hash =
    algorithm === 'sha256' ? createHash('sha256') : createHash('sha1').update(`blob ${sizeBytes}\0`);
  if ((await hashInto(hash, part, signal)) === value) return;
  await rm(part, { force: true });
  throw new CorruptArtefactError({
    message: 'What was downloaded is not what the hub announced: its hash differs.',
    file: url,
    remedy: 'Run the same command again; if it stays so, the hub (or a proxy) delivers another file.',
  });
}

async function hashInto(hash: Hash, path: string, signal: AbortSignal): Promise<string> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    throwIfInterrupted(signal);
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
