import { Metadata, MetadataKind, Signature } from '@tufjs/models';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import {
  announcementSchema,
  type Offer,
  type PackRole,
  packKinds,
  roleOf,
  roles,
  targetPath,
} from '../packs/release.ts';
import type { SigningKey } from './signing-key.ts';

const specVersion = '1.0.31';

/** A metadata file as it is published. */
export interface SignedFile {
  readonly version: number;
  readonly text: string;
}

type PublicKey = Pick<SigningKey, 'keyId' | 'public'>;

/** Who may sign: three keys of which two must (root and delegations), one that is online, one or more for each role. */
export interface KeyPlan {
  readonly root: readonly PublicKey[];
  readonly rootThreshold: number;
  readonly online: readonly PublicKey[];
  readonly roles: Readonly<
    Record<PackRole, { readonly keys: readonly PublicKey[]; readonly threshold: number }>
  >;
}

interface Common {
  readonly version: number;
  readonly expires: Date;
}

/** The root: which keys sign what. Signed by the old and the new root keys. */
export function writeRoot(
  plan: KeyPlan,
  { version, expires }: Common,
  keys: readonly SigningKey[],
): SignedFile {
  const root = { keyids: idsOf(plan.root), threshold: plan.rootThreshold };
  const online = { keyids: idsOf(plan.online), threshold: 1 };
  return signed(MetadataKind.Root, version, keys, {
    _type: 'root',
    spec_version: specVersion,
    version,
    expires: expires.toISOString(),
    consistent_snapshot: true,
    keys: keyTable([...plan.root, ...plan.online]),
    roles: { root, targets: root, snapshot: online, timestamp: online },
  });
}

/** The delegations: which role signs which kinds of packs. Signed by root keys; it names no release itself. */
export function writeDelegations(
  plan: KeyPlan,
  { version, expires }: Common,
  keys: readonly SigningKey[],
): SignedFile {
  return signed(MetadataKind.Targets, version, keys, {
    _type: 'targets',
    spec_version: specVersion,
    version,
    expires: expires.toISOString(),
    targets: {},
    delegations: {
      keys: keyTable(roles.flatMap((role) => plan.roles[role].keys)),
      roles: roles.map((role) => ({
        name: role,
        keyids: idsOf(plan.roles[role].keys),
        threshold: plan.roles[role].threshold,
        terminating: true,
        paths: packKinds.filter((kind) => roleOf[kind] === role).map((kind) => `${kind}/*/*`),
      })),
    },
  });
}

/** What a role offers. */
export function writeOffers(
  offers: readonly Offer[],
  { version, expires }: Common,
  keys: readonly SigningKey[],
): SignedFile {
  const targets = offers.map(({ release, packBytes, ...announcement }) => [
    targetPath(announcement),
    { length: packBytes, hashes: { sha256: release }, custom: announcementSchema.parse(announcement) },
  ]);
  return signed(MetadataKind.Targets, version, keys, {
    _type: 'targets',
    spec_version: specVersion,
    version,
    expires: expires.toISOString(),
    targets: Object.fromEntries(targets),
  });
}

/** Which versions belong together, and which releases are stopped. */
export function writeSnapshot(
  files: Readonly<Record<string, SignedFile>>,
  held: readonly string[],
  { version, expires }: Common,
  keys: readonly SigningKey[],
): SignedFile {
  return signed(MetadataKind.Snapshot, version, keys, {
    _type: 'snapshot',
    spec_version: specVersion,
    version,
    expires: expires.toISOString(),
    meta: Object.fromEntries(Object.entries(files).map(([name, file]) => [`${name}.json`, metaOf(file)])),
    held: [...held].sort(),
  });
}

/** The newest snapshot, and when this was said: a school's clock is compared with it. */
export function writeTimestamp(
  snapshot: SignedFile,
  { version, expires }: Common,
  issued: Date,
  keys: readonly SigningKey[],
): SignedFile {
  return signed(MetadataKind.Timestamp, version, keys, {
    _type: 'timestamp',
    spec_version: specVersion,
    version,
    expires: expires.toISOString(),
    meta: { 'snapshot.json': metaOf(snapshot) },
    issued: issued.toISOString(),
  });
}

type Content = Parameters<typeof Metadata.fromJSON>[1];

/** Reads what was built as any reader would, and signs that. */
function signed(
  kind: MetadataKind,
  version: number,
  keys: readonly SigningKey[],
  content: Content,
): SignedFile {
  const data: Content = { signed: content, signatures: [] };
  const metadata = parse(kind, data);
  for (const key of keys)
    metadata.sign((bytes) => new Signature({ keyID: key.keyId, sig: key.sign(bytes) }), true);
  return { version, text: `${JSON.stringify(metadata.toJSON())}\n` };
}

function parse(kind: MetadataKind, data: Content) {
  if (kind === MetadataKind.Root) return Metadata.fromJSON(kind, data);
  if (kind === MetadataKind.Timestamp) return Metadata.fromJSON(kind, data);
  return kind === MetadataKind.Snapshot
    ? Metadata.fromJSON(kind, data)
    : Metadata.fromJSON(MetadataKind.Targets, data);
}

function metaOf({ version, text }: SignedFile) {
  const bytes = Buffer.from(text);
  return {
    version,
    length: bytes.length,
    hashes: { sha256: sha256(bytes) },
  };
}

function idsOf(keys: readonly PublicKey[]): string[] {
  return keys.map(({ keyId }) => keyId);
}

function keyTable(keys: readonly PublicKey[]) {
  return Object.fromEntries(
    keys.map((key) => [key.keyId, { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: key.public } }]),
  );
}
