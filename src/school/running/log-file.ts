import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file may get this large, and this many older ones are kept: 12 MB in all. */
const maximumBytes = 2_000_000;
const keptFiles = 5;

/**
 * Writes lines into a file that is renamed to `.1`, `.2` … when it is full; the oldest goes. What cannot be written
 * (a full disk) is dropped: a log must not stop a lesson.
 */
export function openLogFile(
  file: string,
  { clock = Date.now, limitBytes = maximumBytes }: { clock?: () => number; limitBytes?: number } = {},
): (line: string) => void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  let sizeBytes = sizeOf(file);
  return (line) => {
    const text = `${new Date(clock()).toISOString()} ${line.replaceAll('\n', '\n  ')}\n`;
    try {
      if (sizeBytes > 0 && sizeBytes + text.length > limitBytes) {
        rotate(file);
        sizeBytes = 0;
      }
      appendFileSync(file, text, { mode: 0o600 });
      sizeBytes += Buffer.byteLength(text);
    } catch {
      sizeBytes = sizeOf(file);
    }
  };
}

function rotate(file: string): void {
  for (let index = keptFiles; index >= 1; index -= 1) {
    const from = index === 1 ? file : `${file}.${index - 1}`;
    if (sizeOf(from) > 0) renameSync(from, `${file}.${index}`);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
