import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTinyGguf } from '../../checkpoint/tiny-checkpoint.ts';
import type { Scorer } from '../models/scorer.ts';
import { openLlamaScorer } from './open-scorer.ts';
import { batchSizes } from './tree-model.ts';

let folder = '';
let scorer: Scorer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soro-scorer-'));
  scorer = await openLlamaScorer({ file: await writeTinyGguf(folder), contextTokens: 128, threads: 1 });
}, 120_000);
afterAll(async () => {
  await scorer?.close();
  await rm(folder, { recursive: true, force: true });
});

const tokens = (count: number, seed: number) =>
  Array.from({ length: count }, (_, index) => 20 + ((index * 7 + seed * 31) % 200));

describe('batchSizes', () => {
  it('leaves a row of logits for the trunk, also with Gemma’s whole vocabulary', () => {
    for (const vocabulary of [277, 59_442, 262_144, 2_000_000]) {
      const { batchOutputs, sequences } = batchSizes(vocabulary);
      expect(sequences + 1).toBeLessThanOrEqual(batchOutputs);
      expect(sequences).toBeGreaterThan(10);
    }
  });
});

describe('the scorer over llama.cpp', () => {
  it('gives probabilities over the vocabulary that sum to one', async () => {
    const continuations = Array.from({ length: 277 }, (_, token) => [token]).filter(([token]) => token !== 2);
    const [scores = []] = await scorer.score([{ prefix: tokens(5, 1), continuations }]);
    const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
    expect(sum).toBeGreaterThan(0.97);
    expect(sum).toBeLessThan(1.000_01);
  });

  it('gives a text in a tree the probability that it has alone, past the sliding window too', async () => {
    const header = tokens(80, 2);
    const requests = [1, 2, 3, 4].map((item) => ({
      prefix: [...header, ...tokens(6, item)],
      continuations: [tokens(3, 9), [...tokens(2, 9), 40], [41]],
    }));
    const together = await scorer.score(requests);
    for (const [index, request] of requests.entries()) {
      for (const [place, continuation] of request.continuations.entries()) {
        const [[alone = 0] = []] = await scorer.score([
          { prefix: request.prefix, continuations: [continuation] },
        ]);
        expect(together[index]?.[place]).toBeCloseTo(alone, 4);
      }
    }
  });

  it('scores more choices than the model has sequences, and texts longer than a batch', async () => {
    const many = Array.from({ length: 300 }, (_, index) => [20 + (index % 200), 30 + ((index % 200) % 7)]);
    const [scores = []] = await scorer.score([{ prefix: tokens(4, 3), continuations: many }]);
    expect(scores).toHaveLength(300);
    expect(scores[0]).toBeCloseTo(scores[200] ?? 0, 3);
    const [[long = 0] = []] = await scorer.score([{ prefix: [], continuations: [tokens(127, 4)] }]);
    expect(long).toBeLessThan(-100);
  });

  it('puts <bos> in front once, and refuses another and what does not fit', async () => {
    await expect(scorer.score([{ prefix: [2], continuations: [[30]] }])).rejects.toThrow('<bos>');
    await expect(scorer.score([{ prefix: [], continuations: [[2]] }])).rejects.toThrow('<bos>');
    await expect(scorer.score([{ prefix: tokens(120, 1), continuations: [tokens(8, 1)] }])).rejects.toThrow(
      RangeError,
    );
    expect((await scorer.tokenise([{ text: '<bos>салом' }]))[0]).not.toContain(2);
  });

  it('writes what is likeliest, one text or many at once, and only what is allowed', async () => {
    const requests = [1, 2, 3].map((seed) => ({ prefix: tokens(9, seed), maximumTokens: 5, stop: [] }));
    const together = await scorer.generate(requests);
    for (const [index, request] of requests.entries()) {
      expect((await scorer.generate([request]))[0]).toEqual(together[index]);
    }
    const allowed = await scorer.tokenise([{ text: 'сало' }, { text: 'мол' }]);
    const [forced] = await scorer.generate([{ prefix: tokens(9, 1), maximumTokens: 8, stop: [], allowed }]);
    expect(['сало', 'мол']).toContain(forced?.text);
  });
});
