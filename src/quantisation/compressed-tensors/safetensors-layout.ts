/** Number formats of the files written here. */
export type StoredFormat = 'I64' | 'I32' | 'BF16' | 'F8_E4M3';

/** A tensor of the file to be written. */
export interface StoredTensor {
  readonly name: string;
  readonly format: StoredFormat;
  readonly dimensions: readonly number[];
}

/** The order of safetensors' Rust library: wide formats first, so that everything is aligned. */
const formatOrder: readonly StoredFormat[] = ['I64', 'I32', 'BF16', 'F8_E4M3'];
const formatBytes: Readonly<Record<StoredFormat, number>> = { I64: 8, I32: 4, BF16: 2, F8_E4M3: 1 };

/** Where everything goes in a safetensors file. */
export interface SafetensorsLayout {
  /** Length, header and padding: the file up to its data. */
  readonly header: Uint8Array;
  readonly sizeBytes: number;
  /** Name → first byte from the start of the file. */
  readonly offsets: ReadonlyMap<string, number>;
}

/**
 * Lays tensors out as the safetensors library does (by format, then by name), so that a file with the
 * same tensors has the same bytes.
 */
export function layOutSafetensors(tensors: readonly StoredTensor[]): SafetensorsLayout {
  const order = tensors.toSorted(
    (left, right) =>
      formatOrder.indexOf(left.format) - formatOrder.indexOf(right.format) ||
      Buffer.compare(Buffer.from(left.name), Buffer.from(right.name)),
  );
  const table: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  const relative = new Map<string, number>();
  let offset = 0;
  for (const { name, format, dimensions } of order) {
    const end = offset + dimensions.reduce((product, size) => product * size, formatBytes[format]);
    table[name] = { dtype: format, shape: dimensions, data_offsets: [offset, end] };
    relative.set(name, offset);
    offset = end;
  }
  const text = Buffer.from(JSON.stringify(table));
  const header = Buffer.alloc(8 + Math.ceil(text.length / 8) * 8, ' ');
  header.writeBigUInt64LE(BigInt(header.length - 8));
  text.copy(header, 8);
  return {
    header,
    sizeBytes: header.length + offset,
    offsets: new Map(relative.entries().map(([name, start]) => [name, header.length + start])),
  };
}
