import { readFile, stat } from 'node:fs/promises';
import yauzl from 'yauzl';
import type { ReadReject } from '../../reader.ts';
import { repairedDirectory, scanEntries } from './damaged-zip.ts';
import { nameOf, type ZipEntry } from './zip-entry.ts';

// A book of a thousand pages unpacks to a few megabytes of text; what unpacks to more than this is a trap.
const maximumEntryBytes = 64 * 1024 * 1024;
const maximumTotalBytes = 256 * 1024 * 1024;
const maximumEntries = 20_000;
const maximumRecoveredBytes = 256 * 1024 * 1024;

/** Why a ZIP file was left. */
export class ZipError extends Error {
  readonly reject: ReadReject;

  constructor(reason: ReadReject['reason'], value: string) {
    super(value);
    this.reject = { reason, value };
  }
}

/** The texts of an open ZIP file, each unpacked when it is asked for. */
export interface Zip {
  readonly names: readonly string[];
  /** What is damaged of the parts that were read, for the ledger. */
  readonly losses: readonly string[];
  /** The content of an entry; undefined when there is none of that name, however its capitals are. */
  entry(name: string): Promise<Buffer | undefined>;
}

/**
 * Opens a ZIP file for the time of `use`. What an entry says about its size is held against what comes out
 * of it, and neither one entry nor all of them may unpack to more than memory has room for. A file with bytes
 * before or behind it, with a damaged directory or without its end is read as far as it goes.
 * @throws ZipError when it is damaged, encrypted or unpacks to too much.
 */
export async function withZip<Result>(path: string, use: (zip: Zip) => Promise<Result>): Promise<Result> {
  const losses: string[] = [];
  const { entries, close } = await openEntries(path, losses);
  try {
    const budget = { bytes: maximumTotalBytes };
    const byName = new Map<string, ZipEntry>();
    for (const entry of entries) {
      if (byName.size >= maximumEntries) throw new ZipError('zip-bomb', `over ${maximumEntries} entries`);
      byName.set(entry.name, entry);
    }
    const byFoldedName = new Map(entries.map((entry) => [folded(entry.name), entry]));
    return await use({
      names: [...byName.keys()],
      losses,
      entry: async (name) => {
        const entry = byName.get(name) ?? byFoldedName.get(folded(name));
        return entry && (await unpack(entry, budget, losses));
      },
    });
  } finally {
    close();
  }
}

interface OpenEntries {
  readonly entries: readonly ZipEntry[];
  readonly close: () => void;
}

async function openEntries(path: string, losses: string[]): Promise<OpenEntries> {
  try {
    return await readDirectory(await yauzl.openPromise(path, { autoClose: false, decodeStrings: false }));
  } catch (error) {
    if (error instanceof ZipError) throw error;
    if ((await stat(path)).size > maximumRecoveredBytes) throw damaged(error);
    return recover(await readFile(path), losses);
  }
}

async function recover(bytes: Buffer, losses: string[]): Promise<OpenEntries> {
  const repaired = repairedDirectory(bytes);
  if (repaired) {
    try {
      return await readDirectory(await yauzl.fromBufferPromise(repaired, { decodeStrings: false }));
    } catch (error) {
      if (error instanceof ZipError) throw error;
    }
  }
  const entries = scanEntries(bytes, maximumEntryBytes);
  if (entries.length === 0)
    throw new ZipError('damaged-file', 'it is no ZIP file, or its beginning is missing');
  losses.push('the directory at the end of the file is missing or damaged; what could be found was read');
  return { entries, close: () => {} };
}

async function readDirectory(file: yauzl.ZipFile): Promise<OpenEntries> {
  const entries: ZipEntry[] = [];
  try {
    for await (const entry of file.eachEntry()) {
      if (entries.length >= maximumEntries) throw new ZipError('zip-bomb', `over ${maximumEntries} entries`);
      entries.push({
        name: nameOf(entry.fileNameRaw),
        isEncrypted: entry.isEncrypted(),
        statedBytes: entry.uncompressedSize,
        async *chunks() {
          for await (const chunk of await file.openReadStreamPromise(entry)) yield chunk as Buffer;
        },
      });
    }
  } catch (error) {
    file.close();
    throw error;
  }
  return { entries, close: () => file.close() };
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

async function unpack(entry: ZipEntry, budget: { bytes: number }, losses: string[]): Promise<Buffer> {
  if (entry.isEncrypted) throw new ZipError('password-protected', 'its parts are encrypted');
  const limit = Math.min(maximumEntryBytes, budget.bytes);
  if (entry.statedBytes > limit) {
    throw new ZipError('zip-bomb', `${entry.name} unpacks to ${entry.statedBytes} bytes`);
  }
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of entry.chunks()) {
      sizeBytes += chunk.length;
      if (sizeBytes > limit) throw new ZipError('zip-bomb', `${entry.name} unpacks to over ${limit} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ZipError) throw error;
    if (error instanceof Error && error.message.startsWith('too many bytes')) throw damaged(error);
    losses.push(`${entry.name} is damaged; ${sizeBytes} bytes of it were read`);
  }
  budget.bytes -= sizeBytes;
  return Buffer.concat(chunks);
}

function damaged(error: unknown): ZipError {
  if (error instanceof ZipError) return error;
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('too many bytes')) {
    return new ZipError('damaged-file', 'a part of it unpacks to more than it states');
  }
  return new ZipError('damaged-file', 'it is no ZIP file, or its directory is damaged');
}
