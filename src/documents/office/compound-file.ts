// Source of the layout: [MS-CFB], Microsoft, sections 2.2 to 2.6.
const signature = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const headerBytes = 512;
const directoryEntryBytes = 128;
const endOfChain = 0xfffffffe;
const mostEntries = 10_000;

/** Whether bytes begin like a compound file: DOC, XLS, PPT, and Office files behind a password. */
export function isCompoundFile(bytes: Uint8Array): boolean {
  return signature.subarray(0, 4).equals(bytes.subarray(0, 4));
}

/**
 * The streams of a compound file by name, each read when it is asked for; undefined when the file's tables of sectors
 * cannot be followed.
 */
export function openCompoundFile(file: Buffer): ReadonlyMap<string, () => Buffer> | undefined {
  if (file.length < headerBytes || !isCompoundFile(file)) return undefined;
  const sectorBytes = 2 ** file.readUInt16LE(30);
  const smallBytes = 2 ** file.readUInt16LE(32);
  if (sectorBytes < 128 || sectorBytes > 4096 || smallBytes > sectorBytes) return undefined;
  const sector = (number: number) => {
    const start = (number + 1) * sectorBytes;
    return file.subarray(start, start + sectorBytes);
  };
  const table = numbersOf(tableSectors(file, sector).map(sector));
  const chain = (first: number, read: (number: number) => Buffer, next: readonly number[]) => {
    const parts: Buffer[] = [];
    // A damaged chain may lead round in a circle.
    for (
      let number = first;
      number < next.length && parts.length <= next.length;
      number = next[number] ?? endOfChain
    )
      parts.push(read(number));
    return Buffer.concat(parts);
  };
  const directory = chain(file.readUInt32LE(48), sector, table);
  const smallTable = numbersOf([chain(file.readUInt32LE(60), sector, table)]);
  const smallStart = directory.length >= directoryEntryBytes ? directory.readUInt32LE(116) : endOfChain;
  const smallSectors = chain(smallStart, sector, table);
  const small = (number: number) => smallSectors.subarray(number * smallBytes, (number + 1) * smallBytes);
  const smallLimit = file.readUInt32LE(56);
  const streams = new Map<string, () => Buffer>();
  for (
    let at = 0;
    at + directoryEntryBytes <= directory.length && streams.size < mostEntries;
    at += directoryEntryBytes
  ) {
    const entry = directory.subarray(at, at + directoryEntryBytes);
    const nameBytes = entry.readUInt16LE(64);
    if (entry[66] !== 2 || nameBytes < 2 || nameBytes > 64) continue;
    const name = entry.toString('utf16le', 0, nameBytes - 2);
    const first = entry.readUInt32LE(116);
    const sizeBytes = entry.readUInt32LE(120);
    const isSmall = sizeBytes < smallLimit;
    streams.set(name, () =>
      (isSmall ? chain(first, small, smallTable) : chain(first, sector, table)).subarray(0, sizeBytes),
    );
  }
  return streams.size === 0 ? undefined : streams;
}

/** The sectors that hold the table of sectors: named in the header, the rest in a chain of their own. */
function tableSectors(file: Buffer, sector: (number: number) => Buffer): number[] {
  const numbers = numbersOf([file.subarray(76, headerBytes)]);
  const seen = new Set<number>();
  for (let next = file.readUInt32LE(68); next < endOfChain && !seen.has(next); ) {
    seen.add(next);
    const own = numbersOf([sector(next)]);
    next = own.pop() ?? endOfChain;
    numbers.push(...own);
  }
  return numbers.filter((number) => number < endOfChain - 1);
}

function numbersOf(buffers: readonly Buffer[]): number[] {
  const numbers: number[] = [];
  for (const buffer of buffers)
    for (let at = 0; at + 4 <= buffer.length; at += 4) numbers.push(buffer.readUInt32LE(at));
  return numbers;
}
