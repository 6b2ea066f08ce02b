import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { compileChatTemplate, validateModelFile } from '../../checkpoint/index.ts';
import { fromSystemError, throwIfInterrupted } from '../../core/errors.ts';
import type { Engine } from '../types.ts';
import { engineBound } from './engine-memory.ts';
import { EngineProcess } from './engine-process.ts';
import { createLocalWriter } from './local-writer.ts';
import { QueuedEngine } from './queued-engine.ts';

export interface EngineOptions {
  /** Answers that can be written at the same time; about 10 MB of memory each at 2048 tokens. Default 30. */
  readonly sequences?: number | undefined;
  /** Tokens of conversation and answer together. Default 2048. */
  readonly contextSizeTokens?: number | undefined;
  /** Most threads. Default: cores − 1, at least 1; fewer while other programs are busy. */
  readonly threads?: number | undefined;
  /** Requests that may wait for a place; further ones are refused. Default 256. */
  readonly maximumWaiting?: number | undefined;
  /** Memory for what the model has read of shared texts. Default 32 MiB, about 1,800 tokens. */
  readonly sharedCacheBytes?: number | undefined;
  /** Name of the model in the API. Default: the file's name without `.gguf`. */
  readonly modelId?: string | undefined;
  /** Told when the engine's process had to be started again, and why. */
  readonly onRestart?: ((why: string) => void) | undefined;
}

/** Most prompt tokens read in one go. */
const batchTokens = 128;

/** Threads spin while they wait, so one core is left for everything else. */
export function defaultThreads(): number {
  return Math.max(1, availableParallelism() - 1);
}

/**
 * A model like the embedded one (138 M parameters, up to 150 MB) says less than the passage itself does. From about half a
 * billion parameters on a model is let read; the assistant's verifier marks what it makes up.
 */
const readingModelBytes = 350 * 2 ** 20;

/**
 * Opens a GGUF model for conversation, in a process of its own.
 * @throws CorruptArtefactError or BadInputError for a file that llama.cpp must not see or that has no chat
 * template, MissingToolError when its library is not installed, MachineError when memory is short.
 */
export async function createEngine(
  options: EngineOptions & { readonly modelFile: string; readonly signal?: AbortSignal | undefined },
): Promise<Engine> {
  const { modelFile, signal, sequences = 30 } = options;
  const { createdSeconds, fileBytes } = await describeFile(modelFile);
  const { shape } = await validateModelFile(modelFile);
  throwIfInterrupted(signal);
  const { contextSizeTokens = 2048, sharedCacheBytes = 32 * 2 ** 20 } = options;
  const contextTokens = contextSizeTokens * sequences;
  const { engine, ready } = await EngineProcess.start(
    {
      open: {
        modelFile,
        sequences,
        contextSizeTokens,
        batchTokens,
        threads: options.threads ?? defaultThreads(),
        sharedCacheBytes,
      },
      memory: engineBound({ fileBytes, shape, contextTokens, sharedCacheBytes }),
      onRestart: options.onRestart,
    },
    signal,
  );
  try {
    const render = compileChatTemplate(ready.chatTemplate, modelFile, ready);
    const model = {
      id: options.modelId ?? basename(modelFile, '.gguf'),
      createdSeconds,
      contextSizeTokens: ready.contextSizeTokens,
      readsPassages: fileBytes >= readingModelBytes,
    };
    const writer = createLocalWriter(engine, {
      render,
      begin: ready.begin,
      model,
      tokenCount: ready.tokenCount,
    });
    return new QueuedEngine(writer, { places: sequences, maximumWaiting: options.maximumWaiting ?? 256 });
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function describeFile(path: string): Promise<{ createdSeconds: number; fileBytes: number }> {
  try {
    const { mtimeMs, size } = await stat(path);
    return { createdSeconds: Math.floor(mtimeMs / 1000), fileBytes: size };
  } catch (error) {
    throw fromSystemError(error, path);
  }
}
