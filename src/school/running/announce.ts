import createMulticastDns from 'multicast-dns';

const lifeSeconds = 120;

/**
 * Answers on the local network for a name such as `soro.local` (multicast DNS, RFC 6762), so that nobody types an
 * address. Telephones before Android 12 do not ask for such names; they need the address.
 * @returns the function that stops it. A network without multicast is told through `onError` and changes nothing.
 */
export function announceName(
  name: string,
  addresses: () => readonly string[],
  onError: (error: Error) => void,
): () => void {
  const responder = createMulticastDns({ reuseAddr: true });
  const records = () =>
    addresses().map((address) => ({
      name,
      type: address.includes(':') ? ('AAAA' as const) : ('A' as const),
      ttl: lifeSeconds,
      flush: true,
      data: address,
    }));
  responder.on('error', onError);
  responder.on('warning', () => {});
  responder.on('query', ({ questions }) => {
    const asked = (questions ?? []).filter((question) => question.name.toLowerCase() === name);
    const wanted = new Set<string>(asked.map(({ type }) => type));
    const answers = records().filter(({ type }) => wanted.has('ANY') || wanted.has(type));
    if (answers.length > 0) responder.respond({ answers });
  });
  responder.on('ready', () => responder.respond({ answers: records() }));
  return () => responder.destroy();
}
