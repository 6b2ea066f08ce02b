import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A bad line before a server: so many bytes a second, all connections together, and cut off every so often. For tests and
 * measurements.
 */
export function brokenLine(
  target: { readonly port: number },
  { bytesPerSecond, breaksEveryMs }: { readonly bytesPerSecond: number; readonly breaksEveryMs: number },
): {
  readonly server: Server;
  readonly stop: () => void;
  readonly carried: () => { bytes: number; breaks: number };
} {
  const open = new Set<Socket>();
  const stepMs = 50;
  const waiting: { readonly to: Socket; bytes: Buffer; readonly from: Socket }[] = [];
  let bytes = 0;
  let breaks = 0;
  const pump = setInterval(() => {
    let budget = Math.floor((bytesPerSecond * stepMs) / 1000);
    while (budget > 0 && waiting.length > 0) {
      const [first] = waiting;
      if (!first) break;
      const piece = first.bytes.subarray(0, budget);
      first.to.write(piece);
      bytes += piece.length;
      budget -= piece.length;
      first.bytes = first.bytes.subarray(piece.length);
      if (first.bytes.length > 0) break;
      waiting.shift();
      first.from.resume();
    }
  }, stepMs);
  const cut = setInterval(() => {
    if (open.size > 0) breaks += 1;
    waiting.length = 0;
    for (const socket of open) socket.destroy();
    open.clear();
  }, breaksEveryMs);
  const server = createServer((client) => {
    const upstream = connect(target.port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
      socket.on('error', () => {});
    }
    client.pipe(upstream);
    upstream.on('data', (data) => {
      upstream.pause();
      waiting.push({ to: client, bytes: data, from: upstream });
    });
    upstream.on('end', () => {
      // After what waits has gone out.
      const poll = setInterval(() => {
        if (waiting.some(({ to }) => to === client)) return;
        clearInterval(poll);
        client.end();
      }, stepMs);
    });
  });
  const stop = () => {
    clearInterval(pump);
    clearInterval(cut);
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { server, stop, carried: () => ({ bytes, breaks }) };
}
