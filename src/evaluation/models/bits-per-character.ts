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
 * of what is before it (less only where the document begins).
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

/** The probability of documents under a model, in bits; the end-of-text token is not counted. */
export async function scoreTexts(scorer: Scorer, texts: readonly MeasuredText[]): Promise<TextScore[]> {
  const encoded = await scorer.tokenise(texts.map(({ text }) => ({ text })));
  const requests = encoded.map((tokens) =>
    windows(tokens.length, scorer.contextTokens).map(({ prefixStart, start, end }) => ({
      prefix: tokens.slice(prefixStart, start),
      continuations: [tokens.slice(start, end)],
    })),
  );
  const scores = (await scorer.score(requests.flat())).map(([score = 0]) => score);
  return encoded.map((tokens, index) => {
    const nats = scores.splice(0, requests[index]?.length).reduce((sum, score) => sum - score, 0);
    return { bits: nats / Math.LN2, tokens: tokens.length };
  });
}
