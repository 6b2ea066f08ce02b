import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  BadInputError,
  CorruptArtefactError,
  fromSystemError,
  throwIfInterrupted,
} from '../../core/errors.ts';
import { exists, readText } from '../../core/files.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { decodeFloats, floatSizeBytes, parseFloatFormat } from '../floats.ts';
import { damagedRemedy, readSafetensorsHeader, type SafetensorsEntry } from './header.ts';

/** A tensor of a checkpoint and the file that holds it. */
export interface CheckpointTensor extends SafetensorsEntry {
  readonly file: string;
}

/** The tensors of a checkpoint folder; data is read in pieces and only when asked for. */
export interface CheckpointTensors {
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /** Values as float32, in order, in pieces of about a million. */
  readValues(name: string, signal?: AbortSignal): AsyncGenerator<Float32Array>;
}

const pieceElements = 1 << 20;
const singleName = 'model.safetensors';
const indexName = 'model.safetensors.index.json';
const indexSchema = z.looseObject({ weight_map: z.record(z.string(), z.string().regex(/^[^/\\]+$/)) });

/**
 * Opens `model.safetensors`, or the files that `model.safetensors.index.json` lists.
 * @throws BadInputError when there is neither, CorruptArtefactError when a file is damaged or cut off.
 */
export async function openCheckpointTensors(directory: string): Promise<CheckpointTensors> {
  const tensors = new Map<string, CheckpointTensor>();
  for (const file of await weightFiles(directory)) {
    for (const entry of await readSafetensorsHeader(file)) tensors.set(entry.name, { ...entry, file });
  }
  return {
    tensors,
    async *readValues(name, signal) {
      const tensor = tensors.get(name);
      if (!tensor) {
        throw new BadInputError({
          message: 'The checkpoint lacks a tensor.',
          file: directory,
          place: name,
          remedy: 'Use a complete Gemma 3 checkpoint.',
        });
      }
      yield* readTensor(tensor, signal);
    },
  };
}

/** The weight files of a checkpoint folder, as full paths. */
export async function weightFiles(directory: string): Promise<string[]> {
  const index = join(directory, indexName);
  if (await exists(index)) {
    const { weight_map: map } = parseWith(indexSchema, parseJson(await readText(index), { file: index }), {
      file: index,
    });
    return [...new Set(Object.values(map))].sort().map((name) => join(directory, name));
  }
  const single = join(directory, singleName);
  if (await exists(single)) return [single];
  throw new BadInputError({
    message: `The folder holds neither ${singleName} nor ${indexName}.`,
    file: directory,
    remedy: 'Name a Hugging Face checkpoint folder with safetensors weights.',
  });
}

async function* readTensor(
  tensor: CheckpointTensor,
  signal: AbortSignal | undefined,
): AsyncGenerator<Float32Array> {
  const { file, name } = tensor;
  const format = parseFloatFormat(tensor.format, file, name);
  const handle = await open(file, 'r').catch((error: unknown) => {
    throw fromSystemError(error, file);
  });
  try {
    for (let done = 0; done < tensor.sizeBytes; ) {
      throwIfInterrupted(signal);
      const bytes = new Uint8Array(Math.min(pieceElements * floatSizeBytes(format), tensor.sizeBytes - done));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, tensor.offsetBytes + done);
      if (bytesRead !== bytes.length) {
        throw new CorruptArtefactError({
          message: 'The file is cut off.',
          file,
          place: name,
          remedy: damagedRemedy,
        });
      }
      yield decodeFloats(format, bytes);
      done += bytes.length;
    }
  } finally {
    await handle.close();
  }
}
