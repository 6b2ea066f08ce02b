import { createMiddleware } from 'hono/factory';

/** A page's origin (`https://school.tj`), or `*` for any page. */
export type Origin = string;

const allowedHeaders = 'authorization, content-type, content-encoding, x-requested-with';
/** Headers that a page may read. `x-stainless-…` are what OpenAI's client for browsers sends. */
const exposedHeaders = 'retry-after, x-request-id, x-should-retry';
const keptSeconds = 600;

/**
 * Lets pages of these origins call the API from a browser. Without an origin nothing is sent and browsers refuse, which
 * is the default: a page elsewhere could otherwise use the machine of whoever reads it. Cookies are never allowed.
 */
export function allowOrigins(origins: readonly Origin[]) {
  const known = new Set(origins.map((origin) => origin.toLowerCase().replace(/\/$/u, '')));
  return createMiddleware(async (c, next) => {
    const origin = c.req.header('origin');
    const isAllowed = origin !== undefined && (known.has('*') || known.has(origin.toLowerCase()));
    const isPreflight =
      c.req.method === 'OPTIONS' && c.req.header('access-control-request-method') !== undefined;
    if (isAllowed && isPreflight) c.res = new Response(null, { status: 204 });
    else await next();
    if (!isAllowed) return;
    const { headers } = c.res;
    headers.set('access-control-allow-origin', known.has('*') ? '*' : origin);
    headers.append('vary', 'Origin');
    headers.set('cross-origin-resource-policy', 'cross-origin');
    if (!isPreflight) {
      headers.set('access-control-expose-headers', exposedHeaders);
      return;
    }
    headers.set('access-control-allow-methods', 'GET, HEAD, POST');
    headers.set(
      'access-control-allow-headers',
      c.req.header('access-control-request-headers') ?? allowedHeaders,
    );
    headers.set('access-control-max-age', String(keptSeconds));
    if (c.req.header('access-control-request-private-network') === 'true') {
      headers.set('access-control-allow-private-network', 'true');
    }
  });
}
