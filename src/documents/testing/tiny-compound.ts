const sectorBytes = 512;
const endOfChain = 0xfffffffe;

/** A compound file (the container of DOC and XLS) with these streams, written by hand. */
export function tinyCompound(streams: Readonly<Record<string, Uint8Array>>): Buffer {
  const entries = [['Root Entry', undefined], ...Object.entries(streams)] as const;
  const directorySectors = Math.ceil(entries.length / 4);
  const table: number[] = [0xfffffffd];
  const sectors: Buffer[] = [];
  const chain = (count: number) => {
    const first = table.length;
    for (let index = 1; index <= count; index += 1) table.push(index === count ? endOfChain : first + index);
    return first;
  };
  const directory = Buffer.alloc(directorySectors * sectorBytes);
  const directoryStart = chain(directorySectors);
  sectors.push(directory);
  for (const [index, [name, content]] of entries.entries()) {
    const entry = directory.subarray(index * 128, (index + 1) * 128);
    entry.write(name, 'utf16le');
    entry.writeUInt16LE((name.length + 1) * 2, 64);
    entry[66] = content ? 2 : 5;
    entry.writeUInt32LE(endOfChain, 116);
    if (!content) continue;
    const padded = Buffer.alloc(Math.ceil(content.length / sectorBytes) * sectorBytes);
    padded.set(content);
    entry.writeUInt32LE(chain(padded.length / sectorBytes), 116);
    entry.writeUInt32LE(content.length, 120);
    sectors.push(padded);
  }
  const allocation = Buffer.alloc(sectorBytes, 0xff);
  for (const [index, next] of table.entries()) allocation.writeUInt32LE(next >>> 0, index * 4);
  const header = Buffer.alloc(sectorBytes);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(directoryStart, 48);
  // No stream is small enough for the table of small sectors.
  header.writeUInt32LE(0, 56);
  header.writeUInt32LE(endOfChain, 60);
  header.writeUInt32LE(endOfChain, 68);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  return Buffer.concat([header, allocation, ...sectors]);
}
