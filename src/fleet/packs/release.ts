import { z } from 'zod';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';

/** What arrives in packs. `exam` is the sealed exam that a model has to pass. */
export const packKinds = ['software', 'model', 'books', 'items', 'words', 'exam'] as const;
export type PackKind = (typeof packKinds)[number];

/** Who signs what (delegations of the metadata): a stolen key of one role installs nothing of another. */
export const roles = ['software', 'model', 'content'] as const;
export type PackRole = (typeof roles)[number];

/** The role that signs packs of a kind. Exams are content: whoever holds the key of the models cannot make them easier. */
export const roleOf: Readonly<Record<PackKind, PackRole>> = {
  software: 'software',
  model: 'model',
  books: 'content',
  items: 'content',
  words: 'content',
  exam: 'content',
};

const packName = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}[a-z0-9]$/u);

/**
 * What signed metadata says of a release beside its hash (the `custom` of a TUF target). Whole numbers only: canonical JSON
 * has no others.
 */
export const announcementSchema = z.strictObject({
  kind: z.enum(packKinds),
  name: packName,
  /** Counts up within kind and name; a school never goes to a lower one but by rolling back. */
  number: z.int().min(1),
  /** For people: `1.4.0`. */
  title: z.string().min(1).max(100),
  /** Of the files, unpacked. */
  sizeBytes: z.int().positive(),
  /** How many of 10,000 schools are let in; raised by newer metadata. */
  schoolsIn10000: z.int().min(0).max(10_000),
  /** Nobody starts it, and who tries it goes back. */
  held: z.boolean(),
  /** The number of the software (`software/soro`) that it needs at least. */
  needsSoftware: z.int().min(1).optional(),
  /** Memory of the machine that it needs at least. */
  needsMemoryBytes: z.int().positive().optional(),
  /** The release of an exam that a model must pass. */
  exam: sha256Schema.optional(),
  /** Opens that exam (AES-256): it travels sealed, and is opened when the model is there. */
  examKey: sha256Schema.optional(),
});

/** A release that signed metadata offers. */
export interface Offer extends z.output<typeof announcementSchema> {
  /** SHA-256 of its pack's description, from which everything else follows. */
  readonly release: string;
  /** Bytes of that description. */
  readonly packBytes: number;
}

/** Stays free for the database and its backups. */
const reserveBytes = 200_000_000;

/** What must be free before a release is fetched: its blobs, and the release made from them. */
export function bytesNeeded({ sizeBytes }: Pick<Offer, 'sizeBytes'>): number {
  return 2 * sizeBytes + reserveBytes;
}

/** `model/soro-270m`: what follows one after another. */
export type TrackName = `${PackKind}/${string}`;

export function trackOf({ kind, name }: Pick<Offer, 'kind' | 'name'>): TrackName {
  return `${kind}/${name}`;
}

/** The path of a release in the metadata; roles are limited to their kinds by it. */
export function targetPath({ kind, name, number }: Pick<Offer, 'kind' | 'name' | 'number'>): string {
  return `${kind}/${name}/${number}.json`;
}
