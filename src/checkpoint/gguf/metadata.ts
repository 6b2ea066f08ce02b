/** The value types of GGUF metadata, by their number in the file. */
export const scalarTypes = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'bool',
  'string',
  'array',
  'uint64',
  'int64',
  'float64',
] as const;

export type GgufScalarType = Exclude<(typeof scalarTypes)[number], 'array'>;

/** Whole numbers beyond 2^53 come as `bigint`, all others as `number`. */
export type GgufScalar = number | bigint | boolean | string;

/** One metadata value with the type it has in the file, so that a copy can be written unchanged. */
export type GgufValue =
  | { readonly type: GgufScalarType; readonly value: GgufScalar }
  | { readonly type: 'array'; readonly itemType: GgufScalarType; readonly value: readonly GgufScalar[] };

/** Metadata in file order: key → value. */
export type GgufMetadata = ReadonlyMap<string, GgufValue>;

/** The number under a key, or `undefined` when it is absent or no number. */
export function metadataNumber(metadata: GgufMetadata, key: string): number | undefined {
  const value = metadata.get(key)?.value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? value : undefined;
}

/** The text under a key, or `undefined` when it is absent or no text. */
export function metadataText(metadata: GgufMetadata, key: string): string | undefined {
  const value = metadata.get(key)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The array of texts under a key, or `undefined` when it is absent or something else. */
export function metadataTexts(metadata: GgufMetadata, key: string): readonly string[] | undefined {
  const entry = metadata.get(key);
  return entry?.type === 'array' && entry.itemType === 'string'
    ? (entry.value as readonly string[])
    : undefined;
}

/** The array of numbers under a key, or `undefined` when it is absent or something else. */
export function metadataNumbers(metadata: GgufMetadata, key: string): readonly number[] | undefined {
  const entry = metadata.get(key);
  if (entry?.type !== 'array' || entry.itemType === 'string' || entry.itemType === 'bool') return undefined;
  return entry.value as readonly number[];
}

/** Short forms for building metadata. */
export const ggufValue = {
  text: (value: string): GgufValue => ({ type: 'string', value }),
  uint32: (value: number): GgufValue => ({ type: 'uint32', value }),
  float32: (value: number): GgufValue => ({ type: 'float32', value }),
  bool: (value: boolean): GgufValue => ({ type: 'bool', value }),
  array: (itemType: GgufScalarType, value: readonly GgufScalar[]): GgufValue => ({
    type: 'array',
    itemType,
    value,
  }),
} as const;
