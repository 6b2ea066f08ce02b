/**
 * The address as a link of this page, or undefined when it leads anywhere else: a school's server often has no
 * internet, and what a model writes must not lead a pupil away.
 */
export function ownAddress(address: string, origin: string): string | undefined {
  try {
    const url = new URL(address, `${origin}/`);
    const isPage = url.protocol === 'http:' || url.protocol === 'https:';
    return isPage && url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : undefined;
  } catch {
    return undefined;
  }
}
