import createMulticastDns from 'multicast-dns';

const service = '_soro-fleet._tcp.local';

/** Tells the local network (multicast DNS) that releases can be had here. Returns what stops it. */
export function announceShare(port: number, onError: (error: Error) => void): () => void {
  const responder = createMulticastDns({ reuseAddr: true });
  const name = `soro-${port}.${service}`;
  responder.on('error', onError);
  responder.on('warning', () => {});
  responder.on('query', ({ questions }) => {
    if (!questions?.some((question) => question.name === service)) return;
    responder.respond({
      answers: [
        { name: service, type: 'PTR', ttl: 120, data: name },
        { name, type: 'SRV', ttl: 120, data: { port, target: name } },
      ],
    });
  });
  return () => responder.destroy();
}

/** Addresses of neighbours that answer within a moment. None on a network without multicast. */
export async function findNeighbours(waitMs: number): Promise<string[]> {
  const asker = createMulticastDns({ reuseAddr: true });
  const found = new Set<string>();
  asker.on('error', () => {});
  asker.on('warning', () => {});
  asker.on('response', ({ answers }, { address }) => {
    for (const answer of answers ?? [])
      if (answer.type === 'SRV' && answer.name.endsWith(service))
        found.add(`http://${address}:${answer.data.port}`);
  });
  asker.query({ questions: [{ name: service, type: 'PTR' }] });
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  asker.destroy();
  return [...found].sort();
}
