import type { Gemma3Shape } from '../../checkpoint/index.ts';
import { boundFor, type MemoryBound } from '../../llama/index.ts';

/** Node, the library's buffers for one step, texts that are read for their vectors, grammars. */
const ownBytes = 2 ** 30;
/** Keys and values at 8 bits: 34 bytes for 32 of them. */
const bytesPerValue = 34 / 32;

/**
 * The most memory that the engine's process may take: twice the file (llama.cpp packs weights again for the
 * processor), the attention caches as if every layer kept everything, what is kept of shared texts, and 1 GiB.
 */
export function engineBound(options: {
  readonly fileBytes: number;
  readonly shape: Gemma3Shape;
  /** Of all sequences together. */
  readonly contextTokens: number;
  readonly sharedCacheBytes: number;
}): MemoryBound {
  const { fileBytes, shape, contextTokens, sharedCacheBytes } = options;
  const valuesPerToken = 2 * shape.layers * shape.keyValueHeads * shape.headDimension;
  return boundFor(
    2 * fileBytes + contextTokens * valuesPerToken * bytesPerValue + sharedCacheBytes + ownBytes,
  );
}
