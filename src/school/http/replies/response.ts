import type { HandlerResult } from '../call.ts';
import type { Route } from '../route.ts';
import { type ContractCheck, checkReply } from './check-reply.ts';
import { deviceCookie, sessionCookie } from './session-cookie.ts';

/** The HTTP response of what a handler returned. */
export function toResponse(
  route: Route,
  given: HandlerResult,
  { secure, check }: { readonly secure: boolean; readonly check?: ContractCheck | undefined },
): Response {
  if (given instanceof Response) return given;
  const headers = new Headers({ 'cache-control': 'no-store' });
  if (given === undefined) return new Response(null, { status: 204, headers });
  // As it is sent: what JSON leaves out is not there.
  const text = JSON.stringify(given.json);
  if (check) checkReply(`${route.method} ${route.path}`, route, JSON.parse(text), check);
  if (given.session !== undefined) headers.append('set-cookie', sessionCookie(given.session, secure));
  if (given.device !== undefined) headers.append('set-cookie', deviceCookie(given.device, secure));
  headers.set('content-type', 'application/json');
  return new Response(text, { status: given.status ?? 200, headers });
}
