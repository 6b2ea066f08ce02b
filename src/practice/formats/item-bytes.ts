import type { Item } from '../items/item.ts';
import type { FormatName, Loss, ReadDefaults, ReadItems } from './format.ts';
import { detectFormat, formats } from './formats.ts';

/**
 * Reads the bytes of a question file; its name and content tell the format.
 * @throws BadInputError when it cannot be read at all.
 */
export async function readItemBytes(
  bytes: Uint8Array,
  fileName: string,
  defaults: ReadDefaults,
): Promise<ReadItems> {
  return formats[detectFormat(fileName, bytes)].read(bytes, fileName, defaults);
}

/** What a file of these items loses, and how to write it without the items that it cannot carry at all. */
export function convertedFile(
  items: readonly Item[],
  fileName: string,
  format: FormatName,
): { readonly losses: readonly Loss[]; readonly write: () => Uint8Array } {
  const losses = formats[format].losses(items, fileName);
  const leftOut = new Set(losses.flatMap(({ where, isWhole }) => (isWhole ? [where] : [])));
  const kept = items.filter(({ id }) => !leftOut.has(id));
  return { losses, write: () => formats[format].write(kept, fileName) };
}
