/**
 * float32 values that can be read and set as bfloat16 bits: the arithmetic of PyTorch on bfloat16 is
 * float32 arithmetic whose every result is rounded to bfloat16.
 */
export class BrainFloats {
  readonly floats: Float32Array<ArrayBuffer>;
  /** The same memory as integers. */
  readonly words: Uint32Array<ArrayBuffer>;

  constructor(length: number) {
    this.floats = new Float32Array(length);
    this.words = new Uint32Array(this.floats.buffer);
  }

  setBits(index: number, half: number): void {
    this.words[index] = half << 16;
  }

  /** The upper 16 bits after rounding to the nearest bfloat16, ties to even; NaN is not looked after. */
  roundedBits(index: number): number {
    const word = this.words[index] ?? 0;
    return (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
  }
}

const single = new BrainFloats(1);

/** The bfloat16 nearest to a finite number, ties to even. */
export function roundToBrainFloat(value: number): number {
  single.floats[0] = value;
  single.setBits(0, single.roundedBits(0));
  return single.floats[0] ?? 0;
}

/** The 16 bits of a number that is a bfloat16. */
export function brainFloatBits(value: number): number {
  single.floats[0] = value;
  return (single.words[0] ?? 0) >>> 16;
}
