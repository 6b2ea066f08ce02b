import type { Scorer } from '../scorer.ts';

/** A scorer whose tokens are code points, with a probability that a function gives. */
export interface FakeScorer extends Scorer {
  /** Prefix and continuation of every call, as text. */
  readonly calls: { prefix: string; continuation: string }[];
  closed: boolean;
}

/** `logProbability` is asked for each character with the text before it. */
export function fakeScorer(
  logProbability: (character: string, before: string) => number,
  contextTokens = 512,
): FakeScorer {
  const text = (tokens: readonly number[]) => String.fromCodePoint(...tokens);
  const scorer: FakeScorer = {
    contextTokens,
    calls: [],
    closed: false,
    tokenise: (content) => Array.from(content, (character) => character.codePointAt(0) ?? 0),
    async score(prefix, continuation) {
      if (prefix.length + continuation.length + 1 > contextTokens) throw new RangeError('too long');
      scorer.calls.push({ prefix: text(prefix), continuation: text(continuation) });
      return continuation.map((token, index) =>
        logProbability(text([token]), text([...prefix, ...continuation.slice(0, index)])),
      );
    },
    async reset() {},
    async close() {
      scorer.closed = true;
    },
  };
  return scorer;
}
