import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The address that a connection comes from, for counting attempts; of IPv6 the network part, because a machine has as
 * many addresses in it as it likes. Headers of proxies are not believed.
 */
export function clientAddress(c: Context): string {
  const address = getConnInfo(c).remote.address ?? 'unknown';
  const plain = address.replace(/^::ffff:(?=\d+\.)/u, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain;
}
