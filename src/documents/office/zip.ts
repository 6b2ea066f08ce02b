import yauzl from 'yauzl';
import type { ReadReject } from '../reader.ts';

// A book of a thousand pages unpacks to a few megabytes of text; what unpacks to more than this is a trap.
const maximumEntryBytes = 64 * 1024 * 1024;
const maximumTotalBytes = 256 * 1024 * 1024;
const maximumEntries = 20_000;

/** Why a ZIP file was left. */
export class ZipError extends Error {
  readonly reject: ReadReject;

  constructor(reason: 'damaged-file' | 'zip-bomb', value: string) {
    super(value);
    this.reject = { reason, value };
  }
}

/** The texts of an open ZIP file, each unpacked when it is asked for. */
export interface Zip {
  readonly names: readonly string[];
  /** The content of an entry; undefined when there is none of that name. */
  entry(name: string): Promise<Buffer | undefined>;
}

/**
 * Opens a ZIP file for the time of `use`. What an entry says about its size is held against what comes out
 * of it, and neither one entry nor all of them may unpack to more than memory has room for.
 * @throws ZipError when it is damaged or unpacks to too much.
 */
export async function withZip<Result>(path: string, use: (zip: Zip) => Promise<Result>): Promise<Result> {
  const file = await yauzl
    .openPromise(path, { autoClose: false, lazyEntries: true })
    .catch((error: unknown) => {
      throw damaged(error);
    });
  try {
    const entries = new Map<string, yauzl.Entry>();
    try {
      for await (const entry of file.eachEntry()) {
        if (entries.size >= maximumEntries) throw new ZipError('zip-bomb', `over ${maximumEntries} entries`);
        entries.set(entry.fileName, entry);
      }
    } catch (error) {
      throw damaged(error);
    }
    const budget = { bytes: maximumTotalBytes };
    return await use({
      names: [...entries.keys()],
      entry: async (name) => {
        const entry = entries.get(name);
        return entry && (await unpack(file, entry, budget));
      },
    });
  } finally {
    file.close();
  }
}

async function unpack(file: yauzl.ZipFile, entry: yauzl.Entry, budget: { bytes: number }): Promise<Buffer> {
  const limit = Math.min(maximumEntryBytes, budget.bytes);
  if (entry.uncompressedSize > limit) {
    throw new ZipError('zip-bomb', `${entry.fileName} unpacks to ${entry.uncompressedSize} bytes`);
  }
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of await file.openReadStreamPromise(entry)) {
      sizeBytes += (chunk as Buffer).length;
      if (sizeBytes > limit)
        throw new ZipError('zip-bomb', `${entry.fileName} unpacks to over ${limit} bytes`);
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw damaged(error);
  }
  budget.bytes -= sizeBytes;
  return Buffer.concat(chunks);
}

function damaged(error: unknown): ZipError {
  if (error instanceof ZipError) return error;
  return new ZipError('damaged-file', error instanceof Error ? error.message : String(error));
}
