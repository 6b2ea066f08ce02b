import { z } from 'zod';
import type { Files } from '../files/files.ts';
import { writeWhole } from '../files/files.ts';

/** Where segments and receipts are left and found: a stick, a folder, a server, a neighbour. Paths lie below its `home/`. */
export interface Post {
  /** For people. */
  readonly name: string;
  /** Every path, sorted. @throws SourceFault when it cannot be reached. */
  list(): Promise<string[]>;
  /** Undefined where there is none. */
  read(path: string, mostBytes: number): Promise<Uint8Array | undefined>;
  /** Whether these bytes lie there already. */
  has(path: string, bytes: Uint8Array): Promise<boolean>;
  /** Undefined where nothing can be left, as at a neighbour. */
  readonly write?: ((path: string, bytes: Uint8Array) => Promise<void>) | undefined;
}

const folderName = z.string().regex(/^(?:[0-9a-f]{32}|receipts)$/u);

/** A stick or a folder. */
export function folderPost(files: Files, root: string): Post {
  const home = `${root}/home`;
  return {
    name: root,
    async list() {
      const paths: string[] = [];
      for (const folder of await files.list(home)) {
        if (!folderName.safeParse(folder).success) continue;
        for (const name of await files.list(`${home}/${folder}`)) paths.push(`${folder}/${name}`);
      }
      return paths;
    },
    async read(path, mostBytes) {
      const sizeBytes = await files.size(`${home}/${path}`);
      return sizeBytes === undefined || sizeBytes > mostBytes ? undefined : files.read(`${home}/${path}`);
    },
    async has(path, bytes) {
      if ((await files.size(`${home}/${path}`)) !== bytes.length) return false;
      return Buffer.compare(bytes, (await files.read(`${home}/${path}`)) ?? Buffer.alloc(0)) === 0;
    },
    write: (path, bytes) => writeWhole(files, `${home}/${path}`, bytes),
  };
}
