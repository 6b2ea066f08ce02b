import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Llama, LlamaContext, LlamaContextSequence, LlamaModel } from 'node-llama-cpp';
import { validateModelFile } from '../checkpoint/index.ts';
import { fromSystemError, MachineError, MissingToolError, throwIfInterrupted } from '../core/errors.ts';

export interface LoadOptions {
  /** Path of a GGUF file. */
  readonly modelFile: string;
  readonly sequences: number;
  readonly contextSizeTokens: number;
  readonly batchSizeTokens: number;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

export interface LoadedLlama {
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly sequences: readonly LlamaContextSequence[];
  readonly chatTemplate: string | undefined;
  readonly createdSeconds: number;
  dispose(): Promise<void>;
}

/** Threads spin while they wait, so one core is left for everything else. */
export function defaultThreads(): number {
  return Math.max(1, availableParallelism() - 1);
}

/**
 * Opens a model with llama.cpp on the CPU. Nothing is downloaded, built or printed.
 * @throws CorruptArtefactError or BadInputError for a file that llama.cpp must not see,
 * MissingToolError when its binary is not installed, MachineError when memory is short.
 */
export async function loadLlama(options: LoadOptions): Promise<LoadedLlama> {
  const createdSeconds = await modificationSeconds(options.modelFile);
  await validateModelFile(options.modelFile);
  throwIfInterrupted(options.signal);
  const llama = await startLlama(options.threads);
  try {
    const model = await llama.loadModel({
      modelPath: options.modelFile,
      ...abortOption('loadSignal', options),
    });
    const context = await model.createContext({
      sequences: options.sequences,
      contextSize: options.contextSizeTokens,
      batchSize: options.batchSizeTokens,
      threads: options.threads,
      // Gemma's sliding-window cache forgets; erasing its end would leave a window with holes, and the
      // answer would depend on what the place wrote before. The full cache costs 16 MB a place at 2048.
      swaFullCache: true,
      ...abortOption('createSignal', options),
    });
    return {
      model,
      context,
      sequences: Array.from({ length: options.sequences }, () => context.getSequence()),
      chatTemplate: model.fileInfo.metadata.tokenizer?.chat_template,
      createdSeconds,
      dispose: () => llama.dispose(),
    };
  } catch (error) {
    await llama.dispose();
    throwIfInterrupted(options.signal);
    throw await memoryError(error, options.modelFile);
  }
}

function abortOption<Key extends string>(key: Key, { signal }: LoadOptions): { [K in Key]?: AbortSignal } {
  return (signal ? { [key]: signal } : {}) as { [K in Key]?: AbortSignal };
}

async function modificationSeconds(path: string): Promise<number> {
  try {
    return Math.floor((await stat(path)).mtimeMs / 1000);
  } catch (error) {
    throw fromSystemError(error, path);
  }
}

async function startLlama(threads: number): Promise<Llama> {
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
  try {
    return await getLlama({
      gpu: false,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.disabled,
      maxThreads: threads,
    });
  } catch (error) {
    throw new MissingToolError({
      message: `llama.cpp does not start on this machine (${process.platform} ${process.arch}): ${
        error instanceof Error ? error.message : String(error)
      }`,
      remedy: `Run \`npm run setup\`; docs/install.md says what a platform other than Linux x64 needs.`,
      cause: error,
    });
  }
}

async function memoryError(error: unknown, file: string): Promise<unknown> {
  const { InsufficientMemoryError } = await import('node-llama-cpp');
  if (!(error instanceof InsufficientMemoryError)) return error;
  return new MachineError({
    message: 'There is not enough memory for this model.',
    file,
    remedy: 'Close other programs, or serve a smaller model, a smaller context or fewer places.',
    cause: error,
  });
}
