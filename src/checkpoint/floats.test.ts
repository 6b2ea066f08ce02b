import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFloats, encodeFloats } from './floats.ts';

describe('encodeFloats and decodeFloats', () => {
  it('keep every float32', () => {
    fc.assert(
      fc.property(fc.float32Array({ noNaN: true }), (values) => {
        expect(decodeFloats('F32', encodeFloats('F32', values))).toEqual(values);
      }),
    );
  });

  it('keep every value that the format holds', () => {
    for (const format of ['BF16', 'F16'] as const) {
      fc.assert(
        fc.property(fc.float32Array({ noNaN: true }), (values) => {
          const once = decodeFloats(format, encodeFloats(format, values));
          expect(decodeFloats(format, encodeFloats(format, once))).toEqual(once);
        }),
      );
    }
  });

  it('round bfloat16 to the nearest, ties to even', () => {
    const cases = [
      [1, 1],
      [1 + 2 ** -8, 1],
      [1 + 2 ** -8 + 2 ** -20, 1 + 2 ** -7],
      [1 + 3 * 2 ** -8, 1 + 2 ** -6],
      [-(1 + 2 ** -8), -1],
      [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ] as const;
    for (const [value, expected] of cases) {
      expect([...decodeFloats('BF16', encodeFloats('BF16', Float32Array.of(value)))]).toEqual([expected]);
    }
  });

  it('keep NaN as NaN', () => {
    const bytes = Uint32Array.of(0x7f800001);
    const encoded = encodeFloats('BF16', new Float32Array(bytes.buffer));
    expect(decodeFloats('BF16', encoded)[0]).toBeNaN();
  });
});
