import { z } from 'zod';
import { importReasons } from './import-columns.ts';
import { rulesSchema } from './rules.ts';
import { momentSchema } from './shared.ts';

/** The words by which a page tells errors apart, each with its status. docs/school.md lists them. */
export const errorStatuses = {
  'bad-request': 400,
  'log-in-needed': 401,
  'wrong-log-in': 401,
  'not-allowed': 403,
  'set-up-needed': 403,
  csrf: 403,
  'outside-hours': 403,
  'test-under-way': 403,
  'test-closed': 403,
  'not-found': 404,
  'already-used': 409,
  'rules-changed': 409,
  quota: 409,
  'too-large': 413,
  'wrong-media-type': 415,
  'wrong-host': 421,
  'too-long': 422,
  'too-many-attempts': 429,
  busy: 429,
  'own-limit': 429,
  failed: 500,
  starting: 503,
  'disk-full': 507,
} as const;

export type ErrorCode = keyof typeof errorStatuses;

/** Every error has this form. */
export const errorSchema = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(errorStatuses) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    remedy: z.string().optional(),
    /** The key of the request that is wrong. */
    place: z.string().optional(),
    /** The line of an imported file. */
    line: z.int().optional(),
    /** Why that line was refused. */
    reason: z.enum(importReasons).optional(),
    retryAfterSeconds: z.int().optional(),
    opensAt: momentSchema.nullable().optional(),
    /** With `rules-changed`: what to tell the pupil before the question is sent again. */
    rules: rulesSchema.optional(),
  }),
});
