import type {
  ControlledEvaluateIndexOutput,
  ControlledEvaluateInputItem,
  LlamaContextSequence,
  LlamaModel,
  Token,
} from 'node-llama-cpp';
import { validateModelFile } from '../checkpoint/index.ts';
import { CorruptArtefactError, MissingToolError, throwIfInterrupted } from '../core/errors.ts';
import type { Scorer } from './scorer.ts';

export interface LlamaScorerOptions {
  /** A GGUF file. */
  readonly file: string;
  /** Context size in tokens, `<bos>` included. */
  readonly contextTokens: number;
  /** Threads of the computation; node-llama-cpp's choice by default. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Logits of a whole batch are kept (262k floats a position at most), so a batch is small: ≤ 64 MB. */
const batchTokens = 64;

/** node-llama-cpp shifts a context that is nearly full, silently; it must never come so far. */
const shiftMargin = 8;

/**
 * Opens a GGUF through llama.cpp on the CPU. Nothing is built or downloaded, nothing is logged.
 * @throws CorruptArtefactError when the file does not hold a model that llama.cpp can be given.
 * @throws MissingToolError when this platform has no llama.cpp binary.
 */
export async function openLlamaScorer(options: LlamaScorerOptions): Promise<Scorer> {
  const { file, contextTokens, threads, signal } = options;
  await validateModelFile(file);
  throwIfInterrupted(signal);
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.disabled,
  }).catch((error: unknown) => {
    throw new MissingToolError({
      message: 'There is no llama.cpp for this platform.',
      remedy: 'Install the package @node-llama-cpp/PLATFORM-ARCHITECTURE of the version of node-llama-cpp.',
      cause: error,
    });
  });
  try {
    const model = await llama.loadModel({
      modelPath: file,
      gpuLayers: 0,
      ...(signal && { loadSignal: signal }),
    });
    const context = await model.createContext({
      contextSize: contextTokens + shiftMargin,
      batchSize: Math.min(batchTokens, contextTokens),
      sequences: 1,
      // Without it a sliding-window model forgets what a shared prefix needs.
      swaFullCache: true,
      ...(threads !== undefined && { threads }),
      failedCreationRemedy: false,
    });
    return new LlamaScorer(file, model, context.getSequence(), contextTokens, () => llama.dispose());
  } catch (error) {
    await llama.dispose();
    throwIfInterrupted(signal);
    throw error;
  }
}

class LlamaScorer implements Scorer {
  readonly contextTokens: number;
  readonly #file: string;
  readonly #model: LlamaModel;
  readonly #sequence: LlamaContextSequence;
  readonly #bos: Token;
  readonly #dispose: () => Promise<void>;
  /** The tokens in the sequence, `<bos>` first. */
  #evaluated: number[] = [];

  constructor(
    file: string,
    model: LlamaModel,
    sequence: LlamaContextSequence,
    contextTokens: number,
    dispose: () => Promise<void>,
  ) {
    const { bos } = model.tokens;
    if (bos === null)
      throw new CorruptArtefactError({
        message: 'The model names no <bos> token.',
        file,
        remedy: 'Export the model again.',
      });
    this.contextTokens = contextTokens;
    this.#file = file;
    this.#model = model;
    this.#sequence = sequence;
    this.#bos = bos;
    this.#dispose = dispose;
  }

  tokenise(text: string): number[] {
    const tokens = this.#model.tokenize(text, false);
    if (tokens.includes(this.#bos)) throw new Error(`Plain text gave a <bos> token: ${text.slice(0, 80)}`);
    return tokens;
  }

  async score(
    prefix: readonly number[],
    continuation: readonly number[],
    signal?: AbortSignal,
  ): Promise<number[]> {
    throwIfInterrupted(signal);
    const tokens = [this.#bos, ...prefix, ...continuation];
    if (tokens.lastIndexOf(this.#bos) !== 0) throw new Error('<bos> must stand at the start only.');
    if (tokens.length > this.contextTokens) {
      throw new RangeError(`${tokens.length} tokens do not fit into a context of ${this.contextTokens}.`);
    }
    if (continuation.length === 0) return [];
    const firstScored = prefix.length;
    const kept = await this.#keepPrefix(tokens, firstScored);
    const asked = tokens.slice(kept, -1).map((token, index) => {
      const next = tokens[kept + index + 1] as Token;
      return kept + index < firstScored ? (token as Token) : withNext(token as Token, next);
    });
    const results = await this.#sequence.controlledEvaluate(asked);
    this.#evaluated = tokens.slice(0, -1);
    const logProbabilities = continuation.map((token, index) =>
      this.#readLogProbability(results[firstScored - kept + index], token as Token),
    );
    throwIfInterrupted(signal);
    return logProbabilities;
  }

  async reset(): Promise<void> {
    await this.#sequence.clearHistory();
    this.#evaluated = [];
  }

  async close(): Promise<void> {
    await this.#dispose();
  }

  /** Keeps what the sequence shares with `tokens`, at most up to `limit`; returns how many tokens. */
  async #keepPrefix(tokens: readonly number[], limit: number): Promise<number> {
    let shared = 0;
    while (shared < limit && this.#evaluated[shared] === tokens[shared] && shared < this.#evaluated.length) {
      shared += 1;
    }
    const end = this.#sequence.nextTokenIndex;
    if (shared < end) await this.#sequence.eraseContextTokenRanges([{ start: shared, end }]);
    if (this.#sequence.nextTokenIndex !== shared) {
      // The engine could not keep the prefix: start again rather than score after a wrong one.
      await this.reset();
      return 0;
    }
    return shared;
  }

  /**
   * logit − log Σ exp(logit): the engine gives the sum relative to its largest logit. It adds in 32 bits,
   * which leaves the result too high by 1e-5 to 8e-4 nats (measured with 262,144 tokens).
   */
  #readLogProbability(result: ControlledEvaluateIndexOutput | undefined, token: Token): number {
    const { token: largest, logits, totalLogitWeight } = result?.next ?? {};
    const logit = logits?.get(token);
    const largestLogit = typeof largest === 'number' ? logits?.get(largest) : undefined;
    if (logit === undefined || largestLogit === undefined || totalLogitWeight === undefined) {
      throw new Error(`llama.cpp gave no logit for token ${token} of ${this.#file}.`);
    }
    const logProbability = logit - largestLogit - Math.log(totalLogitWeight);
    if (!Number.isFinite(logProbability)) {
      throw new CorruptArtefactError({
        message: `The model gives ${logProbability} as a log-probability: its weights are damaged.`,
        file: this.#file,
        remedy: 'Export or quantise the model again.',
      });
    }
    return logProbability;
  }
}

/** A token after which the exact probability of `next` is asked for. */
function withNext(token: Token, next: Token): ControlledEvaluateInputItem {
  const generateNext = {
    // Greedy: the sampled token is the one with the largest logit.
    token: true,
    options: { temperature: 0 },
    logits: { filter: { tokens: [next], includeSelected: true } },
    totalLogitWeight: true,
  };
  return [token, { generateNext }];
}
