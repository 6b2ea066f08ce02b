import { useResource } from './use-resource.ts';

export interface ServerAddresses {
  /** Where pupils reach the server, the best one first. */
  readonly addresses: readonly string[];
  /** False: only this computer reaches it. */
  readonly inNetwork: boolean;
}

/** The addresses of the server in the network; what the teacher's own browser uses is taken where it is one of them. */
export function useAddresses(): ServerAddresses | undefined {
  const known = useResource('GET /api/addresses').value.value;
  if (!known) return undefined;
  const isOwn = /^(localhost|127\.[\d.]+|\[::1\])$/u.test(location.hostname);
  const all = isOwn ? known.addresses : [location.origin, ...known.addresses];
  const addresses = [...new Set(all)];
  return addresses.length > 0
    ? { addresses, inNetwork: true }
    : { addresses: [location.origin], inNetwork: false };
}
