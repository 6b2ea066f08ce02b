import { type Files, writeWhole } from '../files/files.ts';
import { folderPost, type Post } from './post.ts';
import { isReceived, parseReceipt, receiptPath } from './receipt.ts';
import { mostSegmentBytes, parseSegmentName, readSegment, segmentPath } from './segment.ts';

/** What a school keeps of other schools' segments at most. */
const mostCarriedBytes = 200_000_000;

/**
 * Other schools' sealed segments and receipts on their way: nobody here can open them. They are kept until a receipt says
 * that the hub has them.
 */
export class Carrier {
  readonly #files: Files;
  readonly #school: string;
  readonly #mostBytes: number;
  readonly #own: Post;

  /** @param school whose own segments are not carried here. */
  constructor(files: Files, root: string, school: string, mostBytes: number = mostCarriedBytes) {
    this.#files = files;
    this.#school = school;
    this.#mostBytes = mostBytes;
    this.#own = folderPost(files, `${root}/carried`);
    this.#home = `${root}/carried/home`;
  }

  readonly #home: string;

  /** What lies here. */
  async carried(): Promise<string[]> {
    return (await this.#own.list()).filter((path) => !path.startsWith('receipts/'));
  }

  /** Takes what lies at a post and is not known here. Damaged ones are left. @returns how many segments were taken. */
  async pickUp(post: Post): Promise<number> {
    let taken = 0;
    let room = this.#mostBytes - (await this.#sizeBytes());
    for (const path of await post.list()) {
      if (path.startsWith('receipts/')) {
        await this.#takeReceipt(post, path);
        continue;
      }
      if (path.startsWith(this.#school) || (await this.#files.exists(`${this.#home}/${path}`))) continue;
      const bytes = await post.read(path, mostSegmentBytes);
      if (!bytes || bytes.length > room || !isSound(path, bytes) || (await this.#isReceived(path))) continue;
      await this.#put(path, bytes);
      room -= bytes.length;
      taken += 1;
    }
    await this.#sweep();
    return taken;
  }

  /** Leaves everything at a post that does not have it yet. @returns how many segments were left there. */
  async bring(post: Post): Promise<number> {
    if (!post.write) return 0;
    for (const school of new Set((await this.carried()).map((path) => path.split('/')[0] ?? '')))
      await this.#takeReceipt(post, receiptPath(school));
    await this.#sweep();
    let left = 0;
    for (const path of await this.#own.list()) {
      const bytes = await this.#own.read(path, mostSegmentBytes);
      if (!bytes) continue;
      if (path.startsWith('receipts/')) {
        const there = await post.read(path, 1_000_000);
        if (!there || reach(bytes) > reach(there)) await post.write(path, bytes);
        continue;
      }
      if ((await post.has(path, bytes)) || !isSound(path, bytes)) continue;
      await post.write(path, bytes);
      left += 1;
    }
    return left;
  }

  async #takeReceipt(post: Post, path: string): Promise<void> {
    const bytes = await post.read(path, 1_000_000);
    if (bytes && (await this.#isNewer(path, bytes))) await this.#put(path, bytes);
  }

  async #sweep(): Promise<void> {
    for (const path of await this.carried())
      if (await this.#isReceived(path)) await this.#files.remove(`${this.#home}/${path}`);
  }

  async #isReceived(path: string): Promise<boolean> {
    const [school = '', name = ''] = path.split('/');
    const segment = parseSegmentName(name);
    const bytes = await this.#own.read(receiptPath(school), 1_000_000);
    if (!segment || !bytes) return false;
    return isReceived(parseReceipt(bytes), segment.epoch, segment.sequence);
  }

  async #isNewer(path: string, bytes: Uint8Array): Promise<boolean> {
    const known = await this.#own.read(path, 1_000_000);
    return reach(bytes) > (known ? reach(known) : 0);
  }

  async #put(path: string, bytes: Uint8Array): Promise<void> {
    await writeWhole(this.#files, `${this.#home}/${path}`, bytes);
  }

  async #sizeBytes(): Promise<number> {
    let sum = 0;
    for (const path of await this.#own.list()) sum += (await this.#files.size(`${this.#home}/${path}`)) ?? 0;
    return sum;
  }
}

/** Whether a segment is what its path says, with a signature that holds. */
function isSound(path: string, bytes: Uint8Array): boolean {
  try {
    return segmentPath(readSegment(bytes, path)) === path;
  } catch {
    return false;
  }
}

/** How far a receipt goes; 0 for what is none. A hub never knows less than before. */
function reach(bytes: Uint8Array): number {
  const receipt = parseReceipt(bytes);
  return receipt?.epochs.reduce((sum, { sequence }) => sum + sequence, 0) ?? 0;
}
