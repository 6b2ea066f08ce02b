import { CorruptArtefactError } from '../../core/errors.ts';
import { type GgufScalar, type GgufScalarType, type GgufValue, scalarTypes } from './metadata.ts';

/** The bytes read so far end before the header does: read more, or report a cut file. */
export class HeaderTooShort extends Error {
  readonly place: string;

  constructor(place: string) {
    super('The header continues.');
    this.place = place;
  }
}

/** Walks over the little-endian values of a GGUF header. */
export class HeaderCursor {
  #position = 0;
  #place = 'header';
  readonly #bytes: Buffer;
  readonly #file: string;

  constructor(bytes: Buffer, file: string) {
    this.#bytes = bytes;
    this.#file = file;
  }

  get position(): number {
    return this.#position;
  }

  ascii(length: number): string {
    return this.#bytes.toString('latin1', this.#advance(length), this.#position);
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#advance(4));
  }

  /** A 64-bit number that counts or measures something; `place` goes into errors. */
  count(place: string): number {
    this.#place = place;
    const value = this.#bytes.readBigUInt64LE(this.#advance(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw this.#senseless(`The size ${value} makes no sense.`);
    return Number(value);
  }

  text(place: string): string {
    const length = this.count(place);
    // A length beyond any header must not make the reader load the whole file first.
    if (length > 64 << 20) throw this.#senseless(`A text of ${length} bytes makes no sense.`);
    return this.#bytes.toString('utf8', this.#advance(length), this.#position);
  }

  /** A metadata value: its type, then the value. */
  value(key: string): GgufValue {
    this.#place = key;
    const type = this.#type();
    if (type !== 'array') return { type, value: this.#scalar(type, key) };
    const itemType = this.#type();
    if (itemType === 'array') throw this.#senseless('Arrays of arrays are not supported.');
    const length = this.count(key);
    if (length > 1 << 26) throw this.#senseless(`An array of ${length} values makes no sense.`);
    const value: GgufScalar[] = [];
    for (let index = 0; index < length; index += 1) value.push(this.#scalar(itemType, key));
    return { type, itemType, value };
  }

  #type(): (typeof scalarTypes)[number] {
    const id = this.uint32();
    const type = scalarTypes[id];
    if (!type) throw this.#senseless(`The value type ${id} does not exist.`);
    return type;
  }

  #scalar(type: GgufScalarType, key: string): GgufScalar {
    const bytes = this.#bytes;
    switch (type) {
      case 'uint8':
        return bytes.readUInt8(this.#advance(1));
      case 'int8':
        return bytes.readInt8(this.#advance(1));
      case 'uint16':
        return bytes.readUInt16LE(this.#advance(2));
      case 'int16':
        return bytes.readInt16LE(this.#advance(2));
      case 'uint32':
        return this.uint32();
      case 'int32':
        return bytes.readInt32LE(this.#advance(4));
      case 'float32':
        return bytes.readFloatLE(this.#advance(4));
      case 'float64':
        return bytes.readDoubleLE(this.#advance(8));
      case 'uint64':
        return plainNumber(bytes.readBigUInt64LE(this.#advance(8)));
      case 'int64':
        return plainNumber(bytes.readBigInt64LE(this.#advance(8)));
      case 'bool':
        return bytes.readUInt8(this.#advance(1)) !== 0;
      case 'string':
        return this.text(key);
    }
  }

  /** Moves on and returns where the bytes began. */
  #advance(length: number): number {
    const start = this.#position;
    if (start + length > this.#bytes.length) throw new HeaderTooShort(this.#place);
    this.#position = start + length;
    return start;
  }

  #senseless(message: string): CorruptArtefactError {
    return new CorruptArtefactError({
      message,
      file: this.#file,
      place: this.#place,
      remedy: 'Copy or download the file again: its header is damaged (or big-endian).',
    });
  }
}

function plainNumber(value: bigint): number | bigint {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER)
    ? Number(value)
    : value;
}
