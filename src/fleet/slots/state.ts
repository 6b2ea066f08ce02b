import { z } from 'zod';
import type { Track } from '../decide/track.ts';
import { packKinds, sha256Schema, type TrackName } from '../packs/release.ts';

const installedSchema = z.strictObject({
  release: sha256Schema,
  number: z.int().min(1),
  title: z.string(),
  sizeBytes: z.int().min(0),
});

const trackSchema = z.strictObject({
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
  candidate: z.strictObject({ installed: installedSchema, exam: z.enum(['open', 'passed']) }).nullable(),
  rejected: z.array(z.strictObject({ release: sha256Schema, reason: z.string(), again: z.boolean() })),
}) satisfies z.ZodType<Track>;

/** A track's name, as a key of JSON. */
export const trackNameSchema = z.custom<TrackName>(
  (name) => typeof name === 'string' && packKinds.some((kind) => name.startsWith(`${kind}/`)),
);

/** What a school knows of its updates beside the metadata. */
export const stateSchema = z.strictObject({
  format: z.literal('soro-tracks-1'),
  /** Random; it only says where in the queue for a release the school stands. */
  school: z.string().min(8),
  tracks: z.partialRecord(trackNameSchema, trackSchema),
});

export type UpdateState = z.output<typeof stateSchema>;
