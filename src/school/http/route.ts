import { z } from 'zod';
import type { Answer, Call, Caller } from './call.ts';

/** One route of the school's server. */
export interface Route<Body extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: `/api/${string}`;
  /** One sentence for the reference. */
  readonly summary: string;
  readonly callers: readonly Caller[];
  /** Answers before an administrator exists, too. */
  readonly beforeSetUp?: boolean;
  /** Answers a teacher who must still change the password. */
  readonly beforeNewPassword?: boolean;
  readonly body?: Body;
  readonly query?: Query;
  readonly maximumBodyBytes?: number;
  readonly handle: (
    call: Call<z.output<Body>, z.output<Query>>,
  ) => Promise<Answer | Response> | Answer | Response;
}

/** Groups of callers as the routes use them. */
export const everyone = ['nobody', 'local', 'pupil', 'teacher', 'administrator'] as const;
export const people = ['local', 'pupil', 'teacher', 'administrator'] as const;
export const accounts = ['pupil', 'teacher', 'administrator'] as const;
export const staff = ['teacher', 'administrator'] as const;
export const administrators = ['administrator'] as const;

/** A route with the types of its body and query. */
export function route<Body extends z.ZodType, Query extends z.ZodType>(
  definition: Route<Body, Query>,
): Route {
  return definition as unknown as Route;
}

/** A request that carries nothing. */
export const emptyBody = z.strictObject({});

export const clientIdSchema = z.string().regex(/^[\w-]{16,64}$/u, '16 to 64 of A–Z a–z 0–9 _ -');
const idSchema = z.string().min(1).max(40);

/** `?before=ID&limit=50` */
export const pageQuery = z.strictObject({
  before: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
