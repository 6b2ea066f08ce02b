import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidates, draw, logSumExp, type Sampling, topTokens } from './sampler.ts';

const plain: Sampling = {
  temperature: 1,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  repetitionWindowTokens: 0,
  presencePenalty: 0,
  frequencyPenalty: 0,
  seed: 1,
};
const row = fc.float32Array({ minLength: 1, maxLength: 60, noNaN: true, min: -30, max: 30 });
const tokens = (found: readonly { token: number }[]) => found.map(({ token }) => token);

describe('candidates', () => {
  it('are the likeliest token alone at temperature 0', () => {
    const logits = Float32Array.of(1, 5, 3);
    expect(tokens(candidates(logits, { ...plain, temperature: 0 }, []))).toEqual([1]);
  });

  it('are the smallest set that holds top-p of all the probability', () => {
    const logits = Float32Array.from([0.5, 0.3, 0.15, 0.05], Math.log);
    expect(tokens(candidates(logits, { ...plain, topP: 0.7 }, []))).toEqual([0, 1]);
    expect(tokens(candidates(logits, { ...plain, topP: 0.9 }, []))).toEqual([0, 1, 2]);
  });

  it('are at least min-p times as likely as the best', () => {
    const logits = Float32Array.from([0.5, 0.3, 0.15, 0.05], Math.log);
    expect(tokens(candidates(logits, { ...plain, minP: 0.25 }, []))).toEqual([0, 1, 2]);
  });

  it('are the likeliest top-k, of which top-p takes its share', () => {
    const logits = Float32Array.from([0.4, 0.3, 0.2, 0.1], Math.log);
    expect(tokens(candidates(logits, { ...plain, topK: 2 }, []))).toEqual([0, 1]);
    expect(tokens(candidates(logits, { ...plain, topK: 9 }, []))).toEqual([0, 1, 2, 3]);
    // 0.4 of 0.7 is more than a half.
    expect(tokens(candidates(logits, { ...plain, topK: 2, topP: 0.5 }, []))).toEqual([0]);
  });

  it('lose for standing in the answer at all, and for each time', () => {
    const logits = Float32Array.of(2, 1.9, 1.8);
    const best = (penalties: object, answer: readonly number[]) =>
      tokens(candidates(logits, { ...plain, temperature: 0, ...penalties }, answer));
    expect(best({ presencePenalty: 0.15 }, [0, 0])).toEqual([1]);
    expect(best({ frequencyPenalty: 0.15 }, [0, 1, 1])).toEqual([0]);
    expect(best({ frequencyPenalty: 0.15 }, [0, 0, 1])).toEqual([2]);
    expect(best({ presencePenalty: -1 }, [2])).toEqual([2]);
    expect([...logits]).toEqual([2, Math.fround(1.9), Math.fround(1.8)]);
  });

  it('are fewer where the answer used them, which leaves the row as it was', () => {
    const logits = Float32Array.of(2, 1.9, -1);
    const sampling = { ...plain, temperature: 0, repetitionPenalty: 1.2, repetitionWindowTokens: 2 };
    expect(tokens(candidates(logits, sampling, [0]))).toEqual([1]);
    expect(tokens(candidates(logits, sampling, [0, 2, 2]))).toEqual([0]);
    expect([...logits]).toEqual([2, Math.fround(1.9), -1]);
  });

  it('come likeliest first and always hold the best', () => {
    fc.assert(
      fc.property(row, fc.double({ min: 0.05, max: 1, noNaN: true }), (logits, topP) => {
        const found = candidates(logits, { ...plain, topP, minP: 0.01 }, []);
        expect(found[0]?.logit).toBe(Math.max(...logits));
        for (const [index, one] of found.entries()) {
          expect(one.logit).toBeLessThanOrEqual(found[index - 1]?.logit ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });
});

describe('draw', () => {
  it('draws as often as the probabilities say, and the same again from the same seed', () => {
    const found = candidates(Float32Array.from([0.7, 0.2, 0.1], Math.log), plain, []);
    const counts = [0, 0, 0];
    for (let index = 0; index < 20_000; index += 1) {
      const token = draw(found, plain, index);
      counts[token] = (counts[token] ?? 0) + 1;
      if (index < 100) expect(draw(found, plain, index)).toBe(token);
    }
    expect(counts.map((count) => count / 20_000)).toEqual([
      expect.closeTo(0.7, 1),
      expect.closeTo(0.2, 1),
      expect.closeTo(0.1, 1),
    ]);
    expect((counts[1] ?? 0) / 20_000).toBeCloseTo(0.2, 2);
  });
});

describe('log-probabilities', () => {
  it('sum to one over all tokens', () => {
    fc.assert(
      fc.property(row, (logits) => {
        const total = logSumExp(logits);
        const sum = logits.reduce((before, logit) => before + Math.exp(logit - total), 0);
        expect(sum).toBeCloseTo(1, 4);
      }),
    );
  });

  it('know the likeliest tokens in their order', () => {
    fc.assert(
      fc.property(row, fc.integer({ min: 1, max: 8 }), (logits, count) => {
        const expected = [...logits].sort((a, b) => b - a).slice(0, count);
        expect(topTokens(logits, count).map(({ logit }) => logit)).toEqual(expected);
      }),
    );
  });
});
