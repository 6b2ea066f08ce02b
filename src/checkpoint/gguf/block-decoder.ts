/** Turns one block at `block` of `bytes` into values at `start` of `output`. */
export type BlockDecoder = (
  bytes: Uint8Array,
  /** The 16-bit float at an offset of `bytes`. */
  half: (offset: number) => number,
  block: number,
  output: Float32Array,
  start: number,
) => void;
