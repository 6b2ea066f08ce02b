import { basename } from 'node:path';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { InterruptedError } from '../core/errors.ts';
import { compileChatTemplate } from './chat-template.ts';
import { servingDefaults } from './defaults.ts';
import { fitContext } from './fit-context.ts';
import { generateText } from './generate-text.ts';
import { defaultThreads, loadLlama } from './load-llama.ts';
import { PlaceQueue } from './place-queue.ts';
import type { ChatEvent, ChatMessage, ChatRequest, Engine } from './types.ts';

export interface EngineOptions {
  /** Answers that can be written at the same time; about 38 MB of memory each at 2048 tokens. Default 2. */
  readonly sequences?: number | undefined;
  /** Tokens of conversation and answer together. Default 2048. */
  readonly contextSizeTokens?: number | undefined;
  /** Default: cores − 1, at least 1. */
  readonly threads?: number | undefined;
  /** Requests that may wait for a place; further ones are refused. Default 64. */
  readonly maximumWaiting?: number | undefined;
  /** Name of the model in the API. Default: the file's name without `.gguf`. */
  readonly modelId?: string | undefined;
}

/** Prompt tokens read in one go: an abort is noticed between two batches. */
const batchSizeTokens = 256;

/**
 * Opens a GGUF model for conversation.
 * @throws CorruptArtefactError when the file is damaged or has no chat template; see `loadLlama`.
 */
export async function createEngine(
  options: EngineOptions & { readonly modelFile: string; readonly signal?: AbortSignal | undefined },
): Promise<Engine> {
  const llama = await loadLlama({
    modelFile: options.modelFile,
    sequences: options.sequences ?? 2,
    contextSizeTokens: options.contextSizeTokens ?? 2048,
    batchSizeTokens,
    threads: options.threads ?? defaultThreads(),
    signal: options.signal,
  });
  try {
    return engineOf(llama, options);
  } catch (error) {
    await llama.dispose();
    throw error;
  }
}

function engineOf(
  llama: Awaited<ReturnType<typeof loadLlama>>,
  options: EngineOptions & { readonly modelFile: string },
): Engine {
  const { model, sequences } = llama;
  const contextSizeTokens = llama.context.contextSize;
  const { bosString, eosString } = model.tokens;
  const render = compileChatTemplate(
    llama.chatTemplate,
    { bos: bosString ?? '', eos: eosString ?? '' },
    options.modelFile,
  );
  const queue = new PlaceQueue(sequences, options.maximumWaiting ?? 64);
  const closing = new AbortController();
  const running = new Set<Promise<void>>();

  const tokenise = (messages: readonly ChatMessage[]): Token[] =>
    render(messages).flatMap((piece) => model.tokenize(piece.text, piece.fromTemplate));

  async function* generate(request: ChatRequest, signal?: AbortSignal): AsyncGenerator<ChatEvent> {
    const stopSignal = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
    const maximumTokens = request.maximumTokens ?? servingDefaults.maximumTokens;
    const room = Math.min(maximumTokens, Math.floor(contextSizeTokens / 4));
    const prompt = fitContext(request.messages, tokenise, contextSizeTokens - room);
    const tokens = prompt.tokens as readonly Token[];
    const sequence = await queue.take((free) => longestPrefix(free, tokens), stopSignal);
    const { promise, resolve } = Promise.withResolvers<void>();
    running.add(promise);
    try {
      const answerRoom = Math.min(maximumTokens, contextSizeTokens - tokens.length);
      const text = generateText(sequence, tokens, { ...request, maximumTokens: answerRoom }, stopSignal);
      for await (const event of text) {
        yield event.type === 'finish' ? { ...event, droppedMessages: prompt.droppedMessages } : event;
      }
    } finally {
      queue.release(sequence);
      running.delete(promise);
      resolve();
    }
  }

  return {
    model: {
      id: options.modelId ?? basename(options.modelFile, '.gguf'),
      createdSeconds: llama.createdSeconds,
      contextSizeTokens,
    },
    generate,
    async close() {
      closing.abort(new InterruptedError({ message: 'The server is stopping.' }));
      await Promise.all(running);
      await llama.dispose();
    },
  };
}

/** The free place that has read most of this prompt already: usually the same conversation's. */
function longestPrefix(
  free: readonly LlamaContextSequence[],
  tokens: readonly Token[],
): LlamaContextSequence {
  const prefixLength = (sequence: LlamaContextSequence) =>
    sequence.compareContextTokens([...tokens]).firstDifferentIndex;
  return free.reduce((best, next) => (prefixLength(next) > prefixLength(best) ? next : best));
}
