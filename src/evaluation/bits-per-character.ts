import type { Scorer } from './scorer.ts';
import type { MeasuredText } from './texts.ts';

/** What one document cost. */
export interface TextScore {
  /** −log2 of the probability of the whole text. */
  readonly bits: number;
  readonly tokens: number;
}

/** A stretch of tokens to be scored after the stretch before it. */
export interface Window {
  /** First token of what is given. */
  readonly prefixStart: number;
  /** First token that is scored. */
  readonly start: number;
  /** First token that is not. */
  readonly end: number;
}

/**
 * Cuts a long document into windows: each token is scored exactly once, after at least half a context
 * of what stands before it (less only where the document begins).
 */
export function windows(tokens: number, contextTokens: number): Window[] {
  const room = contextTokens - 1;
  const result: Window[] = [{ prefixStart: 0, start: 0, end: Math.min(tokens, room) }];
  const overlap = Math.floor(contextTokens / 2);
  for (let start = room; start < tokens; ) {
    const end = Math.min(tokens, start + room - overlap);
    result.push({ prefixStart: start - overlap, start, end });
    start = end;
  }
  return result;
}

/** The probability of a document under a model, in bits; the end-of-text token is not counted. */
export async function scoreText(scorer: Scorer, text: MeasuredText, signal: AbortSignal): Promise<TextScore> {
  const tokens = scorer.tokenise(text.text);
  let nats = 0;
  for (const { prefixStart, start, end } of windows(tokens.length, scorer.contextTokens)) {
    const scores = await scorer.score(tokens.slice(prefixStart, start), tokens.slice(start, end), signal);
    for (const score of scores) nats -= score;
  }
  return { bits: nats / Math.LN2, tokens: tokens.length };
}
