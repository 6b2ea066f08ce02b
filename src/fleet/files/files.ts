/**
 * What updates do to a disk, in the steps between which the power can fail. The school's disk is one (`diskFiles`); tests
 * have another, which loses what was not synced (`UnreliableFiles`). Paths are joined with `/`.
 */
export interface Files {
  /** Undefined when it is not there. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Fewer bytes when the file ends before. */
  readAt(path: string, offset: number, length: number): Promise<Uint8Array>;
  /** Of a file; undefined when it is not there. */
  size(path: string): Promise<number | undefined>;
  exists(path: string): Promise<boolean>;
  /** Replaces or makes a file. Nothing is certain before `sync`. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Writes into a file, which is made where it is missing. */
  writeAt(path: string, offset: number, bytes: Uint8Array): Promise<void>;
  makeExecutable(path: string): Promise<void>;
  /** When this returns, the content of the file, or the entries of the folder, are on the disk. */
  sync(path: string): Promise<void>;
  /** Within one folder: the old entry or the new one, never neither. */
  rename(from: string, to: string): Promise<void>;
  /** A second name of the same bytes; a copy where the file system has none. */
  link(from: string, to: string): Promise<void>;
  /** A symbolic link that must not exist yet. */
  makeLink(target: string, path: string): Promise<void>;
  readLink(path: string): Promise<string | undefined>;
  /** With the folders above it; on the disk when this returns. */
  makeFolder(path: string): Promise<void>;
  /** Names in a folder, sorted; none when it is not there. */
  list(path: string): Promise<string[]>;
  /** A file, link or folder with everything in it; nothing happens when it is not there. */
  remove(path: string): Promise<void>;
}

/** The folder part of a path. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Writes a file so that it is the old or the new one, whole, whenever the power fails. */
export async function writeWhole(files: Files, path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.tmp`;
  await files.makeFolder(folderOf(path));
  await files.write(draft, bytes);
  await files.sync(draft);
  await files.rename(draft, path);
  await files.sync(folderOf(path));
}

/** Points a symbolic link elsewhere in one step. */
export async function pointLink(files: Files, path: string, target: string): Promise<void> {
  if ((await files.readLink(path)) === target) return;
  const draft = `${path}.tmp`;
  await files.makeFolder(folderOf(path));
  await files.remove(draft);
  await files.makeLink(target, draft);
  await files.rename(draft, path);
  await files.sync(folderOf(path));
}
