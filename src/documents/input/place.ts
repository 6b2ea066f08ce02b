import { isUtf8 } from 'node:buffer';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { decode, singleByteEncodings } from '../encoding/decoders.ts';
import { likelihoodOf } from '../encoding/letters.ts';

/** A file or folder by its path; where that is no UTF-8, as in archives of old Windows, its bytes are kept. */
export interface Place {
  /** The path as people read it. */
  readonly path: string;
  /** The path as the system knows it; absent where it is `path`. */
  readonly raw?: Buffer;
}

/** The place of a name inside a folder. */
export function placeIn(folder: Place, name: Buffer): Place {
  const text = isUtf8(name) ? name.toString('utf8') : decodeName(name);
  const path = join(folder.path, text);
  if (!folder.raw && text === name.toString('utf8')) return { path };
  const start = folder.raw ?? Buffer.from(folder.path);
  return { path, raw: Buffer.concat([start, Buffer.from(sep), name]) };
}

/**
 * The place that a path names. What Node could not decode of it (U+FFFD, as in the arguments of a command) is looked
 * for in its folder.
 */
export async function placeOf(path: string): Promise<Place> {
  const name = basename(path);
  if (!name.includes('\uFFFD')) return { path };
  const folder = await placeOf(dirname(path));
  const names = await readdir(folder.raw ?? folder.path, { encoding: 'buffer' }).catch(() => []);
  const found = names.find((bytes) => bytes.toString('utf8') === name);
  return found ? placeIn(folder, found) : { path };
}

/** A name in the encoding of Tajik and Russian in which its letters are likeliest. */
function decodeName(name: Buffer): string {
  const texts = singleByteEncodings.map((encoding) => decode(encoding, name));
  const best = texts.reduce((one, other) =>
    likelihoodOf(other).mean > likelihoodOf(one).mean ? other : one,
  );
  // No control characters and separators in what people see.
  return Array.from(best, (letter) => (letter < ' ' || letter === sep ? '_' : letter)).join('');
}
