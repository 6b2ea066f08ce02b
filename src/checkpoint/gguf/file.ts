import { type FileHandle, open } from 'node:fs/promises';
import {
  BadInputError,
  CorruptArtefactError,
  fromSystemError,
  throwIfInterrupted,
} from '../../core/errors.ts';
import { at } from '../../core/known.ts';
import { dequantise, isReadableType, readableTypes } from './dequantise.ts';
import { type GgmlType, ggmlTypeById, tensorSizeBytes } from './ggml-types.ts';
import { damagedRemedy, type GgufHeader, type GgufTensorEntry, readGgufHeader } from './header.ts';

/** A tensor of an open GGUF file. */
export interface GgufTensor {
  readonly name: string;
  readonly type: GgmlType;
  /** Rows first (the reverse of GGUF's own order). */
  readonly dimensions: readonly number[];
  readonly elements: number;
  readonly sizeBytes: number;
  /** From the start of the file. */
  readonly offsetBytes: number;
}

/** An open GGUF file; tensor data is read in pieces and only when asked for. */
export interface GgufFile {
  readonly header: GgufHeader;
  readonly tensors: ReadonlyMap<string, GgufTensor>;
  /** The tensor's bytes as they are stored, in order, in pieces of whole blocks. */
  readBytes(name: string, signal?: AbortSignal): AsyncGenerator<Uint8Array>;
  /** The tensor's values as float32, in order, in pieces of about a million values. */
  readValues(name: string, signal?: AbortSignal): AsyncGenerator<Float32Array>;
  close(): Promise<void>;
}

const pieceElements = 1 << 20;

/**
 * Opens a GGUF file and checks its tensor table: known types, whole blocks, data inside the file, nothing
 * overlapping.
 * @throws BadInputError when it is no GGUF or of an unknown type, CorruptArtefactError when it is damaged.
 */
export async function openGguf(file: string): Promise<GgufFile> {
  const header = await readGgufHeader(file);
  const tensors = checkTensorTable(header);
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw fromSystemError(error, file);
  });
  const find = (name: string): GgufTensor => {
    const tensor = tensors.get(name);
    if (tensor) return tensor;
    throw new BadInputError({
      message: 'The model file lacks a tensor.',
      file,
      place: name,
      remedy: 'Use a complete Gemma 3 text model.',
    });
  };
  return {
    header,
    tensors,
    readBytes: (name, signal) => readPieces(handle, file, find(name), signal),
    async *readValues(name, signal) {
      const tensor = find(name);
      if (!isReadableType(tensor.type)) throw unreadable(file, tensor);
      for await (const bytes of readPieces(handle, file, tensor, signal))
        yield dequantise(tensor.type, bytes);
    },
    close: () => handle.close(),
  };
}

/** Turns the table of a header into tensors with types, sizes and places; see {@link openGguf}. */
export function checkTensorTable(header: GgufHeader): ReadonlyMap<string, GgufTensor> {
  const tensors = new Map<string, GgufTensor>();
  for (const entry of header.tensors) {
    if (tensors.has(entry.name)) throw damaged(header.file, 'A tensor appears twice.', entry.name);
    tensors.set(entry.name, describeTensor(header, entry));
  }
  let end = header.dataOffsetBytes;
  for (const tensor of [...tensors.values()].sort((a, b) => a.offsetBytes - b.offsetBytes)) {
    if (tensor.offsetBytes < end) throw damaged(header.file, 'Two tensors overlap.', tensor.name);
    end = tensor.offsetBytes + tensor.sizeBytes;
    if (end > header.fileSizeBytes) {
      throw damaged(
        header.file,
        `The file is cut off: it has ${header.fileSizeBytes} bytes, this tensor ends at ${end}.`,
        tensor.name,
      );
    }
  }
  return tensors;
}

function describeTensor(header: GgufHeader, entry: GgufTensorEntry): GgufTensor {
  const { file, dataOffsetBytes, alignment } = header;
  const type = ggmlTypeById(entry.typeId);
  if (!type) {
    throw new BadInputError({
      message: `The tensor type ${entry.typeId} is unknown.`,
      file,
      place: entry.name,
      remedy: 'Quantise the model again to a type that llama.cpp reads, for example Q4_1 or Q8_0.',
    });
  }
  const rowLength = at(entry.dimensions, 0);
  const elements = entry.dimensions.reduce((product, size) => product * size, 1);
  if (elements === 0 || !Number.isSafeInteger(elements)) {
    throw damaged(file, `The dimensions ${entry.dimensions.join(' × ')} make no sense.`, entry.name);
  }
  if (rowLength % type.blockElements !== 0) {
    throw damaged(
      file,
      `Rows of ${rowLength} values do not fit ${type.name} (blocks of ${type.blockElements}).`,
      entry.name,
    );
  }
  if (entry.offsetBytes % alignment !== 0) {
    throw damaged(
      file,
      `The data offset ${entry.offsetBytes} is not a multiple of the alignment ${alignment}.`,
      entry.name,
    );
  }
  return {
    name: entry.name,
    type,
    dimensions: entry.dimensions.toReversed(),
    elements,
    sizeBytes: tensorSizeBytes(type, elements),
    offsetBytes: dataOffsetBytes + entry.offsetBytes,
  };
}

async function* readPieces(
  handle: FileHandle,
  file: string,
  tensor: GgufTensor,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const pieceBytes = tensorSizeBytes(
    tensor.type,
    pieceElements - (pieceElements % tensor.type.blockElements),
  );
  for (let done = 0; done < tensor.sizeBytes; ) {
    throwIfInterrupted(signal);
    const bytes = new Uint8Array(Math.min(pieceBytes, tensor.sizeBytes - done));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, tensor.offsetBytes + done);
    if (bytesRead !== bytes.length) throw damaged(file, 'The file is cut off.', tensor.name);
    yield bytes;
    done += bytes.length;
  }
}

function damaged(file: string, message: string, place: string): CorruptArtefactError {
  return new CorruptArtefactError({ message, file, place, remedy: damagedRemedy });
}

function unreadable(file: string, tensor: GgufTensor): BadInputError {
  return new BadInputError({
    message: `Weights of type ${tensor.type.name} cannot be turned back into floats here.`,
    file,
    place: tensor.name,
    remedy: `Use a file with the types ${readableTypes.join(', ')}; the less it is quantised the better.`,
  });
}
