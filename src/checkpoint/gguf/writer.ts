import type { FileHandle } from 'node:fs/promises';
import { throwIfInterrupted } from '../../core/errors.ts';
import { writeFileAtomically } from '../../core/files.ts';
import { type GgmlType, tensorSizeBytes } from './ggml-types.ts';
import { type GgufMetadata, type GgufScalar, type GgufScalarType, scalarTypes } from './metadata.ts';

/** A tensor to be written: described first, its bytes produced when their turn comes. */
export interface GgufTensorSource {
  readonly name: string;
  readonly type: GgmlType;
  /** Rows first. */
  readonly dimensions: readonly number[];
  /** The bytes in the layout of `type`, in pieces of any length. */
  readonly bytes: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** What a GGUF file is made of. */
export interface GgufContent {
  /** Without `general.alignment`; the file uses 32, GGUF's default. */
  readonly metadata: GgufMetadata;
  readonly tensors: readonly GgufTensorSource[];
}

const alignment = 32;
const version = 3;

/**
 * Writes a GGUF file (version 3), atomically and streaming: one piece of one tensor in memory.
 * @throws MachineError when the disk is full, InterruptedError on abort; no file is left then.
 */
export async function writeGguf(file: string, content: GgufContent, signal?: AbortSignal): Promise<void> {
  await writeFileAtomically(file, async (handle) => {
    await writeAll(handle, encodeHeader(content));
    for (const tensor of content.tensors) await writeTensor(handle, tensor, signal);
  });
}

async function writeTensor(
  handle: FileHandle,
  tensor: GgufTensorSource,
  signal: AbortSignal | undefined,
): Promise<void> {
  const expected = sourceSizeBytes(tensor);
  let written = 0;
  for await (const piece of tensor.bytes()) {
    throwIfInterrupted(signal);
    await writeAll(handle, piece);
    written += piece.length;
  }
  if (written !== expected) {
    throw new RangeError(`The tensor ${tensor.name} gave ${written} bytes instead of ${expected}.`);
  }
  await writeAll(handle, new Uint8Array(aligned(expected) - expected));
}

function encodeHeader({ metadata, tensors }: GgufContent): Uint8Array {
  const parts: Uint8Array[] = [
    Buffer.from('GGUF'),
    uint32(version),
    uint64(tensors.length),
    uint64(metadata.size),
  ];
  for (const [key, entry] of metadata) {
    parts.push(text(key), typeNumber(entry.type));
    if (entry.type !== 'array') parts.push(scalar(entry.type, entry.value));
    else {
      parts.push(typeNumber(entry.itemType), uint64(entry.value.length));
      for (const item of entry.value) parts.push(scalar(entry.itemType, item));
    }
  }
  let offset = 0;
  for (const tensor of tensors) {
    parts.push(text(tensor.name), uint32(tensor.dimensions.length));
    for (const size of tensor.dimensions.toReversed()) parts.push(uint64(size));
    parts.push(uint32(tensor.type.id), uint64(offset));
    offset += aligned(sourceSizeBytes(tensor));
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat(parts, aligned(length));
}

function sourceSizeBytes(tensor: GgufTensorSource): number {
  return tensorSizeBytes(
    tensor.type,
    tensor.dimensions.reduce((product, size) => product * size, 1),
  );
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  // No position: every write continues where the one before ended.
  if (bytes.length > 0) await handle.writeFile(bytes);
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function typeNumber(type: (typeof scalarTypes)[number]): Uint8Array {
  return uint32(scalarTypes.indexOf(type));
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function text(value: string): Uint8Array {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function scalar(type: GgufScalarType, value: GgufScalar): Uint8Array {
  if (type === 'string') return text(String(value));
  const bytes = Buffer.alloc(scalarSizeBytes[type]);
  switch (type) {
    case 'uint8':
    case 'bool':
      bytes.writeUInt8(Number(value));
      break;
    case 'int8':
      bytes.writeInt8(Number(value));
      break;
    case 'uint16':
      bytes.writeUInt16LE(Number(value));
      break;
    case 'int16':
      bytes.writeInt16LE(Number(value));
      break;
    case 'uint32':
      bytes.writeUInt32LE(Number(value));
      break;
    case 'int32':
      bytes.writeInt32LE(Number(value));
      break;
    case 'float32':
      bytes.writeFloatLE(Number(value));
      break;
    case 'float64':
      bytes.writeDoubleLE(Number(value));
      break;
    case 'uint64':
      bytes.writeBigUInt64LE(BigInt(value));
      break;
    case 'int64':
      bytes.writeBigInt64LE(BigInt(value));
      break;
  }
  return bytes;
}

const scalarSizeBytes: Readonly<Record<Exclude<GgufScalarType, 'string'>, number>> = {
  uint8: 1,
  int8: 1,
  bool: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  uint64: 8,
  int64: 8,
  float64: 8,
};
