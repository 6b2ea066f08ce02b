import { CorruptArtefactError } from '../../core/errors.ts';
import { cacheTypes, LlamaContext, LlamaModel } from '../../llama/native.ts';
import type { OpenQuestion } from './protocol.ts';

/** Tokens of one decode: enough to keep the processor busy, few enough for its caches. */
const batchTokens = 512;
/** Sequences beside the trunk; each costs a row of logits in memory. */
const largestSequences = 128;
/** Logits of one decode. */
const logitsBytes = 96 * 2 ** 20;

/**
 * How many tokens of a batch may give logits, and how many sequences there may be beside the trunk. llama.cpp
 * keeps a row of logits for each sequence, the trunk included, and ends the process when that is too many.
 */
export function batchSizes(vocabularySize: number): {
  readonly batchOutputs: number;
  readonly sequences: number;
} {
  const rows = Math.floor(logitsBytes / 4 / vocabularySize);
  const batchOutputs = Math.max(16, Math.min(batchTokens, rows));
  return { batchOutputs, sequences: Math.min(largestSequences, batchOutputs - 1) };
}

/** A model that computes trees of tokens: one context whose cells all sequences share. */
export class TreeModel extends LlamaModel {
  readonly context: LlamaContext;
  /** Tokens that a sequence may have. */
  readonly contextTokens: number;
  /** Sequences that may be asked for at once, beside sequence 0. */
  readonly sequences: number;
  /** Tokens and outputs of one decode. */
  readonly batchTokens = batchTokens;
  readonly batchOutputs: number;
  /** Tokens of all sequences together. */
  readonly cells: number;

  /** @throws CorruptArtefactError when llama.cpp refuses the file, MachineError when memory is short. */
  constructor({ file, contextTokens, threads }: OpenQuestion) {
    super(file, { n_gpu_layers: 0 });
    this.contextTokens = contextTokens;
    ({ batchOutputs: this.batchOutputs, sequences: this.sequences } = batchSizes(this.vocabularySize));
    this.cells = contextTokens + batchTokens;
    this.context = new LlamaContext(this, {
      n_ctx: this.cells,
      n_batch: batchTokens,
      n_seq_max: this.sequences + 1,
      sequencesPerRow: this.sequences + 1,
      n_outputs_max: this.batchOutputs,
      n_threads: threads,
      n_threads_batch: threads,
      // Keys and values are kept as exact as they were computed.
      type_k: cacheTypes.f32,
      type_v: cacheTypes.f32,
      // One stream: a prefix that several sequences share is one run of cells.
      kv_unified: true,
      // Without it a sliding-window model forgets what a shared prefix needs.
      swa_full: true,
    });
  }

  /** A log-probability that is none means that the weights are damaged. @throws CorruptArtefactError */
  checked(logProbability: number): number {
    if (Number.isFinite(logProbability)) return logProbability;
    throw new CorruptArtefactError({
      message: `The model gives ${logProbability} as a log-probability: its weights are damaged.`,
      file: this.file,
      remedy: 'Export or quantise the model again.',
    });
  }
}
