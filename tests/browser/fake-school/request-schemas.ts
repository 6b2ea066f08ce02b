import { z } from 'zod';

const id = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/u);
const script = z.enum(['Cyrl', 'Arab', 'Latn']);
const pin = z.array(z.string()).length(4);
const empty = z.strictObject({});
const hours = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)),
  from: z.string().regex(/^\d\d:\d\d$/u),
  to: z.string().regex(/^\d\d:\d\d$/u),
});
const settings = z.strictObject({
  hours: z.array(hours),
  tutor: z.enum(['off', 'hints-first']),
  hintsBeforeAnswer: z.number().int().min(1).max(5),
  subjects: z.array(z.string().max(60)).max(20),
  systemText: z.string().max(2000),
  retentionDays: z.number().int().min(1).max(730),
  teacherMayRead: z.boolean(),
});
const question = z.strictObject({
  clientId: id,
  parentId: z.string().nullable(),
  text: z.string().min(1),
  meant: z.strictObject({ original: z.string(), kind: z.enum(['letters', 'latin', 'persian']) }).optional(),
  script: script.optional(),
});

/** The bodies that the contract allows, by method and path. */
export const requestSchemas: readonly (readonly [RegExp, z.ZodType])[] = [
  [
    /^POST \/api\/set-up$/u,
    z.strictObject({
      token: z.string().optional(),
      schoolName: z.string(),
      name: z.string(),
      password: z.string(),
    }),
  ],
  [/^POST \/api\/log-in\/password$/u, z.strictObject({ name: z.string(), password: z.string() })],
  [/^POST \/api\/(log-in\/pin|join)$/u, z.strictObject({ code: z.string(), nickname: z.string(), pin })],
  [
    /^PATCH \/api\/me$/u,
    z.strictObject({ script: script.optional(), language: z.enum(['tg', 'ru', 'en']).optional() }),
  ],
  [/^POST \/api\/me\/password$/u, z.strictObject({ old: z.string(), new: z.string() })],
  [/^POST \/api\/conversations$/u, z.strictObject({ clientId: id, title: z.string().optional() })],
  [
    /^PATCH \/api\/conversations\/[^/]+$/u,
    z.strictObject({ title: z.string().optional(), leafId: z.string().optional() }),
  ],
  [/^POST \/api\/conversations\/[^/]+\/questions$/u, question],
  [/^POST \/api\/(questions\/[^/]+\/answers|answers\/[^/]+\/continue)$/u, z.strictObject({ clientId: id })],
  [
    /^POST \/api\/(answers\/[^/]+\/stop|log-out|backups|classes\/[^/]+\/code|teachers\/[^/]+\/password)$/u,
    empty,
  ],
  [/^POST \/api\/meaning$/u, z.strictObject({ text: z.string() })],
  [/^POST \/api\/classes$/u, z.strictObject({ name: z.string() })],
  [
    /^PATCH \/api\/classes\/[^/]+$/u,
    z.strictObject({
      name: z.string().optional(),
      joining: z.boolean().optional(),
      settings: settings.partial().optional(),
    }),
  ],
  [/^POST \/api\/(classes\/[^/]+\/pupils|teachers)\/import$/u, z.strictObject({ csv: z.string() })],
  [/^POST \/api\/pupils\/[^/]+\/pin$/u, z.strictObject({ pin: pin.optional() })],
  [
    /^POST \/api\/answers\/[^/]+\/correction$/u,
    z.strictObject({ text: z.string().min(1), note: z.string().optional() }),
  ],
  [/^PATCH \/api\/school$/u, z.strictObject({ name: z.string() })],
  [
    /^POST \/api\/teachers$/u,
    z.strictObject({ name: z.string(), password: z.string().optional(), role: z.string().optional() }),
  ],
  [
    /^PATCH \/api\/teachers\/[^/]+$/u,
    z.strictObject({ name: z.string().optional(), role: z.enum(['teacher', 'administrator']).optional() }),
  ],
  [
    /^POST \/api\/keys$/u,
    z.strictObject({ name: z.string(), scopes: z.array(z.string()), expiresAt: z.number().optional() }),
  ],
];
