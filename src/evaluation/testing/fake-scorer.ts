import type { GeneratedText, Scorer } from '../models/scorer.ts';

/** A scorer whose tokens are code points, with a probability that a function gives. */
export interface FakeScorer extends Scorer {
  /** Prefix and continuation of every continuation scored, as text. */
  readonly calls: { prefix: string; continuation: string }[];
  /** Prompts that were continued. */
  readonly prompts: string[];
  closed: boolean;
}

export interface FakeScorerOptions {
  readonly contextTokens?: number;
  readonly chatTemplate?: string | undefined;
  /** What is written after a prompt. */
  readonly write?: (prompt: string) => string;
  /** Tokens of a text. */
  readonly tokenise?: (text: string) => string;
}

/** `logProbability` is asked for each character with the text before it. */
export function fakeScorer(
  logProbability: (character: string, before: string) => number,
  { contextTokens = 512, chatTemplate, write = () => '', tokenise = (text) => text }: FakeScorerOptions = {},
): FakeScorer {
  const text = (tokens: readonly number[]) => String.fromCodePoint(...tokens);
  const scorer: FakeScorer = {
    engine: 'fake 1',
    contextTokens,
    chatTemplate,
    calls: [],
    prompts: [],
    closed: false,
    tokenise: async (parts) =>
      parts.map((part) => {
        const content = part.special ? part.text.replaceAll('<bos>', '\u0002') : tokenise(part.text);
        return Array.from(content, (character) => character.codePointAt(0) ?? 0);
      }),
    score: async (requests) =>
      requests.map(({ prefix, continuations }) =>
        continuations.map((continuation) => {
          if (prefix.length + continuation.length + 1 > contextTokens) throw new RangeError('too long');
          scorer.calls.push({ prefix: text(prefix), continuation: text(continuation) });
          return continuation.reduce(
            (sum, token, index) =>
              sum + logProbability(text([token]), text([...prefix, ...continuation.slice(0, index)])),
            0,
          );
        }),
      ),
    generate: async (requests) =>
      requests.map(({ prefix }): GeneratedText => {
        scorer.prompts.push(text(prefix));
        const written = write(text(prefix));
        return { text: written, tokens: written.length, end: 'stop' };
      }),
    async close() {
      scorer.closed = true;
    },
  };
  return scorer;
}
