import { hostname, networkInterfaces } from 'node:os';

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/u;
const refreshMs = 10_000;

/** The name that machines in the same network find by multicast DNS. */
export const localName = 'soro.local';

/**
 * Whether a name in a request's address means this server: the loopback names, this machine's own addresses, its
 * host name, `soro.local`, and names that the administrator allows. Anything else is refused: a web page elsewhere
 * could point its own name here (DNS rebinding).
 */
export function ownHosts(
  allowed: readonly string[] = [],
  read: () => readonly string[] = machineNames,
): (name: string) => boolean {
  const always = new Set(allowed.map((name) => name.toLowerCase()));
  let known = new Set<string>();
  let readAt = Number.NEGATIVE_INFINITY;
  return (name) => {
    if (loopback.test(name) || always.has(name)) return true;
    // A machine gets another address while it runs.
    if (performance.now() - readAt > refreshMs) {
      known = new Set(read());
      readAt = performance.now();
    }
    return known.has(name);
  };
}

/** The addresses other machines reach this one at, IPv4 first. */
export function machineAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
    .sort((one, other) => one.family.localeCompare(other.family))
    .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
}

function machineNames(): string[] {
  const own = hostname().toLowerCase();
  return [...machineAddresses(), own, `${own}.local`, localName];
}
