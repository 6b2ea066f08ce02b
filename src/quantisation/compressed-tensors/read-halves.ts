import { type FileHandle, open } from 'node:fs/promises';
import {
  type CheckpointTensor,
  decodeFloats,
  encodeFloats,
  floatSizeBytes,
  parseFloatFormat,
} from '../../checkpoint/index.ts';
import { CorruptArtefactError, fromSystemError, throwIfInterrupted } from '../../core/errors.ts';
import { last } from '../../core/known.ts';
import { firstNotFinite } from './quantise-rows.ts';

const pieceElements = 1 << 20;

/**
 * Reads a tensor as bfloat16 bits in pieces of whole rows, about a million values each; float32 and
 * float16 are rounded to bfloat16 first, as `from_pretrained(dtype=bfloat16)` does.
 * @throws CorruptArtefactError naming the tensor and the place when it holds NaN or an infinity.
 */
export async function* readHalves(
  tensor: CheckpointTensor,
  signal?: AbortSignal,
): AsyncGenerator<Uint16Array<ArrayBuffer>> {
  const { file, name, dimensions } = tensor;
  const format = parseFloatFormat(tensor.format, file, name);
  const columns = last(dimensions);
  const rowsAtOnce = Math.max(1, Math.floor(pieceElements / columns));
  const pieceBytes = rowsAtOnce * columns * floatSizeBytes(format);
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw fromSystemError(error, file);
  });
  try {
    for (let done = 0; done < tensor.sizeBytes; done += pieceBytes) {
      throwIfInterrupted(signal);
      const bytes = await readPiece(handle, tensor, done, Math.min(pieceBytes, tensor.sizeBytes - done));
      const halves =
        format === 'BF16'
          ? new Uint16Array(bytes.buffer)
          : new Uint16Array(new Uint8Array(encodeFloats('BF16', decodeFloats(format, bytes))).buffer);
      const wrong = firstNotFinite(halves);
      if (wrong >= 0) throw notFinite(tensor, done / floatSizeBytes(format) + wrong, columns);
      yield halves;
    }
  } finally {
    await handle.close();
  }
}

async function readPiece(
  handle: FileHandle,
  { file, name, offsetBytes }: CheckpointTensor,
  done: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, offsetBytes + done);
  if (bytesRead === length) return bytes;
  throw new CorruptArtefactError({
    message: 'The file is cut off.',
    file,
    place: name,
    remedy: 'Copy or download the checkpoint again and compare its SHA-256.',
  });
}

function notFinite({ file, name }: CheckpointTensor, element: number, columns: number): CorruptArtefactError {
  return new CorruptArtefactError({
    message: 'The tensor holds a weight that is no finite number; it cannot be quantised.',
    file,
    place: `${name}, row ${Math.floor(element / columns)}, column ${element % columns}`,
    remedy: 'Go back to a checkpoint from before the training diverged, or copy the file again.',
  });
}
