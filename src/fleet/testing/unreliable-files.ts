import { MachineError } from '../../core/errors.ts';
import type { Files } from '../files/files.ts';

/** The power has failed: whatever ran is gone, and what was not synced may be. */
export class PowerCut extends Error {}

class FileNode {
  current: Buffer = Buffer.alloc(0);
  durable: Buffer = Buffer.alloc(0);
}

class LinkNode {
  readonly target: string;

  constructor(target: string) {
    this.target = target;
  }
}

type Node = FileNode | LinkNode | FolderNode;
type Change = (entries: Map<string, Node>) => void;

class FolderNode {
  current = new Map<string, Node>();
  durable = new Map<string, Node>();
  /** Changes since the last sync, in order: after a cut a beginning of them has happened. */
  log: Change[] = [];

  change(change: Change): void {
    change(this.current);
    this.log.push(change);
  }

  sync(): void {
    for (const change of this.log) change(this.durable);
    this.log = [];
  }
}

export interface Unreliability {
  readonly random: () => number;
  /** Writes until the power fails. Default: never. */
  readonly cutAfter?: number | undefined;
  /** Bytes that fit. Default: any number. */
  readonly capacityBytes?: number | undefined;
  /** A disk that lies: nothing is on it when `sync` returns. To see that the tests see it. */
  readonly lies?: boolean | undefined;
}

/**
 * A disk in memory that behaves as badly as a real one may: after a power cut, what was written and not synced is there,
 * or not, or in part; entries of folders that were not synced are there in part, in order. Folders themselves are
 * made at once, as `diskFiles` syncs them.
 */
export class UnreliableFiles implements Files {
  readonly #root = new FolderNode();
  readonly #random: () => number;
  #writesLeft: number;
  #capacityBytes: number;
  #isOff = false;
  readonly #lies: boolean;
  /** How many steps have been taken that change something. */
  writes = 0;

  constructor({ random, cutAfter, capacityBytes, lies = false }: Unreliability) {
    this.#lies = lies;
    this.#random = random;
    this.#writesLeft = cutAfter ?? Number.POSITIVE_INFINITY;
    this.#capacityBytes = capacityBytes ?? Number.POSITIVE_INFINITY;
  }

  /** The power comes back; the next cut after so many writes. */
  restart(cutAfter = Number.POSITIVE_INFINITY): void {
    this.#isOff = false;
    this.#writesLeft = cutAfter;
  }

  setCapacity(bytes: number): void {
    this.#capacityBytes = bytes;
  }

  /** What is on the disk, for a backup of all of it. */
  copy(): UnreliableFiles {
    const copy = new UnreliableFiles({ random: this.#random, lies: this.#lies });
    copy.become(this);
    return copy;
  }

  /** A backup of a whole disk is restored. */
  become(other: UnreliableFiles): void {
    const root = copyOfFolder(other.#root);
    this.#root.current = root.current;
    this.#root.durable = root.durable;
    this.#root.log = [];
  }

  /** Flips one bit of one file below a folder. Returns its path, or undefined where there is no file with content. */
  flipBit(below: string): string | undefined {
    const found = [...this.#walk(this.#find(below), below)].filter(({ node }) => node.durable.length > 0);
    const chosen = found[Math.floor(this.#random() * found.length)];
    if (!chosen) return undefined;
    const { node } = chosen;
    const bit = Math.floor(this.#random() * node.durable.length * 8);
    const copy = Buffer.from(node.durable);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    node.durable = copy;
    node.current = copy;
    return chosen.path;
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    this.#live();
    const node = this.#find(path);
    return node instanceof FileNode ? Buffer.from(node.current) : undefined;
  }

  async readAt(path: string, offset: number, length: number): Promise<Uint8Array> {
    this.#live();
    return Buffer.from(this.#file(path).current.subarray(offset, offset + length));
  }

  async size(path: string): Promise<number | undefined> {
    this.#live();
    const node = this.#find(path);
    return node instanceof FileNode ? node.current.length : undefined;
  }

  async exists(path: string): Promise<boolean> {
    this.#live();
    return this.#find(path) !== undefined;
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    await this.#step(() => {
      this.#fits(bytes.length);
      const node = this.#makeFile(path);
      node.current = Buffer.from(bytes);
    });
  }

  async writeAt(path: string, offset: number, bytes: Uint8Array): Promise<void> {
    await this.#step(() => {
      this.#fits(bytes.length);
      const node = this.#makeFile(path);
      const grown = Buffer.alloc(Math.max(node.current.length, offset + bytes.length));
      node.current.copy(grown);
      grown.set(bytes, offset);
      node.current = grown;
    });
  }

  async makeExecutable(path: string): Promise<void> {
    await this.#step(() => this.#file(path));
  }

  async sync(path: string): Promise<void> {
    await this.#step(() => {
      const node = this.#find(path);
      if (this.#lies) return;
      if (node instanceof FolderNode) node.sync();
      else if (node instanceof FileNode) node.durable = node.current;
      else throw new Error(`Nothing to sync at ${path}.`);
    });
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#step(() => {
      const [folder, name] = this.#parent(from);
      const [other, newName] = this.#parent(to);
      if (folder !== other) throw new Error('Renames stay within a folder.');
      const node = folder.current.get(name);
      if (!node) throw new Error(`Nothing to rename at ${from}.`);
      const before = folder.current.get(newName);
      if (before instanceof FolderNode && before.current.size > 0) throw new Error(`${to} is not empty.`);
      folder.change((entries) => {
        entries.delete(name);
        entries.set(newName, node);
      });
    });
  }

  async link(from: string, to: string): Promise<void> {
    await this.#step(() => {
      const node = this.#file(from);
      const [folder, name] = this.#parent(to);
      folder.change((entries) => void entries.set(name, node));
    });
  }

  async makeLink(target: string, path: string): Promise<void> {
    await this.#step(() => {
      const [folder, name] = this.#parent(path);
      if (folder.current.has(name)) throw new Error(`${path} is there already.`);
      const node = new LinkNode(target);
      folder.change((entries) => void entries.set(name, node));
    });
  }

  async readLink(path: string): Promise<string | undefined> {
    this.#live();
    const node = this.#find(path, false);
    return node instanceof LinkNode ? node.target : undefined;
  }

  async makeFolder(path: string): Promise<void> {
    await this.#step(() => {
      let folder = this.#root;
      for (const name of partsOf(path)) {
        let next = folder.current.get(name);
        if (!next) {
          const made = new FolderNode();
          folder.change((entries) => void entries.set(name, made));
          folder.sync();
          next = made;
        }
        if (!(next instanceof FolderNode)) throw new Error(`${path} leads through a file.`);
        folder = next;
      }
    });
  }

  async list(path: string): Promise<string[]> {
    this.#live();
    const node = this.#find(path);
    return node instanceof FolderNode ? [...node.current.keys()].sort() : [];
  }

  async remove(path: string): Promise<void> {
    const node = this.#find(path, false);
    if (!node) return;
    if (node instanceof FolderNode)
      for (const name of [...node.current.keys()]) await this.remove(`${path}/${name}`);
    await this.#step(() => {
      const [folder, name] = this.#parent(path);
      folder.change((entries) => void entries.delete(name));
    });
  }

  async #step(perform: () => void): Promise<void> {
    this.#live();
    this.#writesLeft -= 1;
    this.writes += 1;
    if (this.#writesLeft > 0) {
      perform();
      return;
    }
    if (this.#random() < 0.5) perform();
    this.#fail();
    throw new PowerCut();
  }

  /** What the cut leaves. */
  #fail(): void {
    this.#isOff = true;
    const files = new Set<FileNode>();
    const settle = (folder: FolderNode) => {
      const kept = Math.floor(this.#random() * (folder.log.length + 1));
      for (const change of folder.log.slice(0, kept)) change(folder.durable);
      folder.log = [];
      folder.current = new Map(folder.durable);
      for (const node of folder.durable.values()) {
        if (node instanceof FolderNode) settle(node);
        else if (node instanceof FileNode) files.add(node);
      }
    };
    settle(this.#root);
    for (const node of files) {
      if (node.durable !== node.current) node.durable = this.#torn(node);
      node.current = node.durable;
    }
  }

  #torn({ durable, current }: FileNode): Buffer {
    const kind = Math.floor(this.#random() * 4);
    if (kind === 0) return durable;
    if (kind === 1) return current;
    const cut = Math.floor(this.#random() * (current.length + 1));
    if (kind === 2) return current.subarray(0, cut);
    // Length written, content not: zeros, as journals leave them.
    return Buffer.concat([current.subarray(0, cut), Buffer.alloc(current.length - cut)]);
  }

  #live(): void {
    if (this.#isOff) throw new PowerCut();
  }

  #fits(bytes: number): void {
    if (this.#capacityBytes === Number.POSITIVE_INFINITY) return;
    let used = 0;
    const seen = new Set<FileNode>();
    for (const { node } of this.#walk(this.#root, '')) {
      if (!seen.has(node)) used += node.current.length;
      seen.add(node);
    }
    if (used + bytes > this.#capacityBytes)
      throw new MachineError({ message: 'The disk is full.', remedy: 'Free some space.' });
  }

  *#walk(node: Node | undefined, path: string): Generator<{ path: string; node: FileNode }> {
    if (node instanceof FileNode) yield { path, node };
    if (!(node instanceof FolderNode)) return;
    for (const [name, inner] of node.current) yield* this.#walk(inner, `${path}/${name}`);
  }

  #makeFile(path: string): FileNode {
    const [folder, name] = this.#parent(path);
    const found = folder.current.get(name);
    if (found instanceof FileNode) return found;
    const made = new FileNode();
    folder.change((entries) => void entries.set(name, made));
    return made;
  }

  #file(path: string): FileNode {
    const node = this.#find(path);
    if (node instanceof FileNode) return node;
    throw new Error(`There is no file ${path}.`);
  }

  #parent(path: string): [FolderNode, string] {
    const name = partsOf(path).at(-1);
    const folder = this.#find(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
    if (name === undefined || !(folder instanceof FolderNode)) throw new Error(`No folder for ${path}.`);
    return [folder, name];
  }

  #find(path: string, follow = true): Node | undefined {
    let node: Node | undefined = this.#root;
    const parts = partsOf(path);
    for (const [index, name] of parts.entries()) {
      if (!(node instanceof FolderNode)) return undefined;
      node = node.current.get(name);
      if (node instanceof LinkNode && (follow || index < parts.length - 1)) {
        const base = parts.slice(0, index);
        for (const step of node.target.split('/')) {
          if (step === '..') base.pop();
          else base.push(step);
        }
        node = this.#find(base.join('/'));
      }
    }
    return node;
  }
}

function copyOfFolder(folder: FolderNode): FolderNode {
  const copy = new FolderNode();
  for (const [name, node] of folder.current) {
    if (node instanceof FolderNode) copy.current.set(name, copyOfFolder(node));
    else if (node instanceof FileNode) {
      const file = new FileNode();
      file.current = file.durable = node.current;
      copy.current.set(name, file);
    } else copy.current.set(name, node);
  }
  copy.durable = new Map(copy.current);
  return copy;
}

const split = new Map<string, readonly string[]>();

function partsOf(path: string): readonly string[] {
  const known = split.get(path);
  if (known) return known;
  const parts = path.split('/').filter((part) => part !== '');
  if (split.size > 5000) split.clear();
  split.set(path, parts);
  return parts;
}
