import { zstdDecompressSync } from 'node:zlib';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import type { MetadataSource } from '../metadata/trust.ts';
import { type Pack, packPath, packSchema } from '../packs/pack.ts';

/** Where releases come from: files below one root, whoever keeps them. Nothing of it is believed before it is checked. */
export interface Source extends MetadataSource {
  /** For people: an address or a folder. */
  readonly name: string;
  /**
   * A file below the root, or undefined where there is none.
   * @throws SourceFault when the source cannot be reached or breaks off, the signal's reason when that is aborted.
   */
  read(path: string, mostBytes: number, signal: AbortSignal): Promise<Uint8Array | undefined>;
}

/** A source that does not answer, or not to the end; another one, or later, may do. */
export class SourceFault extends Error {}

/** A description of a pack grows with its chunks: 80 bytes each; 12 GB are about 1 MB. */
export const mostPackBytes = 16_000_000;

/** The description of a release, whole and what its name says; undefined when the source has none that is. */
export async function readPack(
  source: Source,
  release: string,
  signal: AbortSignal,
): Promise<{ readonly pack: Pack; readonly bytes: Uint8Array } | undefined> {
  const stored = await source.read(packPath(release), mostPackBytes, signal);
  const bytes = stored && unpacked(stored);
  if (!bytes || sha256(bytes) !== release) return undefined;
  return { pack: parsePack(bytes), bytes };
}

function unpacked(stored: Uint8Array): Uint8Array | undefined {
  try {
    return zstdDecompressSync(stored, { maxOutputLength: mostPackBytes });
  } catch {
    return undefined;
  }
}

/** Of bytes whose hash is a release's name. */
export function parsePack(bytes: Uint8Array): Pack {
  return packSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}
