import { MetadataKind } from '@tufjs/models';
import { type Files, folderOf, writeWhole } from '../files/files.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import type { Trust } from '../metadata/trust.ts';
import { chunkPath, packPath } from '../packs/pack.ts';
import { roles } from '../packs/release.ts';
import { knownPack } from '../slots/fetch-release.ts';
import type { Places } from '../slots/places.ts';
import { sharedFile } from './shared-file.ts';

/**
 * Writes what a school has of a hub's files onto a stick, in the hub's layout, so that another school takes it from there.
 * What lies there already is left; `timestamp.json` comes last.
 * @returns bytes written.
 */
export async function carryTo(
  files: Files,
  places: Places,
  trust: Trust,
  stick: string,
  releases: readonly string[],
): Promise<number> {
  let written = 0;
  const copy = async (path: string) => {
    const bytes = await sharedFile(files, places, trust, path);
    const target = `${stick}/${path}`;
    const isThere = path !== 'metadata/timestamp.json' && (await files.size(target)) === bytes?.length;
    if (!bytes || isThere) return;
    await files.makeFolder(folderOf(target));
    await writeWhole(files, target, bytes);
    written += bytes.length;
  };
  for (const release of releases) {
    const pack = await knownPack(files, places, release);
    if (!pack) continue;
    for (const chunk of pack.blobs.flatMap(({ chunks }) => chunks)) await copy(chunkPath(chunk.sha256));
    await copy(packPath(release));
  }
  for (const name of metadataNames(trust)) await copy(`metadata/${name}.json`);
  return written;
}

function metadataNames(trust: Trust): string[] {
  const versioned = (kind: MetadataKind, text: string, name: string) =>
    `${readMetadata(kind, text).signed.version}.${name}`;
  const names = trust.roots.map((text) => versioned(MetadataKind.Root, text, 'root'));
  for (const part of ['targets', ...roles] as const) {
    const text = trust[part];
    if (text !== null) names.push(versioned(MetadataKind.Targets, text, part));
  }
  if (trust.snapshot !== null) names.push(versioned(MetadataKind.Snapshot, trust.snapshot, 'snapshot'));
  return [...names, 'timestamp'];
}
