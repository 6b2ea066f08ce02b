import type { Files } from '../files/files.ts';
import { type SigningKey, temporaryKey } from '../metadata/signing-key.ts';
import type { KeyPlan } from '../metadata/write-metadata.ts';
import { makePack } from '../packs/make-pack.ts';
import type { Pack } from '../packs/pack.ts';
import { type Offer, type PackKind, type PackRole, roleOf } from '../packs/release.ts';
import { Repository } from '../publish/repository.ts';

export interface HubKeys {
  readonly root: readonly SigningKey[];
  readonly online: readonly SigningKey[];
  readonly roles: Readonly<Record<PackRole, readonly SigningKey[]>>;
}

export function madeKeys(): HubKeys {
  const of = (role: PackRole) => [temporaryKey(role)];
  return {
    root: [temporaryKey('root'), temporaryKey('root'), temporaryKey('root')],
    online: [temporaryKey('online')],
    roles: { software: of('software'), model: of('model'), content: of('content') },
  };
}

export function planOf(keys: HubKeys): KeyPlan {
  const one = (role: PackRole) => ({ keys: keys.roles[role], threshold: 1 });
  return {
    root: keys.root,
    rootThreshold: 2,
    online: keys.online,
    roles: { software: one('software'), model: one('model'), content: one('content') },
  };
}

/** A hub that publishes releases of a few bytes; for tests and benches. */
export class MadeHub {
  readonly keys: HubKeys;
  readonly repository: Repository;
  readonly #files: Files;
  readonly #packs = new Map<string, Pack>();

  constructor(files: Files, root: string, keys: HubKeys = madeKeys()) {
    this.#files = files;
    this.keys = keys;
    this.repository = new Repository(files, root);
  }

  begin(now: Date): Promise<string> {
    return this.repository.begin(planOf(this.keys), this.keys, now);
  }

  /** Publishes a release with these files, for every school unless `changes` say otherwise. */
  async release(
    kind: PackKind,
    number: number,
    files: Readonly<Record<string, Uint8Array>>,
    now: Date,
    { changes = {}, chunkSize = 4096 }: { changes?: Partial<Offer>; chunkSize?: number } = {},
  ): Promise<Offer> {
    const packed = [];
    for (const [path, bytes] of Object.entries(files)) {
      const source = `${this.repository.root}-work/${kind}-${number}/${path}`;
      await this.#files.makeFolder(source.slice(0, source.lastIndexOf('/')));
      await this.#files.write(source, bytes);
      packed.push({ path, source, executable: false });
    }
    const before = this.#packs.get(kind);
    const made = await makePack(this.#files, this.repository.root, kind, packed, { before, chunkSize });
    this.#packs.set(kind, made.pack);
    const offer: Offer = {
      kind,
      name: 'soro',
      number,
      title: `${kind} ${number}`,
      sizeBytes: made.sizeBytes,
      schoolsIn10000: 10_000,
      held: false,
      ...changes,
      release: made.release,
      packBytes: made.packBytes,
    };
    await this.repository.publish(roleOf[kind], (offers) => [...offers, offer], this.keys, now);
    return offer;
  }
}
