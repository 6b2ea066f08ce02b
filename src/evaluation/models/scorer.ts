import { BadInputError } from '../../core/errors.ts';

/** What a model wrote, the number of its tokens, and why it ended. */
export interface GeneratedText {
  readonly text: string;
  readonly tokens: number;
  readonly end: 'stop' | 'end-of-text' | 'length';
}

/** Continuations whose probability is asked for after one prefix; neither holds a `<bos>`. */
export interface ScoreRequest {
  readonly prefix: readonly number[];
  readonly continuations: readonly (readonly number[])[];
}

/** A prompt to be continued with the likeliest tokens. */
export interface GenerateRequest {
  readonly prefix: readonly number[];
  readonly maximumTokens: number;
  readonly stop: readonly string[];
  /** The answer is one of these. */
  readonly allowed?: readonly (readonly number[])[];
}

/** A text to be made into tokens; control tokens are obeyed only where `special` is true. */
export interface TextPart {
  readonly text: string;
  readonly special?: boolean;
}

/** Gives exact log-probabilities of tokens under one language model, and continues texts. */
export interface Scorer {
  /** What computes: `llama.cpp 0.5.0`. */
  readonly engine: string;
  /** Tokens that fit at once, the `<bos>` included. */
  readonly contextTokens: number;
  readonly chatTemplate: string | undefined;
  /** Token ids of texts; no `<bos>` unless a template spells it. */
  tokenise(parts: readonly TextPart[]): Promise<number[][]>;
  /**
   * Natural-log probability of each continuation after `<bos>` and its prefix. The scorer puts `<bos>` in
   * front, once. What several requests begin with is computed once; the figures of a call do not depend on
   * earlier calls.
   * @throws RangeError when prefix and continuation do not fit into the context, or hold a `<bos>`.
   */
  score(requests: readonly ScoreRequest[]): Promise<number[][]>;
  /** Continues prompts greedily. @throws RangeError as {@link score}. */
  generate(requests: readonly GenerateRequest[]): Promise<readonly GeneratedText[]>;
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
  continuationTokens: number,
  contextTokens: number,
): FittedText {
  const room = contextTokens - 1 - continuationTokens;
  if (room < 0) {
    throw new BadInputError({
      message: `An answer of ${continuationTokens} tokens does not fit into a context of ${contextTokens}.`,
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
