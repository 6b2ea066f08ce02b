import type { Context, Hono } from 'hono';
import { type ApiError, apiError } from '../api-error.ts';
import type { CallerVariables } from '../caller.ts';

/** Answers other methods of the routes that stand so far: 405 with those that there are, or for OPTIONS just those. */
export function refuseOtherMethods(
  app: Hono<CallerVariables>,
  send: (c: Context, error: ApiError) => Response,
): void {
  const methods = new Map<string, Set<string>>();
  for (const { method, path } of app.routes) {
    if (method === 'ALL') continue;
    const known = methods.get(path) ?? new Set<string>();
    known.add(method);
    if (method === 'GET') known.add('HEAD');
    methods.set(path, known);
  }
  for (const [path, known] of methods) {
    const allow = [...known, 'OPTIONS'].join(', ');
    app.all(path, (c) => {
      if (c.req.method === 'OPTIONS') return c.body(null, 204, { allow });
      const error = apiError(405, `${c.req.path} has no ${c.req.method}; there is: ${allow}.`);
      return send(c, { ...error, headers: { allow } });
    });
  }
}
