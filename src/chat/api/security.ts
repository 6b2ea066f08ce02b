import { createMiddleware } from 'hono/factory';
import { apiError } from './api-error.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host name or address can only mean this machine. */
export function isLoopback(host: string): boolean {
  return loopbackNames.has(host) || host === '::1' || /^127(\.\d{1,3}){3}$/u.test(host);
}

/**
 * Refuses requests that were addressed to another name: a web page elsewhere could point its own name at
 * this machine (DNS rebinding) and would otherwise be served.
 */
export function trustedHost(names: readonly string[] | ((name: string) => boolean)) {
  const known =
    typeof names === 'function' ? { has: names } : new Set(names.map((name) => name.toLowerCase()));
  return createMiddleware(async (c, next) => {
    const { hostname } = new URL(c.req.url);
    if (isLoopback(hostname) || known.has(hostname.toLowerCase())) return next();
    const { status, body } = apiError(421, `This server does not answer for "${hostname}".`);
    return c.json(body, status);
  });
}
