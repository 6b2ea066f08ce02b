import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zstdDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { CorruptArtefactError } from '../core/errors.ts';
import { parseJson, parseWith } from '../core/schema.ts';

const headerSchema = z.strictObject({
  /** What the weights are for, in one sentence. */
  purpose: z.string(),
  /** The script that makes the file. */
  madeBy: z.string(),
  sources: z.array(z.string()),
  /** How many weights follow; a power of two. */
  slots: z.int().positive(),
  /** What one unit of a weight is worth, in logits. */
  scale: z.number().positive(),
});

export type WeightsHeader = z.output<typeof headerSchema>;

const remedy = 'Restore the file from the repository.';

/** Hashed linear weights: one signed byte a slot; a feature finds its slot by its hash. */
export interface Weights {
  readonly values: Int8Array;
  /** Slots less one. */
  readonly mask: number;
  readonly scale: number;
}

/**
 * Reads a file of weights: one line of JSON that says what it is and where it is from, then one byte a
 * weight, compressed with zstd.
 * @throws CorruptArtefactError when the file is damaged.
 */
export function readWeights(file: URL): Weights {
  const { header, body } = readPacked(file, headerSchema);
  const { slots, scale } = header;
  if (body.length !== slots || (slots & (slots - 1)) !== 0) {
    const message = `${body.length} weights were found, ${slots} expected.`;
    throw new CorruptArtefactError({ message, file: fileURLToPath(file), remedy });
  }
  return { values: new Int8Array(body.buffer, body.byteOffset, body.length), mask: slots - 1, scale };
}

/**
 * Reads a file of one line of JSON and bytes compressed with zstd.
 * @throws CorruptArtefactError when the file is damaged.
 */
export function readPacked<Header>(
  file: URL,
  schema: z.ZodType<Header>,
): { readonly header: Header; readonly body: Uint8Array } {
  const path = fileURLToPath(file);
  const source = { file: path, remedy, family: 'corrupt' } as const;
  const bytes = readFileSync(path);
  const end = bytes.indexOf(0x0a);
  const header = parseWith(schema, parseJson(bytes.toString('utf8', 0, end), source), source);
  return { header, body: decompress(bytes.subarray(end + 1), path) };
}

function decompress(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return zstdDecompressSync(bytes);
  } catch (cause) {
    throw new CorruptArtefactError({ message: 'The weights cannot be unpacked.', file, remedy, cause });
  }
}

/** The slot of a hash. */
export function slotOf(hash: number, mask: number): number {
  const mixed = Math.imul(hash, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) & mask;
}
