import { readFileSync, statSync } from 'node:fs';

/**
 * A reader that reads a file of the organisation again only when it has changed; nothing where there is none. What the
 * given function throws is thrown each time, until the file is put right.
 */
export function keptFile<Value>(
  read: (bytes: Buffer, file: string) => Value,
): (file: string) => Value | undefined {
  let kept: { readonly stamp: string; readonly value: Value } | undefined;
  return (file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) return undefined;
    const stamp = `${file} ${found.mtimeMs} ${found.size}`;
    if (kept?.stamp !== stamp) kept = { stamp, value: read(readFileSync(file), file) };
    return kept.value;
  };
}
