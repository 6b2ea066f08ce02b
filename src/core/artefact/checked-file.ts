import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { readText, writeFileAtomically } from '../files.ts';
import { hashFile, sha256Schema } from './fingerprint.ts';

/** What is remembered of a file whose checksum was right. */
const checkedSchema = z.strictObject({
  sha256: sha256Schema,
  sizeBytes: z.int(),
  mtimeMs: z.number(),
  /** The kernel's own time of the last change: nobody sets it back. */
  ctimeMs: z.number(),
  checkedAtMs: z.number(),
});

type CheckedFile = z.output<typeof checkedSchema>;

/** Disks lose bits without anybody touching the file. */
const checkedForMs = 7 * 24 * 60 * 60_000;

/** Remembers a file's checksum beside it, for `isStillWhole`. */
export async function rememberChecksum(file: string, sha256?: string, signal?: AbortSignal): Promise<void> {
  const digest = sha256 ?? (await hashFile(file, signal));
  const { size: sizeBytes, mtimeMs, ctimeMs } = await stat(file);
  const checked: CheckedFile = { sha256: digest, sizeBytes, mtimeMs, ctimeMs, checkedAtMs: Date.now() };
  await writeFileAtomically(memoryOf(file), `${JSON.stringify(checked)}\n`);
}

/**
 * Whether a file in a cache is what it was when it was made. While size and times are as remembered, that costs nothing;
 * the file is read again when one differs, and a week after the last time.
 * @param expected its SHA-256, where that is known; otherwise the one that was remembered.
 */
export async function isStillWhole(file: string, expected?: string, signal?: AbortSignal): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return false;
  const known = await recall(file);
  const sha256 = expected ?? known?.sha256;
  if (sha256 === undefined || (known && known.sizeBytes !== found.size)) return false;
  const ageMs = Date.now() - (known?.checkedAtMs ?? 0);
  const isUntouched =
    known?.sha256 === sha256 && known.mtimeMs === found.mtimeMs && known.ctimeMs === found.ctimeMs;
  if (isUntouched && ageMs >= 0 && ageMs < checkedForMs) return true;
  if ((await hashFile(file, signal)) !== sha256) return false;
  // A cache on a read-only disk is checked each time.
  await rememberChecksum(file, sha256).catch(() => {});
  return true;
}

/** Undefined when it cannot be read, which costs another check. */
async function recall(file: string): Promise<CheckedFile | undefined> {
  try {
    return checkedSchema.parse(JSON.parse(await readText(memoryOf(file))));
  } catch {
    return undefined;
  }
}

function memoryOf(file: string): string {
  return `${file}.checked.json`;
}
