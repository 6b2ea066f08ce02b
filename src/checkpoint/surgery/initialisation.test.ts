import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMix } from './initialisation.ts';
import { initialisations } from './settings.ts';

const texts = ['са', 'ло', 'سلام', 'سل', 'ام'];

describe('what a new token is the sum of', () => {
  it('gives no rule more than the whole of its parts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...initialisations),
        fc.array(fc.nat(texts.length - 1), { minLength: 1, maxLength: 6 }),
        fc.option(fc.array(fc.nat(texts.length - 1), { minLength: 1, maxLength: 6 }), { nil: undefined }),
        (name, parts, persian) => {
          const { terms, centre } = createMix(name, texts, () => persian)('саломо', parts);
          const whole = terms.reduce((sum, { weight }) => sum + weight, centre);
          expect(whole).toBeGreaterThan(0.85);
          expect(whole).toBeLessThan(1 + 1e-9);
          expect(terms.every(({ weight }) => weight > 0)).toBe(true);
        },
      ),
    );
  });

  it('takes a token without a Persian spelling as shrunk does', () => {
    const withoutSpelling = () => undefined;
    expect(createMix('persian', texts, withoutSpelling)('ы', [0, 1])).toEqual(
      createMix('shrunk', texts, withoutSpelling)('ы', [0, 1]),
    );
  });
});
