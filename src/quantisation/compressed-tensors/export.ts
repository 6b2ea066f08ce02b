import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  type CheckpointTensor,
  type CheckpointTensors,
  findModelTensors,
  openCheckpointTensors,
  readCheckpointConfig,
} from '../../checkpoint/index.ts';
import { BadInputError } from '../../core/errors.ts';
import { readText, writeFileAtomically } from '../../core/files.ts';
import { known, last } from '../../core/known.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { quantiseFloat8Rows, quantiseInt4Rows } from './quantise-rows.ts';
import { readHalves } from './read-halves.ts';
import { layOutSafetensors, type StoredTensor } from './safetensors-layout.ts';
import { quantisationConfig, type Scheme } from './scheme.ts';

export interface CompressedExportOptions {
  readonly scheme: Scheme;
  readonly signal?: AbortSignal | undefined;
  readonly onTensor?: ((done: number, total: number) => void) | undefined;
}

/** What was written. */
export interface CompressedExportResult {
  readonly sizeBytes: number;
  /** Over all tensors. */
  readonly bitsPerWeight: number;
  readonly quantisedTensors: number;
  readonly plainTensors: number;
}

/**
 * Writes `model.safetensors` and `config.json` of a checkpoint as compressed-tensors, with the bytes that
 * llm-compressor's QuantizationModifier writes for the same bfloat16 weights: the matrices of the text
 * layers quantised; embedding, head, norms, vision tower and projector as bfloat16. One piece of one
 * tensor is in memory at a time. Each file is finished or absent.
 * @throws BadInputError when the checkpoint is no Gemma 3 or a row cannot be cut into groups,
 * CorruptArtefactError when a tensor has the wrong shape or a weight that is no number.
 */
export async function exportCompressedTensors(
  checkpoint: string,
  target: string,
  options: CompressedExportOptions,
): Promise<CompressedExportResult> {
  const { scheme, signal } = options;
  const { shape, layout: checkpointLayout } = await readCheckpointConfig(checkpoint);
  const stored = await openCheckpointTensors(checkpoint);
  const matrices = new Set(
    findModelTensors(stored, shape, checkpoint)
      .filter(({ isNorm, ggufName }) => !isNorm && ggufName !== 'token_embd.weight')
      .map(({ storedName }) => storedName),
  );
  const sources = sourceTensors(stored);
  for (const tensor of sources) if (matrices.has(tensor.name)) checkGroups(tensor, scheme);
  const layout = layOutSafetensors(
    sources.flatMap((tensor) =>
      matrices.has(tensor.name) ? quantisedParts(tensor, scheme) : [plainPart(tensor)],
    ),
  );

  await writeFileAtomically(join(target, 'model.safetensors'), async (handle) => {
    await writeAt(handle, layout.header, 0);
    for (const [index, tensor] of sources.entries()) {
      options.onTensor?.(index + 1, sources.length);
      if (matrices.has(tensor.name)) await writeQuantised(handle, layout.offsets, tensor, scheme, signal);
      else await writePlain(handle, layout.offsets, tensor, signal);
    }
  });
  const ignored = checkpointLayout === 'multimodal' ? multimodalIgnored : ['lm_head'];
  await writeConfig(checkpoint, target, scheme, ignored);
  const weights = sources.reduce((sum, { elements }) => sum + elements, 0);
  const tensorBytes = layout.sizeBytes - layout.header.length;
  return {
    sizeBytes: layout.sizeBytes,
    bitsPerWeight: Math.round(((tensorBytes * 8) / weights) * 1000) / 1000,
    quantisedTensors: matrices.size,
    plainTensors: sources.length - matrices.size,
  };
}

/** What stays as it is beside the head in a model that sees; the remedy for vLLM's trouble with FP8 towers. */
const multimodalIgnored = ['re:.*lm_head', 're:.*vision_tower.*', 're:.*multi_modal_projector.*'];

/** The head is the embedding, which transformers ties again when it loads. */
function sourceTensors(stored: CheckpointTensors): CheckpointTensor[] {
  return [...stored.tensors.values()].filter(({ name }) => !name.endsWith('lm_head.weight'));
}

function checkGroups({ file, name, dimensions }: CheckpointTensor, scheme: Scheme): void {
  if (scheme.name !== 'w4a16' || last(dimensions) % scheme.groupSize === 0) return;
  throw new BadInputError({
    message: `Rows of ${dimensions.at(-1)} weights cannot be cut into groups of ${scheme.groupSize}.`,
    file,
    place: name,
    remedy: 'Take another group size, for example 32.',
  });
}

function plainPart({ name, dimensions }: CheckpointTensor): StoredTensor {
  return { name, format: 'BF16', dimensions };
}

function quantisedParts({ name, dimensions }: CheckpointTensor, scheme: Scheme): StoredTensor[] {
  const [rows = 0, columns = 0] = dimensions;
  if (scheme.name === 'fp8') {
    return [
      { name, format: 'F8_E4M3', dimensions },
      { name: `${name}_scale`, format: 'BF16', dimensions: [rows, 1] },
    ];
  }
  return [
    { name: `${name}_packed`, format: 'I32', dimensions: [rows, columns / 8] },
    { name: `${name}_scale`, format: 'BF16', dimensions: [rows, columns / scheme.groupSize] },
    { name: `${name}_shape`, format: 'I64', dimensions: [2] },
  ];
}

async function writeQuantised(
  handle: FileHandle,
  offsets: ReadonlyMap<string, number>,
  tensor: CheckpointTensor,
  scheme: Scheme,
  signal: AbortSignal | undefined,
): Promise<void> {
  const columns = last(tensor.dimensions);
  const weightsName = scheme.name === 'fp8' ? tensor.name : `${tensor.name}_packed`;
  let weightsAt = known(offsets, weightsName);
  let scalesAt = known(offsets, `${tensor.name}_scale`);
  for await (const halves of readHalves(tensor, signal)) {
    const { weights, scales } =
      scheme.name === 'fp8'
        ? quantiseFloat8Rows({ halves, columns })
        : quantiseInt4Rows({ halves, columns }, scheme.groupSize);
    await writeAt(handle, weights, weightsAt);
    await writeAt(handle, new Uint8Array(scales.buffer), scalesAt);
    weightsAt += weights.length;
    scalesAt += scales.byteLength;
  }
  if (scheme.name === 'w4a16') {
    const shape = BigInt64Array.from(tensor.dimensions, BigInt);
    await writeAt(handle, new Uint8Array(shape.buffer), known(offsets, `${tensor.name}_shape`));
  }
}

async function writePlain(
  handle: FileHandle,
  offsets: ReadonlyMap<string, number>,
  tensor: CheckpointTensor,
  signal: AbortSignal | undefined,
): Promise<void> {
  let at = known(offsets, tensor.name);
  for await (const halves of readHalves(tensor, signal)) {
    await writeAt(handle, new Uint8Array(halves.buffer), at);
    at += halves.byteLength;
  }
}

async function writeAt(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  // A full disk can take a part of the bytes without an error; the next write then fails.
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function writeConfig(
  checkpoint: string,
  target: string,
  scheme: Scheme,
  ignored: readonly string[],
): Promise<void> {
  const file = join(checkpoint, 'config.json');
  // Loose: transformers adds keys in every version, and all of them are kept.
  const { dtype: _, ...config } = parseWith(z.looseObject({}), parseJson(await readText(file), { file }), {
    file,
  });
  const changed = {
    ...config,
    torch_dtype: 'bfloat16',
    quantization_config: quantisationConfig(scheme, ignored),
  };
  const sorted = Object.fromEntries(
    Object.entries(changed).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
  await writeFileAtomically(join(target, 'config.json'), `${JSON.stringify(sorted, null, 2)}\n`);
}
