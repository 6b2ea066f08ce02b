import type { Files } from '../files/files.ts';
import { homeIndex, homeIndexFile } from './http-post.ts';
import { folderPost, type Post } from './post.ts';
import { mostSegmentBytes, parseSegmentName } from './segment.ts';

/**
 * What a school shows its neighbours of what is on its way home, its own and what it carries: sealed segments, which a
 * neighbour with a better line may take along, and receipts.
 */
export class HomeShare {
  readonly #carried: Post;
  readonly #files: Files;
  readonly #root: string;
  readonly #school: string;

  constructor(files: Files, root: string, school: string) {
    this.#files = files;
    this.#root = root;
    this.#school = school;
    this.#carried = folderPost(files, `${root}/carried`);
  }

  /** By the path below `home/`. */
  async read(path: string): Promise<Uint8Array | undefined> {
    if (path === homeIndexFile) return Buffer.from(homeIndex(await this.#paths()));
    const [folder, name = ''] = path.split('/');
    if (folder !== this.#school)
      return (await this.#paths()).includes(path) ? this.#carried.read(path, mostSegmentBytes) : undefined;
    return parseSegmentName(name) ? this.#files.read(`${this.#root}/segments/${name}`) : undefined;
  }

  async #paths(): Promise<string[]> {
    const own = (await this.#files.list(`${this.#root}/segments`)).filter((name) => parseSegmentName(name));
    return [...own.map((name) => `${this.#school}/${name}`), ...(await this.#carried.list())].sort();
  }
}
