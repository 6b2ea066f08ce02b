import { idleMs } from '../../people/sessions.ts';

export const cookieName = 'soro_session';

/** The `Set-Cookie` header of a session that begins; null takes the cookie away. */
export function sessionCookie(token: string | null, secure: boolean): string {
  // The longest life of any role: the server decides when a session is over.
  const life = token === null ? 'Max-Age=0' : `Max-Age=${Math.max(...Object.values(idleMs)) / 1000}`;
  return [
    `${cookieName}=${token ?? ''}`,
    'Path=/',
    life,
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
  ].join('; ');
}
