import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { validateModelFile } from '../../checkpoint/index.ts';
import {
  BadInputError,
  CorruptArtefactError,
  fromSystemError,
  MachineError,
  type SoroError,
} from '../../core/errors.ts';
import { freeBytesAt, syncDirectory } from '../../core/files.ts';
import { at, known } from '../../core/known.ts';
import { rowsDoNotFit, rowsFit } from './fitting-rows.ts';
import type { QuantiseRequest } from './protocol.ts';
import { runQuantiseChild } from './run-child.ts';
import { defaultTokenEmbeddingType, type ModelType, type TensorType } from './types.ts';

export interface QuantiseOptions {
  /** A GGUF file, F32, F16 or BF16 (already quantised only with `allowRequantise`). */
  readonly source: string;
  /** The file to write; absent or whole at any moment. */
  readonly target: string;
  readonly type: ModelType;
  /** Types of single tensors; the token embedding takes that of the rest by default. */
  readonly tensorTypes?: {
    readonly tokenEmbedding?: TensorType | undefined;
    readonly output?: TensorType | undefined;
  };
  /** Name of a tensor (`blk.0.ffn_up.weight`) → its type, where it is not that of the mixture. */
  readonly tensorTypesByName?: Readonly<Record<string, TensorType>>;
  /** A file of importances (`importance-file.ts`): which columns of a matrix its rounding must spare. */
  readonly importance?: string | undefined;
  readonly threads: number;
  /** Quantise what is quantised already: loses more than quantising the original. */
  readonly allowRequantise?: boolean;
  readonly signal: AbortSignal;
  readonly onTensor?: (done: number, total: number) => void;
}

/** What was written, and by which llama.cpp. */
export interface QuantiseResult {
  readonly sizeBytes: number;
  /** Over all tensors. */
  readonly bitsPerWeight: number;
  /** What llama.cpp was told to make of the token embedding; `undefined` where it chose. */
  readonly tokenEmbeddingType: TensorType | undefined;
  readonly llamaVersion: string;
}

/**
 * Quantises a model file with llama.cpp. The result is written under `TARGET.tmp`, validated, synced
 * and renamed; on any failure nothing is left.
 * @throws BadInputError or CorruptArtefactError when the source is not a sound model file.
 * @throws MachineError when the disk or the memory is full.
 */
export async function quantiseModelFile(options: QuantiseOptions): Promise<QuantiseResult> {
  const [result] = await quantiseModelFiles([options], options.signal);
  if (!result) throw new Error('Quantising gave no result.');
  return result;
}

/** Quantises several files in one child process, see {@link quantiseModelFile}; all are written, or none. */
export async function quantiseModelFiles(
  files: readonly Omit<QuantiseOptions, 'signal'>[],
  signal: AbortSignal,
): Promise<QuantiseResult[]> {
  const widths = new Map<string, number>();
  for (const source of new Set(files.map((file) => file.source))) {
    widths.set(source, (await validateModelFile(source)).shape.hiddenSize);
  }
  const asked = files.map((file) => asRequest(file, known(widths, file.source)));
  // A fixed name: what a killed run has left is overwritten, not gathered.
  const temporary = (file: { readonly target: string }) => `${file.target}.tmp`;
  const first = at(files, 0).target;
  try {
    const said = await runQuantiseChild(asked, signal, files[0]?.onTensor);
    const results: QuantiseResult[] = [];
    for (const [index, file] of files.entries()) {
      const answer = said[index];
      if (!answer) throw new Error('The quantising child ended without an answer.');
      if (answer.returnCode !== 0) throw await refusal(file, temporary(file), answer.logTail);
      const { sizeBytes, bitsPerWeight } = await validateModelFile(temporary(file));
      await syncFile(temporary(file));
      const tokenEmbeddingType = asked[index]?.tokenEmbeddingType;
      results.push({ sizeBytes, bitsPerWeight, tokenEmbeddingType, llamaVersion: answer.version });
    }
    for (const file of files) {
      await rename(temporary(file), file.target);
      await syncDirectory(dirname(file.target));
    }
    return results;
  } catch (error) {
    throw fromSystemError(error, first);
  } finally {
    for (const file of files) await rm(temporary(file), { force: true });
  }
}

function asRequest(file: Omit<QuantiseOptions, 'signal'>, hiddenSize: number): QuantiseRequest {
  return {
    source: file.source,
    target: `${file.target}.tmp`,
    type: file.type,
    tokenEmbeddingType: tokenEmbeddingType(file, hiddenSize),
    outputType: file.tensorTypes?.output,
    tensorTypes: file.tensorTypesByName ?? {},
    importance: file.importance,
    threads: file.threads,
    allowRequantise: file.allowRequantise ?? false,
  };
}

/**
 * For llama.cpp the type given for embeddings goes before one given by name, so only one is passed on. It does not look
 * whether rows fit the blocks of a type that it is given, as it does where it chooses: the default gives way then.
 */
function tokenEmbeddingType(
  { source, type, tensorTypes, tensorTypesByName }: Omit<QuantiseOptions, 'signal'>,
  hiddenSize: number,
): TensorType | undefined {
  const named = tensorTypes?.tokenEmbedding ?? tensorTypesByName?.['token_embd.weight'];
  if (named === undefined) {
    const usual = defaultTokenEmbeddingType(type);
    return usual !== undefined && rowsFit(hiddenSize, usual) ? usual : undefined;
  }
  if (rowsFit(hiddenSize, named)) return named;
  throw rowsDoNotFit(hiddenSize, named, {
    file: source,
    place: 'token_embd.weight',
    remedy:
      'Take another type for the token embedding; those with blocks of 32 (q4_0 … q8_0, iq4_nl) fit every Gemma 3.',
  });
}

async function refusal(
  options: Omit<QuantiseOptions, 'signal'>,
  temporary: string,
  logTail: string,
): Promise<SoroError> {
  const reason = /failed to quantize: (.*)/.exec(logTail)?.[1] ?? logTail;
  if (reason.includes('iostream error')) {
    const folder = dirname(options.target);
    const full = (await freeBytesAt(folder)) < 64 * 2 ** 20;
    return new MachineError({
      message: full ? 'The disk is full.' : 'The quantised file could not be written.',
      file: temporary,
      remedy: full
        ? 'Free some space (`df -h` shows where) and run the same command again.'
        : 'Look at the disk and the permissions of the folder, and run the same command again.',
    });
  }
  if (reason.includes('requantizing from type')) {
    return new BadInputError({
      message: `This model file is quantised already (${reason}).`,
      file: options.source,
      remedy: 'Quantise from a checkpoint or from a file of type f32, f16 or bf16.',
    });
  }
  return new CorruptArtefactError({
    message: `llama.cpp refuses to quantise this file: ${reason}`,
    file: options.source,
    remedy: 'Check the file and the type, or export it again from its checkpoint.',
  });
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
