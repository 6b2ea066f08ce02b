import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from './cut-text.ts';

describe('a text cut at its spans', () => {
  const cases = fc.string({ maxLength: 40 }).chain((text) => {
    const edge = fc.integer({ min: 0, max: text.length });
    const span = fc.tuple(edge, edge).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    return fc.tuple(fc.constant(text), fc.array(span, { maxLength: 6 }));
  });

  it('is whole again when its parts are joined', () => {
    fc.assert(
      fc.property(cases, ([text, spans]) => {
        const parts = cutText(text, spans);
        expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
    );
  });

  it('gives every span just its own characters', () => {
    fc.assert(
      fc.property(cases, ([text, spans]) => {
        for (const span of spans) {
          const own = cutText(text, spans).filter((part) => part.spans.includes(span));
          expect(own.map((part) => part.text).join('')).toBe(text.slice(span.start, span.end));
        }
      }),
    );
  });
});
