import koi8t from '../data/koi8-t.json' with { type: 'json' };

/** Encodings of Tajik and Russian text of one byte a character; the last three only hold Russian letters. */
export const singleByteEncodings = [
  'windows-1251',
  'koi8-t',
  'ibm866',
  'iso-8859-5',
  'x-mac-cyrillic',
] as const;

/** Encodings of Tajik and Russian text files. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', ...singleByteEncodings] as const;

export type Encoding = (typeof encodings)[number];

const koi8Units = Uint16Array.from({ length: 256 }, (_, byte) =>
  byte < 0x80 ? byte : koi8t.bytes80toFF.charCodeAt(byte - 0x80),
);
const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

/** Decodes bytes; what is no character becomes U+FFFD. A byte-order mark is left out. */
export function decode(encoding: Encoding, bytes: Uint8Array): string {
  if (encoding === 'koi8-t') return decodeKoi8(bytes);
  let decoder = decoders.get(encoding);
  if (!decoder) {
    decoder = new TextDecoder(encoding);
    decoders.set(encoding, decoder);
  }
  return decoder.decode(bytes);
}

// Node's TextDecoder does not know KOI8-T.
function decodeKoi8(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length);
  for (let index = 0; index < bytes.length; index += 1) units[index] = koi8Units[bytes[index] ?? 0] ?? 0xfffd;
  return Buffer.from(units.buffer).toString('utf16le');
}

/** Text in an encoding of one byte a character: for tests and measurements. Unknown characters become `?`. */
export function encodeSingleByte(encoding: (typeof singleByteEncodings)[number], text: string): Uint8Array {
  const all = decode(
    encoding,
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
  );
  const bytes = new Map([...all].map((character, byte) => [character, byte]));
  return Uint8Array.from(text, (character) => bytes.get(character) ?? 0x3f);
}
