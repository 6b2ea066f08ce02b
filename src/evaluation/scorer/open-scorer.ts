import { join } from 'node:path';
import { readChatTemplate, validateModelFile } from '../../checkpoint/index.ts';
import { throwIfInterrupted } from '../../core/errors.ts';
import { findPython } from '../../core/processes/python.ts';
import type { ChildProgram } from '../../llama/index.ts';
import { readTokenizer } from '../../vocabulary/index.ts';
import type { Scorer, TextPart } from '../models/scorer.ts';
import type { Reply } from './protocol.ts';
import { llamaCommand, type ScorerProcess, startScorerProcess, torchCommand } from './scorer-process.ts';
import { TreeScorer } from './tree-scorer.ts';

export interface ScorerOptions {
  /** A GGUF file, or the folder of a checkpoint. */
  readonly file: string;
  /** Context size in tokens, `<bos>` included. */
  readonly contextTokens: number;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a GGUF through llama.cpp on the CPU, in a child process.
 * @throws CorruptArtefactError when the file does not hold a model that llama.cpp can be given.
 * @throws MissingToolError when this platform has no llama.cpp.
 */
export async function openLlamaScorer(options: ScorerOptions): Promise<Scorer> {
  await validateModelFile(options.file);
  const { child, opened } = await open(llamaCommand, options);
  const tokenise = async (parts: readonly TextPart[]) => {
    const texts = parts.map(({ text, special = false }) => ({ text, special }));
    return (await child.ask({ type: 'tokenise', texts }, 'tokenised')).tokens;
  };
  const { contextTokens } = options;
  return new TreeScorer({
    child,
    opened,
    contextTokens,
    chatTemplate: opened.chatTemplate ?? undefined,
    tokenise,
  });
}

/**
 * Opens a checkpoint through PyTorch and transformers in the project's Python, in 32 bits.
 * @throws MissingToolError without the Python environment, CorruptArtefactError when weights are missing.
 */
export async function openTorchScorer(options: ScorerOptions): Promise<Scorer> {
  const { file, contextTokens, signal } = options;
  const tokenizer = await readTokenizer(join(file, 'tokenizer.json'));
  const chatTemplate = await readChatTemplate(file);
  const python = await findPython({
    by: 'Evaluating a checkpoint through PyTorch',
    remedy: 'Run `npm run setup -- --for training`, or set checkpointEngine to llama.cpp.',
  });
  throwIfInterrupted(signal);
  const { child, opened } = await open(torchCommand(python), options);
  const tokenise = async (parts: readonly TextPart[]) =>
    parts.map(({ text, special = false }) => Array.from(tokenizer.encode(text, { special })));
  return new TreeScorer({ child, opened, contextTokens, chatTemplate, tokenise });
}

async function open(
  command: ChildProgram,
  { file, contextTokens, threads, signal }: ScorerOptions,
): Promise<{ child: ScorerProcess; opened: Extract<Reply, { type: 'opened' }> }> {
  const child = startScorerProcess(command, file, signal);
  try {
    const opened = await child.ask({ type: 'open', file, contextTokens, threads }, 'opened');
    return { child, opened };
  } catch (error) {
    await child.close();
    throw error;
  }
}
