import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ControlledEvaluateInputItem, Token } from 'node-llama-cpp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../../src/core/configuration.ts';
import { scoreText } from '../../src/evaluation/bits-per-character.ts';
import { openLlamaScorer } from '../../src/evaluation/llama-scorer.ts';
import { countCharacters, type Scorer } from '../../src/evaluation/scorer.ts';

const file = join(sharedFolder(), 'models/soro-270m-first.gguf');
const lines = join(sharedFolder(), 'data/evaluation/ntrex/newstest2019-ref.tgk-Cyrl.txt');
const absent = (
  await Promise.all(
    [file, lines].map((path) =>
      stat(path).then(
        () => '',
        () => path,
      ),
    ),
  )
).find((path) => path !== '');
const signal = new AbortController().signal;

describe(`the scorer over llama.cpp${absent ? ` (skipped: ${absent} is absent)` : ''}`, () => {
  let scorer: Scorer;

  beforeAll(async () => {
    if (!absent) scorer = await openLlamaScorer({ file, contextTokens: 128, threads: 1 });
  }, 120_000);
  afterAll(() => scorer?.close());

  it.skipIf(absent)('gives 2.2 to 2.7 bits per character on ten lines of Tajik news', async () => {
    let bits = 0;
    let characters = 0;
    let tokens = 0;
    const started = performance.now();
    for (const text of readFileSync(lines, 'utf8').split('\n').slice(0, 10)) {
      const score = await scoreText(scorer, { id: text, text, characters: text.length, cut: false }, signal);
      bits += score.bits;
      tokens += score.tokens;
      characters += countCharacters(text);
    }
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(
      `${(bits / characters).toFixed(4)} bits per character, ${Math.round(tokens / seconds)} positions/s\n`,
    );
    expect(bits / characters).toBeGreaterThan(2.2);
    expect(bits / characters).toBeLessThan(2.7);
  });

  it.skipIf(absent)('gives probabilities of continuations that sum to at most one', async () => {
    const prefix = scorer.tokenise('Пойтахти Тоҷикистон шаҳри');
    const likely = scorer.tokenise(' Душанбе')[0] ?? 0;
    let sum = 0;
    const tokens = new Set([likely, ...Array.from({ length: 60 }, (_, index) => 300 + index * 900)]);
    for (const token of tokens) sum += Math.exp((await scorer.score(prefix, [token]))[0] ?? 0);
    expect(sum).toBeGreaterThan(0.3);
    expect(sum).toBeLessThan(1.000_01);
  });

  it.skipIf(absent)('agrees with the softmax over the whole vocabulary, which sums to one', async () => {
    const prefix = scorer.tokenise('Пойтахти Тоҷикистон шаҳри');
    const whole = await wholeDistribution(prefix);
    expect(whole.size).toBeGreaterThan(59_000);
    expect([...whole.values()].reduce((total, value) => total + value, 0)).toBeCloseTo(1, 3);
    for (const [token, probability] of [...whole].filter((_, rank) => rank < 5 || rank % 10_000 === 0)) {
      const [score = 0] = await scorer.score(prefix, [token]);
      expect(score).toBeCloseTo(Math.log(probability), 2);
    }
  });

  it.skipIf(absent)('gives the same figures with and without a reused prefix', async () => {
    const prefix = scorer.tokenise('Маъно: пойтахти кишвар.\nКалима:');
    const words = [' Душанбе', ' Хуҷанд', ' Кӯлоб'].map((word) => scorer.tokenise(word));
    const reused: number[][] = [];
    for (const word of words) reused.push(await scorer.score(prefix, word));
    for (const [index, word] of words.entries()) {
      await scorer.reset();
      const fresh = await scorer.score(prefix, word);
      for (const [place, value] of fresh.entries()) expect(reused[index]?.[place]).toBeCloseTo(value, 3);
    }
  });

  it.skipIf(absent)('multiplies: a text costs what its parts cost one after the other', async () => {
    const [first, second] = [scorer.tokenise('Имрӯз ҳаво'), scorer.tokenise(' хуб аст.')];
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const together = sum(await scorer.score([], [...first, ...second]));
    const apart = sum(await scorer.score([], first)) + sum(await scorer.score(first, second));
    expect(together).toBeCloseTo(apart, 2);
  });

  it.skipIf(absent)('takes no special token from plain text and refuses what does not fit', async () => {
    expect(scorer.tokenise('<bos>салом<eos>')).not.toContain(2);
    await expect(scorer.score([], Array(128).fill(300))).rejects.toThrow(RangeError);
    await expect(scorer.score([2], [300])).rejects.toThrow('<bos>');
  });
});

/** Token → probability after `<bos>` and a prefix, by the engine's own softmax. */
async function wholeDistribution(prefix: readonly number[]): Promise<Map<number, number>> {
  const { getLlama, LlamaLogLevel } = await import('node-llama-cpp');
  const llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.disabled });
  try {
    const model = await llama.loadModel({ modelPath: file });
    const context = await model.createContext({ contextSize: 64, threads: 1 });
    const tokens = [2, ...prefix] as Token[];
    const last = tokens.pop() as Token;
    const asked = [
      ...tokens,
      [last, { generateNext: { probabilities: true } }],
    ] as ControlledEvaluateInputItem[];
    const results = await context.getSequence().controlledEvaluate(asked);
    return results.at(-1)?.next.probabilities ?? new Map();
  } finally {
    await llama.dispose();
  }
}
