import { createMiddleware } from 'hono/factory';
import { type Limits, limitsOf, type Role } from '../queue/limits.ts';
import type { GenerateOptions, GroundingOptions } from '../types.ts';
import { apiError } from './api-error.ts';

/** What a caller may do. */
export type Scope = 'chat' | 'embeddings' | 'models' | 'metrics';

/** Who sent a request. */
export interface Caller {
  /** Whose share of the machine it takes. */
  readonly owner: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  /** What answers may rest on at most. */
  readonly grounding?: GroundingOptions | undefined;
}

/** Finds out who sent a request; undefined when they are not signed in and have no valid key. */
export type ResolveCaller = (request: Request) => Promise<Caller | undefined> | Caller | undefined;

/** Whoever sits at the machine, before there are accounts. */
export const localCaller: Caller = {
  owner: 'local',
  role: 'local',
  scopes: ['chat', 'embeddings', 'models', 'metrics'],
};

/** What the engine has to know of a caller. */
export function callerOptions(
  caller: Caller,
): Required<Pick<GenerateOptions, 'owner' | 'priority'>> & { readonly limits: Limits } {
  const priority = caller.role === 'pupil' || caller.role === 'local' ? 'pupil' : 'teacher';
  return { owner: caller.owner, priority, limits: limitsOf(caller.role) };
}

export interface CallerVariables {
  readonly Variables: { caller: Caller };
}

/** Lets a request through when its caller is known and may do this. */
export function needsScope(scope: Scope, resolve: ResolveCaller) {
  return createMiddleware<CallerVariables>(async (c, next) => {
    const caller = await resolve(c.req.raw);
    if (!caller) {
      const { status, body } = apiError(
        401,
        'Sign in, or send a valid key as "Authorization: Bearer sk-…".',
        {
          code: 'invalid_api_key',
        },
      );
      return c.json(body, status, { 'www-authenticate': 'Bearer' });
    }
    if (!caller.scopes.includes(scope)) {
      const { status, body } = apiError(403, `This key may not use "${scope}".`, {
        code: 'insufficient_scope',
      });
      return c.json(body, status);
    }
    c.set('caller', caller);
    return next();
  });
}
