import { BadInputError } from '../core/errors.ts';

/** Gives exact log-probabilities of tokens under one language model. */
export interface Scorer {
  /** Tokens that fit at once, the `<bos>` included. */
  readonly contextTokens: number;
  /** Token ids of plain text; no `<bos>`, and text like `<eos>` is not read as a special token. */
  tokenise(text: string): number[];
  /**
   * Natural-log probability of each token of `continuation` after `<bos>` and `prefix`. The scorer
   * puts `<bos>` in front, once.
   * @throws RangeError when prefix and continuation do not fit into the context.
   */
  score(prefix: readonly number[], continuation: readonly number[], signal?: AbortSignal): Promise<number[]>;
  /** Forgets what was evaluated, so that the next figures do not depend on earlier calls. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Prefix and continuation cut to a context, and how many tokens of the prefix's start were left out. */
export interface FittedText {
  readonly prefix: readonly number[];
  readonly truncatedTokens: number;
}

/**
 * Leaves out the start of a prefix where `<bos>`, prefix and continuation would not fit.
 * @throws BadInputError when the continuation alone does not fit.
 */
export function fitPrefix(
  prefix: readonly number[],
  continuation: readonly number[],
  contextTokens: number,
): FittedText {
  const room = contextTokens - 1 - continuation.length;
  if (room < 0) {
    throw new BadInputError({
      message: `A choice of ${continuation.length} tokens does not fit into a context of ${contextTokens}.`,
      place: 'contextTokens',
      remedy: 'Raise contextTokens.',
    });
  }
  const truncatedTokens = Math.max(0, prefix.length - room);
  return { prefix: prefix.slice(truncatedTokens), truncatedTokens };
}

/** Number of Unicode code points. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
