import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInputError, fromSystemError } from '../errors.ts';
import { exists, listFiles, syncDirectory, writeFileAtomically } from '../files.ts';
import { takeLock } from '../processes/process-lock.ts';
import { isArtefact } from './manifest.ts';

/**
 * An artefact while it is written: a folder `TARGET.draft` beside the target. Its `.resume/` folder
 * holds what lets a stopped run continue (completion files, training checkpoints); it never becomes
 * part of the artefact.
 */
export interface Draft {
  readonly directory: string;
  /** The path of a file of the artefact to be. */
  path(...parts: string[]): string;
  /** The path of a file that only helps to resume. */
  resumePath(...parts: string[]): string;
}

/** A draft with its life: opened and locked, then published or closed. */
export interface OpenDraft extends Draft {
  /** Removes what was half-written by a worker that died while others went on. */
  tidy(): Promise<void>;
  /** Syncs everything and renames the draft to its target, replacing an older artefact. */
  publish(): Promise<void>;
  /** Removes the folder with all work in it: for input that must change, after which it is other work. */
  discard(): Promise<void>;
  /** Unlocks; removes the folder unless it holds finished work to continue from. */
  close(): Promise<void>;
}

/**
 * Opens the draft of a target folder. A draft left by a stopped run of the same work (same
 * fingerprint) is continued; any other leftover is removed.
 * @throws BadInputError when the target is a folder that Soro did not write.
 * @throws MachineError when another process is writing the same artefact.
 */
export async function openDraft(target: string, fingerprint: string): Promise<OpenDraft> {
  try {
    return await openLocked(target, fingerprint);
  } catch (error) {
    throw fromSystemError(error, target);
  }
}

async function openLocked(target: string, fingerprint: string): Promise<OpenDraft> {
  const directory = `${target}.draft`;
  const resume = join(directory, '.resume');
  const marker = join(resume, 'fingerprint');
  await refuseForeignFolder(target);
  await mkdir(join(target, '..'), { recursive: true });
  const unlock = await takeLock(`${target}.lock`, target);
  try {
    await settlePrevious(target);
    if ((await readMarker(marker)) !== fingerprint) await rm(directory, { recursive: true, force: true });
    await mkdir(resume, { recursive: true });
    await removeHalfWritten(directory);
    await writeFileAtomically(marker, fingerprint);
  } catch (error) {
    await unlock();
    throw error;
  }
  return {
    directory,
    path: (...parts) => join(directory, ...parts),
    resumePath: (...parts) => join(resume, ...parts),
    tidy: () => removeHalfWritten(directory),
    async publish() {
      await rm(resume, { recursive: true, force: true });
      await syncTree(directory);
      if (await exists(target)) await rename(target, `${target}.previous`);
      await rename(directory, target);
      await syncDirectory(join(target, '..'));
      await rm(`${target}.previous`, { recursive: true, force: true });
    },
    discard: () => rm(directory, { recursive: true, force: true }),
    async close() {
      const kept = (await readdir(resume).catch(undefinedIfMissing)) ?? [];
      if (kept.every((name) => name === 'fingerprint')) await rm(directory, { recursive: true, force: true });
      await unlock();
    },
  };
}

/** The fingerprint of the work that left a draft; undefined where there is none. Any other failure to read it is thrown. */
async function readMarker(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(undefinedIfMissing);
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

async function refuseForeignFolder(target: string): Promise<void> {
  if (!(await exists(target)) || (await isArtefact(target))) return;
  if ((await readdir(target).catch(() => ['a file'])).length === 0) return;
  throw new BadInputError({
    message: 'This folder exists and was not written by Soro; it is left as it is.',
    file: target,
    remedy: 'Name another output folder, or move this one away.',
  });
}

/** A crash between the two renames of `publish` leaves the old artefact aside: put it back or drop it. */
async function settlePrevious(target: string): Promise<void> {
  const previous = `${target}.previous`;
  if (!(await exists(previous))) return;
  if (await exists(target)) await rm(previous, { recursive: true, force: true });
  else await rename(previous, target);
}

/** A run that was killed while it wrote a file leaves the temporary one; it must not be published. */
async function removeHalfWritten(directory: string): Promise<void> {
  for (const path of await listFiles(directory)) {
    if (path.endsWith('.tmp')) await rm(join(directory, path), { force: true });
  }
}

async function syncTree(directory: string): Promise<void> {
  for (const path of await listFiles(directory)) {
    const handle = await open(join(directory, path), 'r+');
    await handle.sync();
    await handle.close();
  }
  await syncDirectory(directory);
}
