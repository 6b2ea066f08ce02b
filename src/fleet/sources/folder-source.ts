import type { Files } from '../files/files.ts';
import type { Source } from './source.ts';

/** A stick, a mounted image, or a folder of a neighbour's disk that has the layout of the hub. */
export function folderSource(files: Files, root: string): Source {
  const read = async (path: string, mostBytes: number) => {
    const size = await files.size(`${root}/${path}`);
    if (size === undefined || size > mostBytes) return undefined;
    return files.read(`${root}/${path}`);
  };
  return {
    name: root,
    read,
    readMetadata: (name, mostBytes) => read(`metadata/${name}`, mostBytes),
  };
}
