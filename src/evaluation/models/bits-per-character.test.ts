import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fakeScorer } from '../testing/fake-scorer.ts';
import { scoreTexts, windows } from './bits-per-character.ts';

const document = (text: string) => ({ id: 'd', text, characters: Array.from(text).length, cut: false });

describe('windows', () => {
  it('scores every token exactly once, within the context, after at least half of one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 8, max: 600 }), (tokens, context) => {
        let next = 0;
        for (const { prefixStart, start, end } of windows(tokens, context)) {
          expect(start).toBe(next);
          expect(end - prefixStart + 1).toBeLessThanOrEqual(context);
          if (start > 0) expect(start - prefixStart).toBe(Math.floor(context / 2));
          next = end;
        }
        expect(next).toBe(tokens);
      }),
    );
  });
});

describe('scoreTexts', () => {
  it('gives 3 bits a character when each has probability 1/8', async () => {
    const scorer = fakeScorer(() => Math.log(1 / 8));
    const [score] = await scoreTexts(scorer, [document('Хуҷанд 🏔')]);
    expect(score?.bits).toBeCloseTo(24, 9);
    expect(score?.tokens).toBe(8);
  });

  it('gives a long document the same figure as a short context allows, without losing a token', async () => {
    const scorer = fakeScorer(() => -1, { contextTokens: 16 });
    const [, score] = await scoreTexts(scorer, [document('б'), document('а'.repeat(1000))]);
    expect((score?.bits ?? 0) * Math.LN2).toBeCloseTo(1000, 6);
    expect(scorer.calls.map(({ continuation }) => continuation).join('')).toHaveLength(1001);
  });
});
