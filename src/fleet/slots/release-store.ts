import { sha256 } from '../../core/artefact/fingerprint.ts';
import { type Files, folderOf } from '../files/files.ts';
import type { Pack } from '../packs/pack.ts';
import { hashOf, knownPack, missingRelease } from './fetch-release.ts';
import type { Places } from './places.ts';

/**
 * Makes `releases/HASH` from blobs, under another name first: when the folder is there, it is whole. Large files are second
 * names of their blobs and take no room.
 * @throws CorruptArtefactError when a blob is not there or damaged.
 */
export async function unpackRelease(files: Files, places: Places, release: string): Promise<void> {
  const target = places.release(release);
  if (await isWhole(files, places, release)) return;
  const pack = await knownPack(files, places, release);
  if (!pack) throw missingRelease(release, places.pack(release));
  const draft = `${target}.draft`;
  await files.remove(draft);
  const folders = new Set<string>([draft]);
  await files.makeFolder(draft);
  const blobs = await Promise.all(pack.blobs.map(({ sha256 }) => wholeBlob(files, places, sha256)));
  for (const file of pack.files) {
    const path = `${draft}/${file.path}`;
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
    await files.makeFolder(folderOf(path));
    const source = pack.blobs[file.blob];
    if (source && source.sizeBytes === file.sizeBytes) await files.link(places.blob(source.sha256), path);
    else if (file.sizeBytes === 0) await files.write(path, new Uint8Array());
    else {
      const blob = blobs[file.blob];
      if (!blob || !source) throw missingRelease(release, path);
      await files.write(path, await files.readAt(blob, file.offset, file.sizeBytes));
    }
    if (file.executable) await files.makeExecutable(path);
    await files.sync(path);
  }
  for (const folder of [...folders].sort().reverse()) await files.sync(folder);
  const old = `${target}.old`;
  await files.remove(old);
  if (await files.exists(target)) await files.rename(target, old);
  await files.rename(draft, target);
  await files.sync(places.releases);
  await files.remove(old);

  async function wholeBlob(disk: Files, at: Places, sha256: string): Promise<string> {
    const path = at.blob(sha256);
    if ((await hashOf(disk, path)) === sha256) return path;
    // Fetched again next time.
    await disk.remove(path);
    throw missingRelease(release, path);
  }
}

/** After a power cut: gives a release that was being repaired its name back, and clears away what was not finished. */
export async function tidyReleases(files: Files, places: Places): Promise<void> {
  for (const name of await files.list(places.releases)) {
    const path = `${places.releases}/${name}`;
    if (name.endsWith('.draft')) await files.remove(path);
    if (!name.endsWith('.old')) continue;
    const target = path.slice(0, -'.old'.length);
    if (await files.exists(target)) await files.remove(path);
    else {
      await files.rename(path, target);
      await files.sync(places.releases);
    }
  }
}

/** Whether a release is there to its last byte. Reads all of it. */
export async function isWhole(files: Files, places: Places, release: string): Promise<boolean> {
  if (!(await files.exists(places.release(release)))) return false;
  const pack = await knownPack(files, places, release);
  if (!pack) return false;
  for (const [index, blob] of pack.blobs.entries()) {
    const own = pack.files.filter((file) => file.blob === index);
    const [first] = own;
    if (own.length === 1 && first?.sizeBytes === blob.sizeBytes) {
      if ((await hashOf(files, pathOf(first.path))) !== blob.sha256) return false;
      continue;
    }
    const parts: Uint8Array[] = [];
    for (const file of own.toSorted((one, other) => one.offset - other.offset)) {
      const bytes = await files.read(pathOf(file.path));
      if (bytes?.length !== file.sizeBytes) return false;
      parts.push(bytes);
    }
    if (sha256(Buffer.concat(parts)) !== blob.sha256) return false;
  }
  return true;

  function pathOf(path: string): string {
    return `${places.release(release)}/${path}`;
  }
}

/** Removes releases, blobs and descriptions that nothing needs any more. */
export async function removeOthers(
  files: Files,
  places: Places,
  needed: ReadonlySet<string>,
): Promise<number> {
  let removed = 0;
  const blobs = new Set<string>();
  for (const release of needed) {
    const pack: Pack | undefined = await knownPack(files, places, release);
    for (const { sha256 } of pack?.blobs ?? []) blobs.add(sha256);
    for (const { patch } of pack?.deltas ?? []) blobs.add(patch.sha256);
  }
  const sweep = async (folder: string, keep: (name: string) => boolean) => {
    for (const name of await files.list(folder)) {
      if (keep(name)) continue;
      await files.remove(`${folder}/${name}`);
      removed += 1;
    }
  };
  await sweep(places.releases, (name) => needed.has(name));
  await sweep(places.packs, (name) => needed.has(name.replace(/\.json$/u, '')));
  await sweep(places.blobs, (name) => blobs.has(name.replace(/\.part$/u, '')));
  return removed;
}
