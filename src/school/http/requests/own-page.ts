import { timingSafeEqual } from 'node:crypto';

/** A page elsewhere can make a browser send a request here, even one that only reads (an `<img>`). */
export function isFromThisSite(header: (name: string) => string | undefined): boolean {
  const site = header('sec-fetch-site') ?? 'same-origin';
  return site === 'same-origin' || site === 'none';
}

/** Only our own page can read the token, and only with our permission can another page send the header. */
export function carriesToken(header: (name: string) => string | undefined, token: string): boolean {
  const given = Buffer.from(header('x-soro-csrf') ?? '');
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
