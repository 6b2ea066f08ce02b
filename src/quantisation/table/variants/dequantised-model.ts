import {
  decodeFloats,
  encodeFloats,
  type GgufFile,
  type GgufTensor,
  knownGgmlType,
  openGguf,
  writeGguf,
} from '../../../checkpoint/index.ts';
import { last } from '../../../core/known.ts';

import { dequantiseFloat8Rows, dequantiseInt4Rows } from '../../compressed-tensors/dequantise-rows.ts';
import { quantiseFloat8Rows, quantiseInt4Rows } from '../../compressed-tensors/quantise-rows.ts';
import type { Scheme } from '../../compressed-tensors/scheme.ts';

/**
 * Writes a model file with the weights that a compressed-tensors file stands for, so that llama.cpp can
 * measure what the format does to the model: matrices quantised and turned back, the rest rounded to
 * bfloat16. Activations are not quantised: of FP8 this is the part that the weights lose.
 */
export async function writeDequantisedModel(
  source: string,
  target: string,
  scheme: Scheme,
  signal: AbortSignal,
): Promise<void> {
  const gguf = await openGguf(source);
  const plain = knownGgmlType('F32');
  const half = knownGgmlType('BF16');
  try {
    const tensors = [...gguf.tensors.values()].map((tensor) => ({
      name: tensor.name,
      type: tensor.dimensions.length === 1 ? plain : half,
      dimensions: tensor.dimensions,
      bytes: () => storedBytes(gguf, tensor, scheme, signal),
    }));
    await writeGguf(target, { metadata: gguf.header.metadata, tensors }, signal);
  } finally {
    await gguf.close();
  }
}

async function* storedBytes(
  gguf: GgufFile,
  { name, dimensions }: GgufTensor,
  scheme: Scheme,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const values = gguf.readValues(name, signal);
  if (dimensions.length === 1) {
    // GGUF holds norms with 1.0 added; what is rounded is the weight itself.
    for await (const piece of values) {
      const rounded = decodeFloats(
        'BF16',
        encodeFloats(
          'BF16',
          piece.map((value) => value - 1),
        ),
      );
      yield encodeFloats(
        'F32',
        rounded.map((value) => value + 1),
      );
    }
  } else if (name === 'token_embd.weight') {
    for await (const piece of values) yield encodeFloats('BF16', piece);
  } else {
    // Pieces do not end with rows; a matrix of a layer is small enough to be whole.
    const pieces = await Array.fromAsync(values, (piece) => encodeFloats('BF16', piece));
    const rows = {
      halves: new Uint16Array(new Uint8Array(Buffer.concat(pieces)).buffer),
      columns: last(dimensions),
    };
    const back =
      scheme.name === 'fp8'
        ? dequantiseFloat8Rows(quantiseFloat8Rows(rows), rows.columns)
        : dequantiseInt4Rows(quantiseInt4Rows(rows, scheme.groupSize), scheme.groupSize);
    yield encodeFloats('BF16', back);
  }
}
