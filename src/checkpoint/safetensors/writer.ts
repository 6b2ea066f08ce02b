import { throwIfInterrupted } from '../../core/errors.ts';
import { writeFileAtomically } from '../../core/files.ts';
import { encodeFloats, type FloatFormat, floatSizeBytes } from '../floats.ts';

/** A tensor to be written: described first, its values produced when their turn comes. */
export interface SafetensorsSource {
  readonly name: string;
  readonly format: FloatFormat;
  readonly dimensions: readonly number[];
  readonly values: () => AsyncIterable<Float32Array> | Iterable<Float32Array>;
}

/**
 * Writes a safetensors file, atomically and streaming: one piece of one tensor in memory.
 * @throws MachineError when the disk is full, InterruptedError on abort; no file is left then.
 */
export async function writeSafetensors(
  file: string,
  tensors: readonly SafetensorsSource[],
  signal?: AbortSignal,
): Promise<void> {
  await writeFileAtomically(file, async (handle) => {
    await handle.writeFile(encodeHeader(tensors));
    for (const tensor of tensors) {
      let written = 0;
      for await (const values of tensor.values()) {
        throwIfInterrupted(signal);
        await handle.writeFile(encodeFloats(tensor.format, values));
        written += values.length;
      }
      if (written !== elementCount(tensor)) {
        throw new RangeError(
          `The tensor ${tensor.name} gave ${written} values instead of ${elementCount(tensor)}.`,
        );
      }
    }
  });
}

function encodeHeader(tensors: readonly SafetensorsSource[]): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let offset = 0;
  for (const tensor of tensors) {
    const end = offset + elementCount(tensor) * floatSizeBytes(tensor.format);
    header[tensor.name] = { dtype: tensor.format, shape: tensor.dimensions, data_offsets: [offset, end] };
    offset = end;
  }
  const text = Buffer.from(JSON.stringify(header));
  // Padded with spaces so that the data starts at a multiple of eight, as the format asks for.
  const padded = Buffer.alloc(Math.ceil(text.length / 8) * 8, ' ');
  text.copy(padded);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded]);
}

function elementCount(tensor: SafetensorsSource): number {
  return tensor.dimensions.reduce((product, length) => product * length, 1);
}
