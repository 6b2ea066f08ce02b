import { z } from 'zod';
import { sha256Schema } from '../../core/artefact/fingerprint.ts';
import type { Track } from '../decide/track.ts';
import { packKinds, type TrackName } from '../packs/release.ts';

// What a later Soro has added is kept: after going back from it, its state must still be read.
const installedSchema = z.looseObject({
  release: sha256Schema,
  number: z.int().min(1),
  title: z.string(),
  sizeBytes: z.int().min(0),
});

const trackSchema = z.looseObject({
  committed: installedSchema.nullable(),
  previous: installedSchema.nullable(),
  trial: z
    .strictObject({
      installed: installedSchema,
      startsLeft: z.int().min(0),
      startedAt: z.number(),
      ranMs: z.number().min(0),
      fault: z.string().nullable(),
    })
    .nullable(),
  candidate: z.looseObject({ installed: installedSchema, exam: z.enum(['open', 'passed']) }).nullable(),
  rejected: z.array(z.looseObject({ release: sha256Schema, reason: z.string(), again: z.boolean() })),
}) satisfies z.ZodType<Track>;

/** A track's name, as a key of JSON. */
export const trackNameSchema = z.custom<TrackName>(
  (name) => typeof name === 'string' && packKinds.some((kind) => name.startsWith(`${kind}/`)),
);

/** What a school knows of its updates beside the metadata. */
export const stateSchema = z.looseObject({
  format: z.literal('soro-tracks-1'),
  /** Random; it only says where in the queue for a release the school stands. */
  school: z.string().min(8),
  tracks: z.partialRecord(trackNameSchema, trackSchema),
});

export type UpdateState = z.output<typeof stateSchema>;
