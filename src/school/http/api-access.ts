import type { ApiKey, KeyScope } from '../people/api-keys.ts';
import { SchoolError } from '../school-error.ts';
import type { Mode } from './call.ts';

const openPaths = new Set(['/healthz', '/readyz']);

/** What a path of the OpenAI-compatible API (and of monitoring) asks of a key; undefined: it is not one of them. */
export function accessOf(path: string): KeyScope | 'any-key' | 'open' | undefined {
  if (openPaths.has(path)) return 'open';
  if (path === '/metrics') return 'metrics';
  if (path === '/v1/embeddings') return 'embeddings';
  if (path === '/v1/models' || path.startsWith('/v1/models/')) return 'any-key';
  // Whatever the API may get later counts as a chat, never as open.
  if (path === '/v1' || path.startsWith('/v1/')) return 'chat';
  return undefined;
}

/**
 * Checks a request to the OpenAI-compatible API. A session does not open it: what a class sets (hours, hints) holds
 * in conversations only.
 * @throws SchoolError `set-up-needed`, `log-in-needed` without a valid key, `not-allowed` without the scope.
 */
export function checkApiAccess(path: string, mode: Mode, key: ApiKey | undefined): void {
  const access = accessOf(path);
  if (access === undefined || access === 'open' || mode === 'open') return;
  if (mode === 'set-up') throw new SchoolError('set-up-needed', 'The school is not set up yet.');
  if (!key) throw new SchoolError('log-in-needed', 'This needs an API key: Authorization: Bearer sk-…');
  if (access !== 'any-key' && !key.scopes.includes(access)) {
    throw new SchoolError('not-allowed', `The key has no scope "${access}".`);
  }
}
