import { crc32, deflateRawSync } from 'node:zlib';

/** A ZIP file with these entries; `statedSizes` lets an entry lie about what it unpacks to. */
export function tinyZip(
  entries: Readonly<Record<string, string | Uint8Array>>,
  statedSizes: Readonly<Record<string, number>> = {},
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(statedSizes[name] ?? bytes.length, 18);
    const nameBytes = Buffer.from(name);
    const nameLength = Buffer.from([nameBytes.length, 0]);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      fields,
      nameLength,
      Buffer.alloc(2),
      nameBytes,
      packed,
    ]);
    const place = Buffer.alloc(4);
    place.writeUInt32LE(offset);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        Buffer.from([20, 0]),
        fields,
        nameLength,
        Buffer.alloc(12),
        place,
        nameBytes,
      ]),
    );
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
