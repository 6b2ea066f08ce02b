import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** Connections of everybody together. A file descriptor and some 20 kB each. */
const mostConnections = 2000;
const mostHandshakes = 200;
/** How long a connection that was refused is waited for. */
const refusalMs = 1000;

const refusal = [
  'HTTP/1.1 503 Service Unavailable',
  'content-type: text/plain; charset=utf-8',
  'retry-after: 5',
  'connection: close',
  '',
  'There are too many connections. Try again in a moment.\n',
].join('\r\n');

/**
 * Bounds the connections of a server. One address may have as many as there are: a gateway or a proxy brings a whole
 * school. Only when none is left, the address that holds most of them gives one up: an idle one of its own for a
 * stranger's new one; its own new one is refused with a reason.
 */
export function limitConnections(server: Server, most: number = mostConnections): void {
  const connections = new Map<string, Set<Socket>>();
  const busy = new WeakSet<Socket>();
  let count = 0;
  server.on('request', (request, response) => {
    const { socket } = request;
    busy.add(socket);
    response.once('close', () => busy.delete(socket));
  });
  // Of HTTPS requests name the encrypted socket. Those that are still shaking hands have a bound of their own.
  const event = server instanceof TlsServer ? 'secureConnection' : 'connection';
  server.maxConnections = most + mostHandshakes;
  server.on(event, (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (count >= most && !makeRoom(connections, address, busy)) {
      refuse(socket);
      return;
    }
    const own = connections.get(address) ?? new Set();
    connections.set(address, own.add(socket));
    count += 1;
    socket.once('close', () => {
      count -= 1;
      own.delete(socket);
      if (own.size === 0) connections.delete(address);
    });
  });
}

/** Closes an idle connection of the address that has most, unless that is the one that asks. */
function makeRoom(
  connections: ReadonlyMap<string, ReadonlySet<Socket>>,
  address: string,
  busy: { has(socket: Socket): boolean },
): boolean {
  const [largest, sockets] = [...connections].reduce((most, one) =>
    one[1].size > most[1].size ? one : most,
  );
  if (largest === address) return false;
  const idle = sockets.values().find((socket) => !busy.has(socket) && !socket.destroyed);
  idle?.destroy();
  return idle !== undefined;
}

function refuse(socket: Socket): void {
  socket.on('error', () => {});
  socket.end(refusal);
  setTimeout(() => socket.destroy(), refusalMs).unref();
}
