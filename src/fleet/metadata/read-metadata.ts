import {
  Metadata,
  MetadataKind,
  type Root,
  type Snapshot,
  type Targets,
  type Timestamp,
} from '@tufjs/models';

/** Metadata that cannot be used; `refreshTrust` turns it into an outcome. */
export class MetadataFault extends Error {
  readonly refusal: 'unreadable' | 'not-signed' | 'older' | 'mixed' | 'expired-root' | 'expired';

  constructor(refusal: MetadataFault['refusal'], message: string) {
    super(message);
    this.refusal = refusal;
  }
}

interface Kinds {
  readonly [MetadataKind.Root]: Root;
  readonly [MetadataKind.Timestamp]: Timestamp;
  readonly [MetadataKind.Snapshot]: Snapshot;
  readonly [MetadataKind.Targets]: Targets;
}

const read = {
  [MetadataKind.Root]: (data: Data) => Metadata.fromJSON(MetadataKind.Root, data),
  [MetadataKind.Timestamp]: (data: Data) => Metadata.fromJSON(MetadataKind.Timestamp, data),
  [MetadataKind.Snapshot]: (data: Data) => Metadata.fromJSON(MetadataKind.Snapshot, data),
  [MetadataKind.Targets]: (data: Data) => Metadata.fromJSON(MetadataKind.Targets, data),
} satisfies { [Kind in MetadataKind]: (data: Data) => Metadata<Kinds[Kind]> };

type Data = Parameters<typeof Metadata.fromJSON>[1];

/** Texts are read again and again, and what is read is never changed. */
const parsed = new Map<MetadataKind, Map<string, unknown>>();
/** Of each kind. */
const mostParsed = 128;

/**
 * Reads a metadata file; nothing of it is believed yet.
 * @throws MetadataFault when it is damaged or of another type.
 */
export function readMetadata<Kind extends MetadataKind>(
  kind: Kind,
  text: string,
): ReturnType<(typeof read)[Kind]> {
  const own = parsed.get(kind) ?? new Map<string, unknown>();
  parsed.set(kind, own);
  const known = own.get(text);
  if (known) {
    // What was used last stays longest.
    own.delete(text);
    own.set(text, known);
    return known as ReturnType<(typeof read)[Kind]>;
  }
  try {
    // The library checks the shape of what it is given.
    const data = JSON.parse(text) as Data;
    const metadata = read[kind](data) as ReturnType<(typeof read)[Kind]>;
    if (own.size >= mostParsed) own.delete(own.keys().next().value ?? text);
    own.set(text, metadata);
    return metadata;
  } catch (error) {
    throw new MetadataFault('unreadable', `${kind}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Signatures that were found right: metadata → who vouched → role. Neither is ever changed. */
const signed = new WeakMap<object, WeakMap<object, Set<string>>>();

/** @throws MetadataFault when not enough of the keys that `by` names have signed. */
export function checkSigned(
  by: Metadata<Root> | Metadata<Targets>,
  role: string,
  metadata: Metadata<Root> | Metadata<Timestamp> | Metadata<Snapshot> | Metadata<Targets>,
): void {
  const checks = signed.get(metadata) ?? new WeakMap<object, Set<string>>();
  if (checks.get(by)?.has(role)) return;
  try {
    by.verifyDelegate(role, metadata);
    signed.set(metadata, checks.set(by, new Set(checks.get(by)).add(role)));
  } catch (error) {
    throw new MetadataFault('not-signed', error instanceof Error ? error.message : String(error));
  }
}

/** When the hub made this; milliseconds since 1970. */
export function issuedAt({ signed }: Metadata<Timestamp>): number | undefined {
  const { issued } = signed.unrecognizedFields;
  const time = typeof issued === 'string' ? Date.parse(issued) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Releases that the online role has stopped. */
export function heldBy({ signed }: Metadata<Snapshot>): string[] {
  const { held } = signed.unrecognizedFields;
  return Array.isArray(held) ? held.filter((entry) => typeof entry === 'string') : [];
}
