import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { limitConnections } from './limit-connections.ts';

const undo: (() => unknown)[] = [];
afterEach(() => Promise.all(undo.splice(0).map((step) => step())));

async function serve(most: number) {
  // Answers /slow only when it is let go.
  const slow: (() => void)[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/slow') slow.push(() => response.end('slow'));
    else response.end('ok');
  });
  limitConnections(server, most);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, slow };
}

/** A connection from an address of the loopback, and what came back on it. */
async function open(port: number, localAddress: string, path?: string) {
  const socket: Socket = connect({ port, host: '127.0.0.1', localAddress });
  const state = { text: '', closed: false, socket };
  socket.setEncoding('utf8').on('data', (piece: string) => {
    state.text += piece;
  });
  socket.on('close', () => {
    state.closed = true;
  });
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('connect', resolve));
  if (path) socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  undo.push(() => socket.destroy());
  return state;
}

const many = (count: number, ...rest: Parameters<typeof open>) =>
  Promise.all(Array.from({ length: count }, () => open(...rest)));

describe('connections', () => {
  it('of one address may be as many as there are: a gateway brings a whole school', async () => {
    const { port } = await serve(400);
    const all = await many(300, port, '127.0.0.1', '/');
    await expect.poll(() => all.every((one) => one.text.endsWith('ok'))).toBe(true);
  });

  it('beyond all that there are, are refused with a reason and not reset', async () => {
    const { port } = await serve(5);
    await many(5, port, '127.0.0.1');
    const refused = await open(port, '127.0.0.1');
    await expect.poll(() => refused.closed).toBe(true);
    expect(refused.text).toMatch(/^HTTP\/1\.1 503 .*retry-after: 5.*too many connections/su);
  });

  it('of a stranger take the place of an idle one of whoever has most', async () => {
    const { port, slow } = await serve(5);
    const busy = await open(port, '127.0.0.1', '/slow');
    await expect.poll(() => slow.length).toBe(1);
    const idle = await many(4, port, '127.0.0.1');
    const stranger = await open(port, '127.0.0.2', '/');
    await expect.poll(() => stranger.text).toMatch(/ok$/u);
    expect(idle.filter((one) => one.closed)).toHaveLength(1);
    slow[0]?.();
    await expect.poll(() => busy.text).toMatch(/slow$/u);
  });
});
