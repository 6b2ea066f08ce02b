import { z } from 'zod';

/** The public id of a row. */
export const idSchema = z.string().min(1).max(40);

/** An id that the page draws, so that a request that is sent twice is taken once. */
export const clientIdSchema = z.string().regex(/^[\w-]{16,64}$/u, '16 to 64 of A–Z a–z 0–9 _ -');

/** Milliseconds since 1970. */
export const momentSchema = z.int();

/** A request that carries nothing. */
export const emptyBody = z.strictObject({});

/** `?before=ID&limit=50` */
export const pageQuery = z.strictObject({
  before: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Most bytes of an imported table. */
export const importBytes = 2_000_000;

export const importBody = z.strictObject({
  csv: z.string().max(importBytes),
  /** The first line may be a person already: a list that somebody pasted. The columns are in their order then. */
  headingMayLack: z.boolean().default(false),
});

/** A person, class or other thing by id and name. */
export const namedSchema = z.strictObject({ id: idSchema, name: z.string() });
