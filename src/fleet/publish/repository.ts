import { MetadataKind } from '@tufjs/models';
import { BadInputError } from '../../core/errors.ts';
import { type Files, writeWhole } from '../files/files.ts';
import { knownOffers } from '../metadata/known-offers.ts';
import { heldBy, readMetadata } from '../metadata/read-metadata.ts';
import { refreshTrust } from '../metadata/refresh-trust.ts';
import type { SigningKey } from '../metadata/signing-key.ts';
import { firstTrust, type Trust } from '../metadata/trust.ts';
import {
  type KeyPlan,
  type SignedFile,
  writeDelegations,
  writeOffers,
  writeRoot,
  writeSnapshot,
  writeTimestamp,
} from '../metadata/write-metadata.ts';
import { type Offer, type PackRole, roleOf, roles } from '../packs/release.ts';
import { folderSource } from '../sources/folder-source.ts';

const dayMs = 24 * 60 * 60_000;

/** How long metadata is believed. The online one must outlast the slowest courier. */
export const lifeDays = { root: 3 * 365, delegations: 365, offers: 365, online: 90 } as const;

/** Keys that sign, by role; only the ones a call needs. */
export interface Signers {
  readonly root?: readonly SigningKey[] | undefined;
  readonly online: readonly SigningKey[];
  readonly roles?: Partial<Readonly<Record<PackRole, readonly SigningKey[]>>> | undefined;
}

/** The hub's folder of static files: `metadata/`, `packs/`, `chunks/`. Whatever serves files can serve it. */
export class Repository {
  readonly root: string;
  readonly #files: Files;

  constructor(files: Files, root: string) {
    this.#files = files;
    this.root = root;
  }

  /**
   * The first root, delegations and empty offers, after the ceremony of keys. Returns the root for schools to be enrolled with.
   * @throws BadInputError when there is a root already.
   */
  async begin(plan: KeyPlan, signers: Required<Signers>, now: Date): Promise<string> {
    if (await this.#files.exists(this.#path('1.root.json'))) {
      throw new BadInputError({
        message: 'There is a root here already.',
        file: this.#path('1.root.json'),
        remedy: 'Publish into this folder, or name an empty one.',
      });
    }
    const first = (days: number) => ({ version: 1, expires: later(now, days) });
    const root = writeRoot(plan, first(lifeDays.root), signers.root ?? []);
    await this.#write('root', root);
    const parts: Record<string, SignedFile> = {
      targets: writeDelegations(plan, first(lifeDays.delegations), signers.root ?? []),
    };
    for (const role of roles)
      parts[role] = writeOffers([], first(lifeDays.offers), signers.roles?.[role] ?? []);
    await this.#publish(parts, [], signers.online, now);
    return root.text;
  }

  /** What the folder says now, verified as a school would. @throws BadInputError when it does not verify. */
  async trust(now: Date): Promise<Trust> {
    const first = await this.#files.read(this.#path('1.root.json'));
    if (!first) throw this.#unusable('there is no 1.root.json');
    const root = Buffer.from(first).toString('utf8');
    const clock = { now: now.getTime(), trusted: true };
    const refreshed = await refreshTrust(firstTrust(root), folderSource(this.#files, this.root), clock);
    // An expired timestamp is what publishing is about to mend.
    if (refreshed.outcome === 'newer') return refreshed.trust;
    if (refreshed.outcome === 'expired') {
      const early = { now: 0, trusted: false };
      const before = await refreshTrust(firstTrust(root), folderSource(this.#files, this.root), early);
      if (before.outcome === 'newer') return before.trust;
    }
    throw this.#unusable(refreshed.detail);
  }

  async offers(now: Date): Promise<Offer[]> {
    return offersIn(await this.trust(now));
  }

  /**
   * Changes what a role offers: `change` gets its offers and returns the new ones. Signed by the role's keys, then by the
   * online key.
   */
  async publish(
    role: PackRole,
    change: (offers: readonly Offer[]) => readonly Offer[],
    signers: Signers,
    now: Date,
  ): Promise<void> {
    const trust = await this.trust(now);
    const own = offersIn(trust).filter(({ kind }) => roleOf[kind] === role);
    const version = versionOf(trust[role]) + 1;
    const signed = writeOffers(
      change(own),
      { version, expires: later(now, lifeDays.offers) },
      signers.roles?.[role] ?? [],
    );
    await this.#publish({ ...parts(trust), [role]: signed }, heldIn(trust), signers.online, now);
  }

  /** Releases that are stopped now. */
  async held(now: Date): Promise<string[]> {
    return heldIn(await this.trust(now));
  }

  /** Stops releases, or lets them continue, with the online key alone. */
  async hold(held: readonly string[], online: readonly SigningKey[], now: Date): Promise<void> {
    const trust = await this.trust(now);
    await this.#publish(parts(trust), held, online, now);
  }

  /** Says again that all of this is current; for a timer. */
  async renew(online: readonly SigningKey[], now: Date): Promise<void> {
    const trust = await this.trust(now);
    await this.#publish(parts(trust), heldIn(trust), online, now);
  }

  /** New keys for some roles: the next root, signed by enough of the old and the new root keys; delegations with it. */
  async replaceKeys(plan: KeyPlan, signers: Required<Signers>, now: Date): Promise<void> {
    const trust = await this.trust(now);
    const root = signers.root ?? [];
    const rootVersion = trust.roots.length + 1;
    const next = writeRoot(plan, { version: rootVersion, expires: later(now, lifeDays.root) }, root);
    const delegations = writeDelegations(
      plan,
      { version: versionOf(trust.targets) + 1, expires: later(now, lifeDays.delegations) },
      root,
    );
    const signed: Record<string, SignedFile> = { ...parts(trust), targets: delegations };
    const offers = offersIn(trust);
    for (const role of roles) {
      const own = offers.filter(({ kind }) => roleOf[kind] === role);
      const common = { version: versionOf(trust[role]) + 1, expires: later(now, lifeDays.offers) };
      signed[role] = writeOffers(own, common, signers.roles?.[role] ?? []);
    }
    await this.#write('root', next);
    await this.#publish(signed, heldIn(trust), signers.online, now);
  }

  /** Files with a version in their name first, `timestamp.json` last: a school never sees half of it. */
  async #publish(
    signed: Readonly<Record<string, SignedFile>>,
    held: readonly string[],
    online: readonly SigningKey[],
    now: Date,
  ): Promise<void> {
    const previous = await this.#files.read(this.#path('timestamp.json'));
    const version = previous
      ? readMetadata(MetadataKind.Timestamp, Buffer.from(previous).toString('utf8')).signed.version + 1
      : 1;
    const common = { version, expires: later(now, lifeDays.online) };
    for (const [name, file] of Object.entries(signed)) await this.#write(name, file);
    const snapshot = writeSnapshot(signed, held, common, online);
    await this.#write('snapshot', snapshot);
    const timestamp = writeTimestamp(snapshot, common, now, online);
    await writeWhole(this.#files, this.#path('timestamp.json'), Buffer.from(timestamp.text));
  }

  async #write(name: string, { version, text }: SignedFile): Promise<void> {
    await writeWhole(this.#files, this.#path(`${version}.${name}.json`), Buffer.from(text));
  }

  #path(name: string): string {
    return `${this.root}/metadata/${name}`;
  }

  #unusable(detail: string): BadInputError {
    return new BadInputError({
      message: `What is published here does not verify: ${detail}.`,
      file: this.root,
      remedy: 'Begin with `soro hub begin`, or copy the folder of the hub again.',
    });
  }
}

function parts(trust: Trust): Record<string, SignedFile> {
  const found: Record<string, SignedFile> = {};
  for (const name of ['targets', ...roles] as const) {
    const text = trust[name];
    if (text !== null) found[name] = { version: versionOf(text), text };
  }
  return found;
}

function versionOf(text: string | null): number {
  return text === null ? 0 : readMetadata(MetadataKind.Targets, text).signed.version;
}

/** Whatever the time: what has expired is about to be signed anew. */
function offersIn(trust: Trust): Offer[] {
  return [...knownOffers(trust, { now: 0, trusted: false }).offers];
}

function heldIn({ snapshot }: Trust): string[] {
  return snapshot === null ? [] : heldBy(readMetadata(MetadataKind.Snapshot, snapshot));
}

function later(now: Date, days: number): Date {
  return new Date(now.getTime() + days * dayMs);
}
