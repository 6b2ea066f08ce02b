import { createMiddleware } from 'hono/factory';
import { apiError } from './api-error.ts';

/** Everything the page needs comes from this server; nothing else may be loaded, asked or framed. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host name or address can only mean this machine. */
export function isLoopback(host: string): boolean {
  return loopbackNames.has(host) || host === '::1' || /^127(\.\d{1,3}){3}$/u.test(host);
}

/** Headers of every answer. */
export const securityHeaders = createMiddleware(async (c, next) => {
  await next();
  c.header('content-security-policy', contentSecurityPolicy);
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'no-referrer');
  c.header('cross-origin-resource-policy', 'same-origin');
  c.header('cross-origin-opener-policy', 'same-origin');
});

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
