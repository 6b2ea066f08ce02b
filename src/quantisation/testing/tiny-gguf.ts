import { writeFile } from 'node:fs/promises';

export interface TinyGguf {
  /** `gemma3.block_count`; llama.cpp asserts that it is above 0. */
  readonly blocks: number;
  /** Rows of the one weight, `token_embd.weight`, of 32 columns in F32. */
  readonly rows: number;
}

/**
 * Writes the smallest GGUF that llama.cpp quantises: a few keys and one weight. It is no model that
 * could be loaded, so only the child process is tested with it.
 */
export async function writeTinyGguf(file: string, { blocks, rows }: TinyGguf): Promise<void> {
  const keys = [
    Buffer.concat([text('general.architecture'), uint32(8), text('gemma3')]),
    integerKey('gemma3.context_length', 512),
    integerKey('gemma3.embedding_length', 32),
    integerKey('gemma3.block_count', blocks),
    integerKey('gemma3.attention.head_count_kv', 1),
    Buffer.concat([text('gemma3.attention.layer_norm_rms_epsilon'), uint32(6), float32(1e-6)]),
  ];
  const tensor = Buffer.concat([
    text('token_embd.weight'),
    uint32(2),
    uint64(32),
    uint64(rows),
    uint32(0),
    uint64(0),
  ]);
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    uint32(3),
    uint64(1),
    uint64(keys.length),
    ...keys,
    tensor,
  ]);
  const padding = Buffer.alloc((32 - (head.length % 32)) % 32);
  const weights = Float32Array.from({ length: 32 * rows }, (_, index) => Math.sin(index));
  await writeFile(file, Buffer.concat([head, padding, Buffer.from(weights.buffer)]));
}

function integerKey(key: string, value: number): Buffer {
  return Buffer.concat([text(key), uint32(4), uint32(value)]);
}

function text(value: string): Buffer {
  return Buffer.concat([uint64(value.length), Buffer.from(value)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}
