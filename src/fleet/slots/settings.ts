import { z } from 'zod';
import { limitsSchema } from '../sources/limits.ts';

/** What an administrator decides about updates; `fleet/settings.json` in the school's data. */
export const settingsSchema = z.strictObject({
  /** Addresses (`https://…`) and folders (a stick's mount), in the order in which they are asked. */
  sources: z.array(z.string().min(1)),
  /** Ask schools of the same network before any address. */
  neighbours: z.boolean(),
  /** For addresses; folders and neighbours cost nothing. */
  limits: limitsSchema,
  /** `model/soro`, `software/soro`; null: everything that is offered. */
  follow: z.array(z.string().min(1)).nullable(),
  /** Addresses and folders at which every step of updating leaves what the school sends home. Empty: only by `soro home send`. */
  home: z.array(z.string().min(1)).default([]),
});

export type UpdateSettings = z.output<typeof settingsSchema>;

export const defaultSettings: UpdateSettings = {
  sources: [],
  neighbours: true,
  limits: { hours: null, bytesPerSecond: null },
  follow: null,
  home: [],
};
