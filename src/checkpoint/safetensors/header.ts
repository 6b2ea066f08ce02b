import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { BadInputError, CorruptArtefactError, fromSystemError } from '../../core/errors.ts';
import { parseJson, parseWith } from '../../core/schema.ts';

const count = z.int().nonnegative();

const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(count),
  data_offsets: z.tuple([count, count]),
});

const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).optional() })
  .catchall(entrySchema);

/** A tensor as a safetensors header describes it. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly format: string;
  readonly dimensions: readonly number[];
  readonly elements: number;
  /** From the start of the file. */
  readonly offsetBytes: number;
  readonly sizeBytes: number;
}

/** safetensors' own limit. */
const mostHeaderBytes = 100_000_000;
const formatBits: Readonly<Record<string, number>> = {
  F64: 64,
  F32: 32,
  F16: 16,
  BF16: 16,
  I64: 64,
  I32: 32,
  I16: 16,
  I8: 8,
  U8: 8,
  BOOL: 8,
  F8_E4M3: 8,
  F8_E5M2: 8,
};

export const damagedRemedy = 'Copy or download the checkpoint again and compare its SHA-256.';

/**
 * Reads and checks the header of a safetensors file: sizes fit shapes, data lies inside the file.
 * @throws BadInputError when it is no safetensors file, CorruptArtefactError when it is damaged or cut off.
 */
export async function readSafetensorsHeader(file: string): Promise<SafetensorsEntry[]> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const { size } = await handle.stat();
    const start = Buffer.alloc(8);
    await handle.read(start, 0, 8, 0);
    const headerBytes = Number(start.readBigUInt64LE());
    if (size < 9 || headerBytes > mostHeaderBytes || headerBytes < 2) {
      throw new BadInputError({
        message: 'This is not a safetensors file.',
        file,
        remedy: 'Name a checkpoint folder with model.safetensors in it.',
      });
    }
    if (8 + headerBytes > size) throw damaged(file, 'The file ends inside its header.');
    const text = Buffer.alloc(headerBytes);
    await handle.read(text, 0, headerBytes, 8);
    return parseHeader(text.toString('utf8'), file, 8 + headerBytes, size);
  } catch (error) {
    throw fromSystemError(error, file);
  } finally {
    await handle?.close();
  }
}

function parseHeader(text: string, file: string, dataOffset: number, fileSize: number): SafetensorsEntry[] {
  const source = { file, family: 'corrupt', remedy: damagedRemedy } as const;
  const { __metadata__: _, ...entries } = parseWith(headerSchema, parseJson(text, source), source);
  return Object.entries(entries).map(([name, entry]) => {
    const [begin, end] = entry.data_offsets;
    const elements = entry.shape.reduce((product, length) => product * length, 1);
    const bits = formatBits[entry.dtype];
    if (bits !== undefined && end - begin !== (elements * bits) / 8) {
      throw damaged(
        file,
        `The data has ${end - begin} bytes, its shape needs ${(elements * bits) / 8}.`,
        name,
      );
    }
    if (dataOffset + end > fileSize) {
      throw damaged(
        file,
        `The file is cut off: it has ${fileSize} bytes, this tensor ends at ${dataOffset + end}.`,
        name,
      );
    }
    return {
      name,
      format: entry.dtype,
      dimensions: entry.shape,
      elements,
      offsetBytes: dataOffset + begin,
      sizeBytes: end - begin,
    };
  });
}

function damaged(file: string, message: string, place?: string): CorruptArtefactError {
  return new CorruptArtefactError({ message, file, place, remedy: damagedRemedy });
}
