import { type Files, writeWhole } from '../files/files.ts';
import { publishedFiles } from '../metadata/published-files.ts';
import type { Trust } from '../metadata/trust.ts';
import { chunkPath, packPath } from '../packs/pack.ts';
import { knownPack } from '../slots/fetch-release.ts';
import type { Places } from '../slots/places.ts';
import { SharedFiles } from './shared-files.ts';

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
  const shared = new SharedFiles(files, places, async () => trust);
  let written = 0;
  const isThere = async (path: string, sizeBytes: number | undefined) =>
    (await files.size(`${stick}/${path}`)) === sizeBytes;
  const put = async (path: string, bytes: Uint8Array | undefined) => {
    if (!bytes) return;
    await writeWhole(files, `${stick}/${path}`, bytes);
    written += bytes.length;
  };
  for (const release of releases) {
    const pack = await knownPack(files, places, release);
    if (!pack) continue;
    for (const { sha256, storedBytes } of pack.blobs.flatMap(({ chunks }) => chunks)) {
      const path = chunkPath(sha256);
      if (!(await isThere(path, storedBytes))) await put(path, await shared.read(path));
    }
    const path = packPath(release);
    const description = await shared.read(path);
    if (!(await isThere(path, description?.length))) await put(path, description);
  }
  for (const [name, text] of publishedFiles(trust)) {
    const [path, bytes] = [`metadata/${name}`, Buffer.from(text)];
    if (name === 'timestamp.json' || !(await isThere(path, bytes.length))) await put(path, bytes);
  }
  return written;
}
