import { idleMs } from '../../people/sessions.ts';

export const cookieName = 'soro_session';

/** Tells browsers apart, not people: see `people/devices.ts`. */
export const deviceCookieName = 'soro_device';

const deviceLifeSeconds = 400 * 24 * 60 * 60;

/** The `Set-Cookie` header of a browser's mark. */
export function deviceCookie(mark: string, secure: boolean): string {
  return cookie(deviceCookieName, mark, `Max-Age=${deviceLifeSeconds}`, secure);
}

/** The `Set-Cookie` header of a session that begins; null takes the cookie away. */
export function sessionCookie(token: string | null, secure: boolean): string {
  // The longest life of any role: the server decides when a session is over.
  const life = token === null ? 'Max-Age=0' : `Max-Age=${Math.max(...Object.values(idleMs)) / 1000}`;
  return cookie(cookieName, token ?? '', life, secure);
}

function cookie(name: string, value: string, life: string, secure: boolean): string {
  return [
    `${name}=${value}`,
    'Path=/',
    life,
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
  ].join('; ');
}
