import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { BadInputError, CorruptArtefactError, fromSystemError } from '../../core/errors.ts';
import { HeaderCursor, HeaderTooShort } from './header-cursor.ts';
import type { GgufMetadata, GgufValue } from './metadata.ts';
import { metadataNumber } from './metadata.ts';

/** One row of the tensor table, as it is in the file. */
export interface GgufTensorEntry {
  readonly name: string;
  /** In GGUF's order: the fastest running dimension first. */
  readonly dimensions: readonly number[];
  readonly typeId: number;
  /** From the start of the data section, in bytes. */
  readonly offsetBytes: number;
}

/** Everything before the tensor data. */
export interface GgufHeader {
  readonly file: string;
  readonly fileSizeBytes: number;
  readonly version: number;
  readonly metadata: GgufMetadata;
  readonly tensors: readonly GgufTensorEntry[];
  readonly alignment: number;
  /** Where the data section starts in the file, in bytes. */
  readonly dataOffsetBytes: number;
}

const firstReadBytes = 8 << 20;
/** A header holds the vocabulary: 6 MB at 262,144 tokens. Far more than this is no real model. */
const mostHeaderBytes = 512 << 20;
const magic = 'GGUF';

/** The remedy for a file whose end is missing or whose bytes were changed. */
export const damagedRemedy =
  'Copy or download the file again and compare its SHA-256 with the one published beside it.';

/**
 * Reads the header of a GGUF file: metadata and tensor table, no tensor data.
 * @throws BadInputError when the file does not exist or is no GGUF, CorruptArtefactError when the header
 * is cut off or senseless.
 */
export async function readGgufHeader(file: string): Promise<GgufHeader> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const { size } = await handle.stat();
    for (let length = Math.min(size, firstReadBytes); ; length = Math.min(size, length * 4)) {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await handle.read(buffer, 0, length, 0);
      try {
        return parseHeader(new HeaderCursor(buffer.subarray(0, bytesRead), file), file, size);
      } catch (error) {
        if (!(error instanceof HeaderTooShort)) throw error;
        if (length >= size) {
          throw new CorruptArtefactError({
            message: `The file ends inside its header, at ${size} bytes.`,
            file,
            place: error.place,
            remedy: damagedRemedy,
          });
        }
        if (length >= mostHeaderBytes)
          throw senseless(file, 'The header is longer than 512 MiB.', error.place);
      }
    }
  } catch (error) {
    throw fromSystemError(error, file);
  } finally {
    await handle?.close();
  }
}

function parseHeader(cursor: HeaderCursor, file: string, fileSizeBytes: number): GgufHeader {
  if (fileSizeBytes < magic.length || cursor.ascii(4) !== magic) {
    throw new BadInputError({
      message: 'This is not a GGUF file (it does not begin with "GGUF").',
      file,
      remedy: 'Name a model file in GGUF format, usually with the ending .gguf.',
    });
  }
  const version = cursor.uint32();
  if (version !== 2 && version !== 3) {
    throw new BadInputError({
      message: `GGUF version ${version} is not supported.`,
      file,
      remedy: 'Convert the model again with a current llama.cpp (version 3, little-endian).',
    });
  }
  const tensorCount = cursor.count('tensor count');
  const metadataCount = cursor.count('metadata count');
  const metadata = new Map<string, GgufValue>();
  for (let index = 0; index < metadataCount; index += 1) {
    const key = cursor.text(`metadata ${index + 1}`);
    metadata.set(key, cursor.value(key));
  }
  const tensors: GgufTensorEntry[] = [];
  for (let index = 0; index < tensorCount; index += 1) {
    tensors.push(readEntry(cursor, file, index));
  }
  const alignment = metadataNumber(metadata, 'general.alignment') ?? 32;
  if (!Number.isInteger(alignment) || alignment <= 0 || alignment % 8 !== 0) {
    throw senseless(file, `The alignment ${alignment} is not a multiple of 8.`, 'general.alignment');
  }
  const dataOffsetBytes = Math.ceil(cursor.position / alignment) * alignment;
  return { file, fileSizeBytes, version, metadata, tensors, alignment, dataOffsetBytes };
}

function readEntry(cursor: HeaderCursor, file: string, index: number): GgufTensorEntry {
  const name = cursor.text(`tensor ${index + 1}`);
  const dimensionCount = cursor.uint32();
  if (dimensionCount < 1 || dimensionCount > 4) {
    throw senseless(file, `A tensor has ${dimensionCount} dimensions; 1 to 4 are possible.`, name);
  }
  const dimensions = Array.from({ length: dimensionCount }, () => cursor.count(name));
  return { name, dimensions, typeId: cursor.uint32(), offsetBytes: cursor.count(name) };
}

function senseless(file: string, message: string, place: string): CorruptArtefactError {
  return new CorruptArtefactError({ message, file, place, remedy: damagedRemedy });
}
